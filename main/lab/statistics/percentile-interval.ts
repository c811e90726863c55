/** What a value that does not exist is taken for at either end. */
export interface Ends {
  readonly worst: number;
  readonly best: number;
}

/**
 * The percentile interval of a bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13),
 * by order statistics rounded outwards, so that infinite values need no interpolation.
 *
 * @param values of the resamples, at least one; infinities are allowed, and NaN counts as `worst` for the lower bound
 *   and as `best` for the upper
 * @param confidence in (0, 1)
 */
export function percentileInterval(
  values: readonly number[],
  confidence: number,
  { worst, best }: Ends,
): { readonly low: number; readonly high: number } {
  const sorted = (replacement: number): Float64Array =>
    Float64Array.from(values, (value) => (Number.isNaN(value) ? replacement : value)).sort();
  const beyond = Math.floor(((values.length - 1) * (1 - confidence)) / 2);
  return { low: sorted(worst)[beyond]!, high: sorted(best)[values.length - 1 - beyond]! };
}
