import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { leastRows, ordinaryLeastSquares } from '../../../main/lab/lanmax/least-squares.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { mean, standardDeviation } from '../../../main/lab/statistics/summary.ts';

/** Longley (J. Am. Stat. Assoc. 62, 1967), with the certified values of the NIST Statistical Reference Datasets. */
const longley = {
  employed: [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  ],
  columns: [
    [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
    [
      234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601,
      518173, 554894,
    ],
    [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
    [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
    [
      107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368,
      127852, 130081,
    ],
    Array.from({ length: 16 }, (_, year) => 1947 + year),
  ],
  intercept: -3482258.63459582,
  slopes: [
    15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359, -0.0511041056535807, 1829.15146461355,
  ],
  standardErrors: [
    84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.22607320006937, 455.478499142212,
  ],
  residualDeviation: 304.854073561965,
};

const transposed = (columns: readonly (readonly number[])[]): number[][] =>
  columns[0]!.map((_, row) => columns.map((column) => column[row]!));

const relative = (value: number, expected: number): number => Math.abs(value / expected - 1);

describe('ordinaryLeastSquares', () => {
  test('the line through (0, 1), (1, 3), (2, 4), (3, 4), by hand', () => {
    const fit = ordinaryLeastSquares([[0], [1], [2], [3]], [1, 3, 4, 4]);
    // Sxy / Sxx = 5 / 5, residuals -0.5, 0.5, 0.5, -0.5, s^2 = 1 / 2, variance of the slope 0.5 / 5
    expect(fit.slopes[0]).toBeCloseTo(1, 14);
    expect(fit.intercept).toBeCloseTo(1.5, 14);
    expect(fit.residualDeviation).toBeCloseTo(Math.SQRT1_2, 14);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(0.1), 14);
  });

  test("Longley's data, to the certified values", () => {
    const fit = ordinaryLeastSquares(transposed(longley.columns), longley.employed);
    expect(relative(fit.intercept, longley.intercept)).toBeLessThan(1e-8);
    expect(relative(fit.residualDeviation, longley.residualDeviation)).toBeLessThan(1e-9);
    for (const [index, slope] of longley.slopes.entries()) {
      expect(relative(fit.slopes[index]!, slope)).toBeLessThan(1e-8);
      expect(relative(fit.standardErrors[index]!, longley.standardErrors[index]!)).toBeLessThan(1e-8);
    }
  });

  test('slopes of a linear response are exact', () => {
    const coefficient = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(coefficient, { minLength: 1, maxLength: 12 }),
        coefficient,
        fc.nat(),
        (slopes, start, seed) => {
          const stream = randomStream(seed, 'test', 0);
          const rows = Array.from({ length: 40 }, () => slopes.map(() => 0.01 + 0.06 * (stream.nextUniform() - 0.5)));
          const fit = ordinaryLeastSquares(
            rows,
            rows.map((row) => row.reduce((sum, value, index) => sum + value * slopes[index]!, start)),
          );
          for (const [index, slope] of slopes.entries())
            expect(Math.abs(fit.slopes[index]! - slope)).toBeLessThan(1e-10);
          expect(Math.abs(fit.intercept - start)).toBeLessThan(1e-10);
          expect(fit.residualDeviation).toBeLessThan(1e-12);
        },
      ),
      { seed: 1 },
    );
  });

  test('standard errors are the spread of the slopes over repetitions', () => {
    const stream = randomStream(3, 'test', 0);
    const rows = Array.from({ length: 30 }, () => [
      stream.nextUniform(),
      3 * stream.nextNormal(),
      stream.nextUniform(),
    ]);
    const repetitions = 4000;
    const fits = Array.from({ length: repetitions }, () =>
      ordinaryLeastSquares(
        rows,
        rows.map(([a, b, c]) => 2 + a! - b! + 4 * c! + 0.5 * stream.nextNormal()),
      ),
    );
    for (const index of [0, 1, 2]) {
      const spread = standardDeviation(fits.map((fit) => fit.slopes[index]!));
      const quoted = Math.sqrt(mean(fits.map((fit) => fit.standardErrors[index]! ** 2)));
      // The relative standard error of a standard deviation is 1 / sqrt(2 n) = 1.1 %.
      expect(Math.abs(quoted / spread - 1)).toBeLessThan(0.035);
    }
    expect(Math.sqrt(mean(fits.map((fit) => fit.residualDeviation ** 2)))).toBeCloseTo(0.5, 2);
  });

  test.each([
    ['never varies', (): number => 0.1],
    ['repeats another', (row: number): number => Math.sin(row)],
    ['is a sum of others', (row: number): number => 3 * Math.sin(row) - 2 * Math.cos(2 * row) + 7],
  ])('a predictor that %s has no slope, the others are as without it', (_, third) => {
    const response = Array.from({ length: 20 }, (_, row) => Math.sin(row) + Math.cos(5 * row));
    const two = response.map((_, row) => [Math.sin(row), Math.cos(2 * row)]);
    const expected = ordinaryLeastSquares(two, response);
    const fit = ordinaryLeastSquares(
      two.map((values, row) => [...values, third(row)]),
      response,
    );
    expect(fit.slopes[2]).toBe(0);
    expect(fit.standardErrors[2]).toBe(Infinity);
    expect(fit.slopes.slice(0, 2)).toEqual(expected.slopes);
    expect(fit.standardErrors.slice(0, 2)).toEqual(expected.standardErrors);
    expect(fit.residualDeviation).toBe(expected.residualDeviation);
    expect(fit.intercept).toBe(expected.intercept);
  });

  test('predictors of very different size do not hide each other', () => {
    const rows = Array.from({ length: 20 }, (_, row) => [1e6 * Math.sin(row), 1e-6 * Math.cos(row)]);
    const fit = ordinaryLeastSquares(
      rows,
      rows.map(([large, small]) => 1e-6 * large! + 1e6 * small!),
    );
    expect(relative(fit.slopes[0]!, 1e-6)).toBeLessThan(1e-10);
    expect(relative(fit.slopes[1]!, 1e6)).toBeLessThan(1e-10);
  });

  test('refuses too few rows and lengths that do not fit', () => {
    const rows = Array.from({ length: leastRows(2) }, (_, row) => [row, row * row]);
    expect(ordinaryLeastSquares(rows, [0, 1, 4, 9]).slopes[1]).toBeCloseTo(1, 12);
    expect(() => ordinaryLeastSquares(rows.slice(1), [1, 4, 9])).toThrow(LabError);
    expect(() => ordinaryLeastSquares(rows, [1, 4, 9])).toThrow(RangeError);
    expect(() => ordinaryLeastSquares([...rows, [1]], [1, 2, 3, 4, 5])).toThrow(RangeError);
  });
});
