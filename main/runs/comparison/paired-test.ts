import type { PairedTest } from '../../contract/results.ts';
import { differenceInterval } from '../../lab/statistics/student-t.ts';
import { wilcoxonSignedRank } from '../../lab/statistics/wilcoxon.ts';
import type { TrainedRun } from './trained-runs.ts';

/**
 * Accuracies under noise of the seeds that two methods share, the first less the second; undefined where they share none.
 *
 * @param against label of the second
 */
export function pairedTest(
  own: readonly TrainedRun[],
  reference: readonly TrainedRun[],
  against: string,
  confidence: number,
): PairedTest | undefined {
  const pairs = own.flatMap(({ seed, recovered }) => {
    const other = reference.find((run) => run.seed === seed)?.recovered;
    return recovered === undefined || other === undefined ? [] : [[recovered.accuracy, other.accuracy] as const];
  });
  if (pairs.length === 0) return undefined;
  const test = wilcoxonSignedRank(pairs);
  const { mean, low, high } = differenceInterval(pairs, confidence);
  return {
    against,
    pairs: pairs.length,
    n: test.n,
    pValue: test.pValue,
    smallestPossiblePValue: test.smallestPossiblePValue,
    exact: test.method === 'exact',
    difference: { value: mean, low, high, confidence, over: 'seeds', n: pairs.length },
  };
}
