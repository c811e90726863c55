/** [1, x, x^2, ...] up to a degree. */
export function powers(x: number, degree: number): number[] {
  return Array.from({ length: degree + 1 }, (_, power) => x ** power);
}

/** c0 + c1 x + c2 x^2 + ... */
export function polynomialAt(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** Standard error of {@link polynomialAt} where the coefficients have this covariance. */
export function polynomialErrorAt(covariance: readonly (readonly number[])[], x: number): number {
  const row = powers(x, covariance.length - 1);
  const variance = covariance.reduce(
    (sum, line, first) => sum + row[first]! * line.reduce((inner, value, second) => inner + value * row[second]!, 0),
    0,
  );
  // Rounding may leave a trace below 0
  return Math.sqrt(Math.max(0, variance));
}
