import type { RunProgress } from '../../contract/run.ts';
import type { Watcher } from './watcher.ts';
import { withTimeLeft } from './with-time-left.ts';

/**
 * Tells a watcher how far one piece of work has come that is no run, and how long it still takes.
 *
 * @param enough as of {@link withTimeLeft}
 */
export function workProgress(
  { onEvent }: Pick<Watcher, 'onEvent'>,
  label: string,
  phase: RunProgress['phase'],
  enough?: number,
): (fraction: number, detail: string) => void {
  return withTimeLeft(({ fraction, detail, ...left }) => {
    const progress = { phase, fraction, detail, ...left };
    onEvent({ type: 'progress', label, progress, fraction, ...left, runsDone: 0, runs: 1 });
  }, enough);
}
