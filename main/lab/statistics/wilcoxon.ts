import { normalCumulative } from './normal.ts';
import { averageRanks } from './rank.ts';
import { requireValues } from './summary.ts';

/** 'greater': the first of each pair tends to be the larger one; 'less': the smaller one. */
export type Alternative = 'two-sided' | 'greater' | 'less';

export interface WilcoxonResult {
  /** The smaller of the two rank sums, as in the tables of critical values. */
  readonly statistic: number;
  /** Sum of the ranks of the pairs whose first value is the larger. */
  readonly positiveRankSum: number;
  readonly negativeRankSum: number;
  readonly pValue: number;
  readonly alternative: Alternative;
  /** Differences that are not zero: the n of the test. */
  readonly n: number;
  /** Pairs dropped because they are equal. */
  readonly zeros: number;
  readonly method: 'exact' | 'normal';
  /** The p-value if every difference had the sign that speaks most against the null hypothesis: what n allows. */
  readonly smallestPossiblePValue: number;
}

/** Up to this many differences the null distribution is enumerated. */
const exactLimit = 20;
/** Differences closer than this, relative to the largest value, are one value and differ by floating point alone. */
const relativeTolerance = 1e-12;

/**
 * The paired signed-rank test of F. Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bull. 1, 1945.
 * Zero differences are dropped (Wilcoxon's rule), tied sizes share their average rank.
 *
 * Up to n = 20 the p-value is exact, conditional on the ties: the distribution of the positive rank sum over all 2^n
 * equally likely sign patterns. Beyond, the normal approximation with variance n(n+1)(2n+1)/24 - sum(t^3 - t)/48 over
 * tie groups of size t, and a continuity correction of 1/2 (Hollander, Wolfe, Chicken, Nonparametric Statistical
 * Methods, 3rd ed., section 3.1). Without any difference the p-value is 1.
 *
 * @param pairs values measured under the same conditions, such as the same seed
 * @throws LabError when a value is not finite
 */
export function wilcoxonSignedRank(
  pairs: readonly (readonly [number, number])[],
  alternative: Alternative = 'two-sided',
): WilcoxonResult {
  const values = pairs.flat();
  requireValues(values, 0);
  const tolerance = relativeTolerance * values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const all = pairs.map(([first, second]) => first - second);
  requireValues(all, 0);
  const differences = all.filter((value) => Math.abs(value) > tolerance);
  const n = differences.length;
  const ranks = averageRanks(
    differences.map((value) => Math.abs(value)),
    tolerance,
  );
  const total = (n * (n + 1)) / 2;
  const positiveRankSum = ranks.reduce((sum, rank, index) => (differences[index]! > 0 ? sum + rank : sum), 0);
  const exact = n <= exactLimit;
  const upperTail = exact ? exactUpperTail(ranks) : normalUpperTail(ranks);
  const pValueAt = (rankSum: number): number => {
    const greater = upperTail(rankSum);
    const less = upperTail(total - rankSum);
    if (alternative === 'greater') return greater;
    if (alternative === 'less') return less;
    return Math.min(1, 2 * Math.min(greater, less));
  };
  return {
    statistic: Math.min(positiveRankSum, total - positiveRankSum),
    positiveRankSum,
    negativeRankSum: total - positiveRankSum,
    pValue: pValueAt(positiveRankSum),
    alternative,
    n,
    zeros: pairs.length - n,
    method: exact ? 'exact' : 'normal',
    smallestPossiblePValue: pValueAt(alternative === 'less' ? 0 : total),
  };
}

/**
 * P(W >= w) over all sign patterns, for the rank sum W of the positive ones. Ranks are doubled, so that averaged ones
 * are integers too; the counts stay below 2^20 and are exact. W is symmetric about half of the total, so the lower
 * tail is the upper one at total - w.
 */
function exactUpperTail(ranks: readonly number[]): (rankSum: number) => number {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const patterns = new Float64Array(doubled.reduce((sum, rank) => sum + rank, 0) + 1);
  patterns[0] = 1;
  let reached = 0;
  for (const rank of doubled) {
    for (let sum = reached; sum >= 0; sum--) patterns[sum + rank]! += patterns[sum]!;
    reached += rank;
  }
  return (rankSum) => {
    let count = 0;
    for (let sum = Math.round(2 * rankSum); sum <= reached; sum++) count += patterns[sum]!;
    return count / 2 ** ranks.length;
  };
}

function normalUpperTail(ranks: readonly number[]): (rankSum: number) => number {
  const n = ranks.length;
  const groups = Map.groupBy(ranks, (rank) => rank);
  const ties = [...groups.values()].reduce((sum, group) => sum + group.length ** 3 - group.length, 0);
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - ties / 48);
  const expected = (n * (n + 1)) / 4;
  return (rankSum) => normalCumulative(-(rankSum - expected - 0.5) / deviation);
}
