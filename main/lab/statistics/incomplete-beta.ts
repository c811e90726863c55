const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
/** From here on Stirling's series with six terms is exact to double precision. */
const stirlingLimit = 12;

/** ln Gamma(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.40), shifted upwards for small x. */
export function logGamma(x: number): number {
  let shift = 1;
  let argument = x;
  while (argument < stirlingLimit) {
    shift *= argument;
    argument += 1;
  }
  return (
    (argument - 0.5) * Math.log(argument) - argument + halfLogTwoPi + stirlingCorrection(argument) - Math.log(shift)
  );
}

function stirlingCorrection(x: number): number {
  const inverse = 1 / (x * x);
  return (
    (1 / 12 +
      inverse *
        (-1 / 360 + inverse * (1 / 1260 + inverse * (-1 / 1680 + inverse * (1 / 1188 + inverse * (-691 / 360360)))))) /
    x
  );
}

/**
 * ln B(a, b) for a, b > 0. For large arguments the leading terms of the three logarithms are subtracted by hand:
 * each is of size a ln a, and their difference would lose its digits.
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < stirlingLimit) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const sum = small + large;
  // ln Gamma(large) - ln Gamma(large + small)
  const ratio =
    -(large - 0.5) * Math.log1p(small / large) -
    small * Math.log(sum) +
    small +
    stirlingCorrection(large) -
    stirlingCorrection(sum);
  if (small < stirlingLimit) return logGamma(small) + ratio;
  return (
    halfLogTwoPi -
    0.5 * Math.log(small) -
    (large - 0.5) * Math.log1p(small / large) +
    small * Math.log(small / sum) +
    stirlingCorrection(small) +
    stirlingCorrection(large) -
    stirlingCorrection(sum)
  );
}

/**
 * The regularised incomplete beta function I_x(a, b), accurate to about 1e-12, by the continued fraction of
 * Abramowitz & Stegun 26.5.8 (DLMF 8.17.22) in Lentz's form.
 *
 * @param x in [0, 1]
 * @param complement 1 - x, to be given when it is known more exactly than the subtraction
 */
export function regularizedIncompleteBeta(a: number, b: number, x: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(a * logOf(x, complement) + b * logOf(complement, x) - logBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, complement)) / b;
}

function logOf(x: number, complement: number): number {
  return x < 0.5 ? Math.log(x) : Math.log1p(-complement);
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guarded = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let numerator = 1;
  let denominator = 1 / guarded(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  // Needs about sqrt(max(a, b)) terms.
  const limit = 200 + 20 * Math.sqrt(Math.max(a, b));
  for (let m = 1; m <= limit; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / guarded(1 + even * denominator);
    numerator = guarded(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / guarded(1 + odd * denominator);
    numerator = guarded(1 + odd / numerator);
    const change = denominator * numerator;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}
