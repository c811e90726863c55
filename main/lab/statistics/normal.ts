const inverseRootTwoPi = 1 / Math.sqrt(2 * Math.PI);
/** Below this the power series is short and exact, above it the continued fraction is. */
const seriesLimit = 3;

/** Density of the standard normal distribution. */
export function normalDensity(value: number): number {
  return inverseRootTwoPi * Math.exp(-0.5 * value * value);
}

/**
 * P(Z <= value) for a standard normal Z, accurate to 1e-14 in absolute and 1e-12 in relative terms, also far out in
 * the lower tail. Power series of Marsaglia, "Evaluating the normal distribution", J. Stat. Softw. 11(4), 2004, in the
 * middle; Laplace's continued fraction of the Mills ratio (Abramowitz & Stegun 26.2.14) in the tails.
 */
export function normalCumulative(value: number): number {
  if (Number.isNaN(value)) return NaN;
  const size = Math.abs(value);
  if (size >= seriesLimit) {
    const tail = upperTail(size);
    return value > 0 ? 1 - tail : tail;
  }
  const square = value * value;
  let term = value;
  let sum = value;
  for (let divisor = 3; Math.abs(term) > 1e-17 * Math.abs(sum); divisor += 2) {
    term *= square / divisor;
    sum += term;
  }
  return 0.5 + sum * normalDensity(value);
}

function upperTail(value: number): number {
  if (value === Infinity) return 0;
  // Evaluated from a depth at which the fraction has converged for every value >= 3.
  let fraction = value;
  for (let depth = 120; depth >= 1; depth--) fraction = value + depth / fraction;
  return normalDensity(value) / fraction;
}

/**
 * The value below which a standard normal falls with probability `probability`; the inverse of
 * {@link normalCumulative} to 1e-12. Start: Abramowitz & Stegun 26.2.23; then Halley's method on the tail.
 *
 * @param probability in [0, 1]; 0 and 1 give the infinities
 * @throws RangeError outside [0, 1]
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`A probability lies in [0, 1], not ${probability}.`);
  }
  if (probability === 0) return -Infinity;
  if (probability === 1) return Infinity;
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const scale = Math.sqrt(-2 * Math.log(probability));
  let value =
    (2.515517 + scale * (0.802853 + scale * 0.010328)) /
      (1 + scale * (1.432788 + scale * (0.189269 + scale * 0.001308))) -
    scale;
  for (let step = 0; step < 3; step++) {
    const error = (normalCumulative(value) - probability) / normalDensity(value);
    value -= error / (1 + 0.5 * value * error);
  }
  return value;
}
