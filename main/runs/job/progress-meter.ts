import type { RunEvent, RunProgress } from '../../contract/run.ts';

/** A report is worth sending at most so often; the last of a phase is always sent. */
const REPORT_INTERVAL_MS = 250;
/** Before this the rate of work is guesswork */
const SETTLING_MS = 1500;

export interface ProgressMeter {
  /** More work has turned up (or, negative, fallen away). In passes of one image through the network. */
  expect(work: number): void;
  /** An earlier attempt has done so much of the job: part of the fraction, and no measure of how fast this one is. */
  reached(work: number): void;
  phase(phase: RunProgress['phase'], detail: string): void;
  done(work: number, detail?: string): void;
  /** At once: what is kept at a checkpoint is what a paused run is seen to have done. */
  report(): void;
}

/**
 * Fraction and time left of a job, from the work done so far and the time it took. The time up to the first piece of work
 * is left out: loading and building programs happens once.
 */
export function createProgressMeter(emit: (event: RunEvent) => void, now: () => number): ProgressMeter {
  let expected = 0;
  let before = 0;
  let done = 0;
  let first: { readonly atMs: number; readonly done: number } | undefined;
  let lastReport = Number.NEGATIVE_INFINITY;
  let phase: RunProgress['phase'] = 'loading';
  let detail = '';

  const report = (): void => {
    lastReport = now();
    const elapsedMs = first === undefined ? 0 : lastReport - first.atMs;
    const measured = first === undefined ? 0 : done - first.done;
    const all = before + expected;
    const fraction = all > 0 ? Math.min(1, (before + done) / all) : 0;
    const known = measured > 0 && elapsedMs > SETTLING_MS;
    emit({
      type: 'progress',
      progress: {
        phase,
        detail,
        fraction,
        ...(known ? { secondsLeft: ((elapsedMs / measured) * Math.max(0, expected - done)) / 1000 } : {}),
      },
    });
  };

  return {
    expect(work) {
      expected += work;
    },
    reached(work) {
      before += work;
    },
    phase(next, text) {
      phase = next;
      detail = text;
      report();
    },
    done(work, text) {
      done += work;
      first ??= { atMs: now(), done };
      detail = text ?? detail;
      if (now() - lastReport >= REPORT_INTERVAL_MS) {
        report();
      }
    },
    report,
  };
}
