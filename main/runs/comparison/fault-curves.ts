import type { FaultCurve, RateHistory } from '../../contract/results.ts';
import type { FaultAccuracy } from '../../contract/run.ts';
import { combined } from './estimates.ts';
import { memorySummary } from './memory-summary.ts';
import type { TrainedRun } from './trained-runs.ts';

const kinds: readonly FaultAccuracy['kind'][] = ['rate', 'layer'];

/**
 * Accuracy under faults that a network was not, or not only, trained for: a curve for each profile, method and kind.
 * Over seeds where several measured the same point. By rate; those of single layers in the order they were measured.
 */
export function faultCurves(runs: readonly TrainedRun[], confidence: number): readonly FaultCurve[] {
  const groups = Map.groupBy(runs, ({ profile, label }) => JSON.stringify([profile, label]));
  return [...groups.values()].flatMap((group) => {
    const [{ profile, label, method }] = group as [TrainedRun, ...TrainedRun[]];
    return kinds.flatMap((kind): FaultCurve[] => {
      const points = curvePoints(
        group.flatMap(({ faultAccuracies }) => faultAccuracies.filter((result) => result.kind === kind)),
        confidence,
      );
      if (points.length === 0) return [];
      const ordered = kind === 'rate' ? points.toSorted((first, second) => first.rate - second.rate) : points;
      return [{ profile, label, method: method.method, kind, points: ordered }];
    });
  });
}

function curvePoints(results: readonly FaultAccuracy[], confidence: number): FaultCurve['points'] {
  const same = Map.groupBy(results, ({ rate, layer }) => JSON.stringify([rate, layer]));
  return [...same.values()].map((measured) => {
    const { rate, layer } = measured[0]!;
    return { rate, ...(layer === undefined ? {} : { layer }), accuracy: combined(measured, confidence) };
  });
}

/** Of every run whose method chooses rates. */
export function rateHistories(runs: readonly TrainedRun[]): readonly RateHistory[] {
  return runs.flatMap(({ profile, label, method, seed, runId, rateUpdates: updates, memory }) =>
    method.method !== 'lanmax'
      ? []
      : [{ profile, label, seed, runId, updates, ...(memory === undefined ? {} : { memory: memorySummary(memory) }) }],
  );
}
