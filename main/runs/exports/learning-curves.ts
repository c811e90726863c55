import type { LearningCurve } from '../../report/export-subject.ts';
import type { SeriesPoint } from '../../store/decimate.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { TrainedRun } from '../comparison/trained-runs.ts';

/** Points kept of one series of one run. */
const mostPoints = 600;

const exported: readonly LearningCurve['series'][] = [
  'loss',
  'accuracy',
  'learning-rate',
  'validation-loss',
  'validation-accuracy',
];

/**
 * Means over equal stretches of a series, each at the last step of its stretch. What is drawn to be watched keeps its extremes
 * (store/decimate.ts); a figure shows means, and the mean of extremes is another number.
 *
 * @param maximumPoints >= 1
 * @returns the points themselves where they are no more than that
 */
export function stretchMeans(points: readonly SeriesPoint[], maximumPoints: number): readonly SeriesPoint[] {
  if (points.length <= maximumPoints) return points;
  return Array.from({ length: maximumPoints }, (_, stretch) => {
    const from = Math.floor((stretch * points.length) / maximumPoints);
    const to = Math.floor(((stretch + 1) * points.length) / maximumPoints);
    let sum = 0;
    for (let index = from; index < to; index++) sum += points[index]!.value;
    return { step: points[to - 1]!.step, value: sum / (to - from) };
  });
}

/** What training reported of each run, long series as means over stretches; runs of as many steps have the same ones. */
export function learningCurves(workspace: Workspace, runs: readonly TrainedRun[]): readonly LearningCurve[] {
  return runs.flatMap(({ runId, seed, profile, label, method }) => {
    const known = new Set(workspace.metrics.series(runId));
    return exported
      .filter((series) => known.has(series))
      .map((series) => ({
        profile,
        label,
        method: method.method,
        seed,
        runId,
        series,
        points: stretchMeans(workspace.metrics.read(runId, series), mostPoints),
      }));
  });
}
