/** One thing that was measured several times, and what it has to be. */
export interface Figure {
  /** For example `scroll`; of `--only` the part before the colon */
  readonly id: string;
  readonly title: string;
  readonly unit: 'ms' | 'points';
  /** What is judged has to be `under` the limit, or `at most` it */
  readonly target: { readonly limit: number; readonly bound: 'under' | 'at most' };
  /** What has to keep to the target: the median of the repetitions, or each of them */
  readonly judged: 'median' | 'every';
  /** One a repetition */
  readonly values: readonly number[];
  /** The same, counting only while the page's own thread had a processor; absent where that was not traced */
  readonly computed?: readonly number[];
  /** How it was measured, and what else was seen */
  readonly notes: readonly string[];
}

/** @param values at least one */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('There is no median of nothing.');
  const sorted = values.toSorted((first, second) => first - second);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The largest of `values`; 0 of none. */
export function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}

/** Whether what is judged of a figure keeps to its target. A figure without a value does not. */
export function keepsTarget({ values, target: { limit, bound }, judged }: Figure): boolean {
  if (values.length === 0 || !values.every(Number.isFinite)) return false;
  const value = judged === 'median' ? median(values) : Math.max(...values);
  return bound === 'under' ? value < limit : value <= limit;
}
