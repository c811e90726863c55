import type { QueueState, RunRow } from '../../../main/contract/workbench/runs.ts';

/**
 * The run a live view shows when none is asked for: what is under way, else what waits, else what was worked on last.
 *
 * @returns undefined where nothing ever ran
 */
export function runToShow(queue: QueueState | undefined, rows: readonly RunRow[]): number | undefined {
  const [first] = queue?.items ?? [];
  if (first !== undefined) return first.runId;
  const started = rows.filter(({ startedAt }) => startedAt !== undefined);
  return started.toSorted((a, b) => (a.startedAt! < b.startedAt! ? 1 : -1))[0]?.id;
}
