/** Mean of the squares; 0 of no values */
export function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Standard deviation of the population, two-pass; 0 of no values */
export function standardDeviation(values: Float32Array): number {
  if (values.length === 0) return 0;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

/** Mean of the squared differences of two arrays of one length */
export function meanSquareDifference(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < first.length; index++) sum += (second[index]! - first[index]!) ** 2;
  return first.length === 0 ? 0 : sum / first.length;
}

/**
 * How far weights moved: root mean square of the change by the standard deviation before it (SAFT, arXiv:2306.03076,
 * figure 1a). Of weights that did not vary before Infinity, or 0 where they did not move either.
 */
export function relativeChange(before: Float32Array, after: Float32Array): number {
  const moved = Math.sqrt(meanSquareDifference(before, after));
  return moved === 0 ? 0 : moved / standardDeviation(before);
}
