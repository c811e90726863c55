import { LabError } from '../../contract/errors.ts';

/** Arithmetic mean. @throws LabError when there is no value or one is not finite */
export function mean(values: readonly number[]): number {
  requireValues(values, 1);
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  // The second pass removes the rounding error of the first.
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/** Unbiased sample variance (divisor n - 1), two-pass. @throws LabError for fewer than two values */
export function variance(values: readonly number[]): number {
  requireValues(values, 2);
  return squaredDeviations(values) / (values.length - 1);
}

/** Square root of the unbiased variance. @throws LabError for fewer than two values */
export function standardDeviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

/** Standard error of the mean, s / sqrt(n). @throws LabError for fewer than two values */
export function standardError(values: readonly number[]): number {
  return Math.sqrt(variance(values) / values.length);
}

/**
 * The quantile of type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", Am. Stat. 50, 1996: linear
 * between the order statistics at (n - 1) p, as numpy and R by default.
 *
 * @param probability in [0, 1]
 * @throws LabError when there is no value or one is not finite; RangeError for a probability outside [0, 1]
 */
export function quantile(values: readonly number[], probability: number): number {
  requireValues(values, 1);
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`A probability lies in [0, 1], not ${probability}.`);
  }
  const sorted = values.toSorted((first, second) => first - second);
  const position = (sorted.length - 1) * probability;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (position - below) * (high - low);
}

/** The quantile at one half. @throws LabError when there is no value or one is not finite */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @throws LabError when there are fewer than `minimum` values or one is not finite */
export function requireValues(values: readonly number[], minimum: number): void {
  if (values.length < minimum) throw tooFew(minimum);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    throw new LabError(
      'not-finite',
      `Value ${wrong + 1} of ${values.length} to be summarised is ${values[wrong]}.`,
      'Look for the run that produced it: its training diverged or its file is damaged.',
    );
  }
}

function squaredDeviations(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

function tooFew(minimum: number): LabError {
  return new LabError(
    'invalid-argument',
    `This statistic needs at least ${minimum} ${minimum === 1 ? 'value' : 'values'}.`,
    'Add seeds or draws.',
  );
}
