import type { RunProgress } from '../../contract/run.ts';
import type { Watcher } from './watcher.ts';

export interface OverallProgress {
  /** @param label what the run is called */
  report(runId: number, label: string, progress: RunProgress): void;
  runEnded(runId: number): void;
}

/** Tells a watcher how far several runs have come together, of which those under way know their own fractions. */
export function overallProgress(runs: number, watcher: Watcher): OverallProgress {
  const start = performance.now();
  const underWay = new Map<number, number>();
  let runsDone = 0;
  let furthest = 0;
  return {
    report(runId, label, progress) {
      underWay.set(runId, progress.fraction);
      const reached = [...underWay.values()].reduce((sum, own) => sum + own, runsDone) / runs;
      // A run that finds more work than it expected goes back; together they do not
      const fraction = (furthest = Math.min(1, Math.max(furthest, reached)));
      const elapsedSeconds = (performance.now() - start) / 1000;
      const known = progress.secondsLeft !== undefined && fraction > 0;
      watcher.onEvent({
        type: 'progress',
        label,
        progress,
        fraction,
        runs,
        runsDone,
        ...(known ? { secondsLeft: (elapsedSeconds / fraction) * (1 - fraction) } : {}),
      });
    },
    runEnded(runId) {
      underWay.delete(runId);
      runsDone++;
    },
  };
}
