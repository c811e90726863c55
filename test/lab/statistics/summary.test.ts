import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import {
  mean,
  median,
  quantile,
  standardDeviation,
  standardError,
  variance,
} from '../../../main/lab/statistics/summary.ts';
import { golden, relativeError } from './golden.ts';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });

describe('stored values of numpy', () => {
  const { values } = golden.meanInterval;
  test('mean, variance and what follows from it', () => {
    expect(relativeError(mean(values), golden.meanInterval.mean)).toBeLessThan(1e-15);
    expect(relativeError(variance(values), golden.meanInterval.variance)).toBeLessThan(1e-12);
    expect(standardDeviation(values)).toBe(Math.sqrt(variance(values)));
    expect(relativeError(standardError(values), Math.sqrt(golden.meanInterval.variance) / 3)).toBeLessThan(1e-12);
  });

  test.each(golden.meanInterval.quantile)('quantile $probability', ({ probability, value }) => {
    expect(relativeError(quantile(values, probability), value)).toBeLessThan(1e-14);
  });
});

test('a large offset does not eat the variance', () => {
  const small = [0.1, 0.4, -0.2, 0.7, 0];
  expect(
    relativeError(
      variance(small.map((value) => value + 2 ** 20)),
      variance(small.map((value) => value + 2 ** 20 - 2 ** 20)),
    ),
  ).toBeLessThan(1e-9);
});

test('median of odd and even counts', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
});

test('quantiles are ordered, inside the range, and leave their input alone', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, p, q) => {
        const copy = [...values];
        const [low, high] = [quantile(values, Math.min(p, q)), quantile(values, Math.max(p, q))];
        expect(values).toEqual(copy);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(low).toBeLessThanOrEqual(high + 1e-9);
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      },
    ),
    { seed: 1 },
  );
});

test('variance is that of all pairs: sum of (x_i - x_j)^2 / (2 n (n - 1))', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const n = values.length;
      let pairs = 0;
      for (const first of values) for (const second of values) pairs += (first - second) ** 2;
      const expected = pairs / (2 * n * (n - 1));
      expect(Math.abs(variance(values) - expected)).toBeLessThanOrEqual(1e-10 * expected + 1e-9);
    }),
    { seed: 2 },
  );
});

test('too few values and values that are no numbers are refused with the place', () => {
  expect(() => mean([])).toThrow(LabError);
  expect(() => variance([1])).toThrow(/at least 2 values/);
  expect(() => mean([1, Infinity, 3])).toThrow(/Value 2 of 3 to be summarised is Infinity/);
  expect(() => quantile([1, 2], 1.2)).toThrow(RangeError);
});
