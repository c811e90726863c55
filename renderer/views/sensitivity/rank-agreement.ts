/**
 * Ranks from 1, the highest value first; equal values share the mean of their places.
 *
 * @param values finite
 */
export function ranks(values: readonly number[]): readonly number[] {
  const descending = values.toSorted((first, second) => second - first);
  return values.map((value) => (descending.indexOf(value) + descending.lastIndexOf(value)) / 2 + 1);
}

/**
 * Spearman's rank correlation of two sets of values of the same things: Pearson's of the ranks, so that ties count right.
 *
 * @returns undefined for fewer than three things, and where all values of one set are equal
 */
export function spearman(first: readonly number[], second: readonly number[]): number | undefined {
  if (first.length !== second.length || first.length < 3) return undefined;
  const [one, other] = [centred(ranks(first)), centred(ranks(second))];
  const product = one.reduce((sum, rank, index) => sum + rank * other[index]!, 0);
  const spread = Math.sqrt(sumOfSquares(one) * sumOfSquares(other));
  return spread === 0 ? undefined : product / spread;
}

function centred(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}

/** How many things are among the k highest of both; equal values in their order. @param k 1 to the number of things */
export function sharedHighest(first: readonly number[], second: readonly number[], k: number): number {
  const highest = (values: readonly number[]): ReadonlySet<number> =>
    new Set([...values.keys()].toSorted((one, other) => values[other]! - values[one]! || one - other).slice(0, k));
  const others = highest(second);
  return [...highest(first)].filter((index) => others.has(index)).length;
}
