import type { RunEvent, RunProgress } from '../../contract/run.ts';

/** A report is worth sending at most so often; the last of a phase is always sent. */
const REPORT_INTERVAL_MS = 250;
/** Before this the rate of work is guesswork */
const SETTLING_MS = 1500;

export interface ProgressMeter {
  /** More work has turned up (or, negative, fallen away). In passes of one image through the network. */
  expect(work: number): void;
  phase(phase: RunProgress['phase'], detail: string): void;
  done(work: number, detail?: string): void;
}

/** Fraction and time left of a job, from the work done so far and the time it took. */
export function createProgressMeter(emit: (event: RunEvent) => void, now: () => number): ProgressMeter {
  const start = now();
  let expected = 0;
  let done = 0;
  let lastReport = Number.NEGATIVE_INFINITY;
  let phase: RunProgress['phase'] = 'loading';
  let detail = '';

  const report = (): void => {
    lastReport = now();
    const elapsedMs = lastReport - start;
    const fraction = expected > 0 ? Math.min(1, done / expected) : 0;
    const known = done > 0 && elapsedMs > SETTLING_MS;
    emit({
      type: 'progress',
      progress: {
        phase,
        detail,
        fraction,
        ...(known ? { secondsLeft: ((elapsedMs / done) * Math.max(0, expected - done)) / 1000 } : {}),
      },
    });
  };

  return {
    expect(work) {
      expected += work;
    },
    phase(next, text) {
      phase = next;
      detail = text;
      report();
    },
    done(work, text) {
      done += work;
      detail = text ?? detail;
      if (now() - lastReport >= REPORT_INTERVAL_MS) {
        report();
      }
    },
  };
}
