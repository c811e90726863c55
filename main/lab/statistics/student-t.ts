import { regularizedIncompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal.ts';
import { mean, requireValues, standardError } from './summary.ts';

/** A mean with its two-sided confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Half the width; Infinity for a single value, about whose spread nothing is known. */
  readonly halfWidth: number;
  readonly n: number;
}

/**
 * P(T <= value) for Student's t with `freedom` degrees of freedom, accurate to 1e-11 absolutely and in the lower tail
 * relatively. Student, "The probable error of a mean", Biometrika 6, 1908; Abramowitz & Stegun 26.7.1.
 *
 * @param freedom greater than 0, need not be an integer
 * @throws RangeError for other degrees of freedom
 */
export function studentCumulative(value: number, freedom: number): number {
  requireFreedom(freedom);
  const tail = upperTail(Math.abs(value), freedom);
  return value > 0 ? 1 - tail : tail;
}

function upperTail(value: number, freedom: number): number {
  if (value === Infinity) return 0;
  // As a ratio, because the square of a far value may overflow.
  const ratio = (value / freedom) * value;
  const x = 1 / (1 + ratio);
  return 0.5 * regularizedIncompleteBeta(freedom / 2, 0.5, x, ratio === Infinity ? 1 : ratio / (1 + ratio));
}

/**
 * The value below which Student's t falls with probability `probability`, to a relative 1e-11: bisection on the tail.
 *
 * @param probability in [0, 1]; 0 and 1 give the infinities
 * @param freedom greater than 0, need not be an integer
 * @throws RangeError outside these ranges
 */
export function studentQuantile(probability: number, freedom: number): number {
  requireFreedom(freedom);
  const start = normalQuantile(probability);
  if (start === 0 || !Number.isFinite(start)) return start;
  const tail = start < 0 ? probability : 1 - probability;
  // The tail of t is heavier than the normal one, so the normal quantile bounds the answer from below.
  let low = Math.abs(start) * 0.999;
  let high = 2 * low + 1e-300;
  while (upperTail(high, freedom) > tail) {
    low = high;
    high *= 2;
    if (high === Infinity) return Math.sign(start) * Infinity;
  }
  while (high - low > 1e-14 * high) {
    const middle = low + 0.5 * (high - low);
    if (middle <= low || middle >= high) break;
    if (upperTail(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return Math.sign(start) * 0.5 * (low + high);
}

/**
 * The mean of independent values with Student's confidence interval, mean +- t * s / sqrt(n) with n - 1 degrees of
 * freedom: exact for normal values, asymptotically right for others.
 *
 * @param confidence in (0, 1), such as 0.95
 * @throws LabError when there is no value or one is not finite; RangeError for another confidence
 */
export function meanInterval(values: readonly number[], confidence: number): MeanInterval {
  requireValues(values, 1);
  const n = values.length;
  const error = n > 1 ? standardError(values) : Infinity;
  return intervalAround(mean(values), error, n, confidence);
}

/**
 * The interval of the mean of paired differences, first - second: the interval that belongs to the paired t-test.
 *
 * @param paired pairs measured under the same conditions (the same seed, the same draw)
 * @throws as {@link meanInterval}
 */
export function differenceInterval(paired: readonly (readonly [number, number])[], confidence: number): MeanInterval {
  return meanInterval(
    paired.map(([first, second]) => first - second),
    confidence,
  );
}

/** Student's interval from a mean and its standard error, for values that are not kept. Errors as {@link meanInterval}. */
export function intervalAround(centre: number, error: number, n: number, confidence: number): MeanInterval {
  const factor = confidenceFactor(confidence, n - 1);
  const halfWidth = n > 1 ? factor * error : Infinity;
  return { mean: centre, low: centre - halfWidth, high: centre + halfWidth, halfWidth, n };
}

function confidenceFactor(confidence: number, freedom: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`A confidence lies in (0, 1), not ${confidence}.`);
  return freedom > 0 ? studentQuantile((1 + confidence) / 2, freedom) : Infinity;
}

function requireFreedom(freedom: number): void {
  if (!(freedom > 0 && freedom < Infinity)) {
    throw new RangeError(`The degrees of freedom of Student's t are positive, not ${freedom}.`);
  }
}
