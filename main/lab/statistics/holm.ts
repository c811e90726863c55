/**
 * p-values corrected for how many tests there are, by S. Holm, "A simple sequentially rejective multiple test procedure",
 * Scand. J. Statist. 6, 1979, 65-70: the i-th smallest of m times (m - i + 1), at least as large as those before it, at most
 * 1. Calling those at or below a level significant makes one wrong call or more with at most that probability, however the
 * tests depend on one another.
 *
 * @param pValues each in [0, 1], of one family
 * @returns in the same order
 * @throws RangeError for a value outside [0, 1]
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const wrong = pValues.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`A p-value lies in [0, 1], not ${wrong}.`);
  const ascending = pValues.map((value, index) => ({ value, index })).toSorted((a, b) => a.value - b.value);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  ascending.forEach(({ value, index }, place) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * value));
    adjusted[index] = largest;
  });
  return adjusted;
}
