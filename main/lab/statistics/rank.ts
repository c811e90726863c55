import { LabError } from '../../contract/errors.ts';
import { mean, requireValues } from './summary.ts';

/**
 * Ranks from 1 (smallest) to n; equal values share the average of the ranks they cover.
 *
 * @param tolerance neighbours in the sorted order that differ by at most this are equal (differences of accuracies tie
 *   exactly on paper, but not in floating point)
 * @throws LabError when a value is not finite
 */
export function averageRanks(values: readonly number[], tolerance = 0): number[] {
  requireValues(values, 0);
  const order = values.map((_value, index) => index).sort((first, second) => values[first]! - values[second]!);
  const ranks = new Array<number>(values.length);
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && values[order[end]!]! - values[order[end - 1]!]! <= tolerance) end++;
    const shared = (start + 1 + end) / 2;
    for (let position = start; position < end; position++) ranks[order[position]!] = shared;
    start = end;
  }
  return ranks;
}

/**
 * Spearman's rank correlation: Pearson's correlation of the averaged ranks, so ties are treated correctly.
 * C. Spearman, "The proof and measurement of association between two things", Am. J. Psychol. 15, 1904.
 *
 * @returns in [-1, 1]; NaN when all values of one side are equal, where it is undefined
 * @throws LabError for fewer than two values, different lengths, or a value that is not finite
 */
export function spearmanCorrelation(first: readonly number[], second: readonly number[]): number {
  requireSameLength(first, second);
  requireValues(first, 2);
  requireValues(second, 2);
  const ranksFirst = averageRanks(first);
  const ranksSecond = averageRanks(second);
  const centre = mean(ranksFirst);
  let product = 0;
  let squareFirst = 0;
  let squareSecond = 0;
  for (let index = 0; index < first.length; index++) {
    const a = ranksFirst[index]! - centre;
    const b = ranksSecond[index]! - centre;
    product += a * b;
    squareFirst += a * a;
    squareSecond += b * b;
  }
  if (squareFirst === 0 || squareSecond === 0) return NaN;
  return Math.max(-1, Math.min(1, product / Math.sqrt(squareFirst * squareSecond)));
}

/** Indices of the `k` largest values, largest first; among equal values the earlier index comes first. */
export function topIndices(values: readonly number[], k: number): number[] {
  requireValues(values, 0);
  if (!Number.isInteger(k) || k < 1 || k > values.length) {
    throw new LabError(
      'invalid-argument',
      `The top ${k} of ${values.length} values was asked for.`,
      `Ask for 1 to ${values.length}.`,
    );
  }
  return values
    .map((_value, index) => index)
    .sort((first, second) => values[second]! - values[first]! || first - second)
    .slice(0, k);
}

/**
 * The share of the `k` largest of `first` that are also among the `k` largest of `second`, in [0, 1]. Two unrelated
 * rankings of n values share k / n on average.
 *
 * @throws LabError for different lengths, k outside 1 .. n, or a value that is not finite
 */
export function topOverlap(first: readonly number[], second: readonly number[], k: number): number {
  requireSameLength(first, second);
  const chosen = new Set(topIndices(first, k));
  return topIndices(second, k).filter((index) => chosen.has(index)).length / k;
}

function requireSameLength(first: readonly number[], second: readonly number[]): void {
  if (first.length === second.length) return;
  throw new LabError(
    'invalid-argument',
    `Two rankings of ${first.length} and ${second.length} values cannot be compared.`,
    'Score the same layers with both metrics.',
  );
}
