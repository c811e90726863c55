/** Kolmogorov's distance between a sample and a continuous distribution, times sqrt(n). */
export function scaledKolmogorovDistance(sample: ArrayLike<number>, cumulative: (value: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((value, index) => {
    const expected = cumulative(value);
    distance = Math.max(distance, Math.abs((index + 1) / n - expected), Math.abs(index / n - expected));
  });
  return distance * Math.sqrt(n);
}

/** The value a scaled Kolmogorov distance exceeds with probability 0.001 (asymptotic). */
export const kolmogorovLimit = 1.95;

/** Pearson correlation times sqrt(n): standard normal for independent samples. */
export function scaledCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const n = first.length;
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / n;
  const [meanFirst, meanSecond] = [mean(first), mean(second)];
  let product = 0;
  let squareFirst = 0;
  let squareSecond = 0;
  for (let index = 0; index < n; index++) {
    const a = first[index]! - meanFirst;
    const b = second[index]! - meanSecond;
    product += a * b;
    squareFirst += a * a;
    squareSecond += b * b;
  }
  return (product / Math.sqrt(squareFirst * squareSecond)) * Math.sqrt(n);
}

/** Raw moments E[x^k] of a sample for k = 1 .. 4. */
export function rawMoments(sample: ArrayLike<number>): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let index = 0; index < sample.length; index++) {
    let power = 1;
    for (let order = 0; order < 4; order++) {
      power *= sample[index]!;
      sums[order]! += power / sample.length;
    }
  }
  return sums;
}
