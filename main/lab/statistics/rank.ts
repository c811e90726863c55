import { requireValues } from './summary.ts';

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
