import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { normalCumulative } from '../../../main/lab/statistics/normal.ts';
import {
  differenceInterval,
  meanInterval,
  studentCumulative,
  studentQuantile,
} from '../../../main/lab/statistics/student-t.ts';
import { golden, relativeError } from './golden.ts';

describe('studentCumulative', () => {
  test.each(golden.student)('at $value with $freedom degrees of freedom', ({ value, freedom, cumulative }) => {
    expect(Math.abs(studentCumulative(value, freedom) - cumulative)).toBeLessThan(1e-11);
  });

  test('has the closed forms of 1 and 2 degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (value) => {
        expect(Math.abs(studentCumulative(value, 1) - (0.5 + Math.atan(value) / Math.PI))).toBeLessThan(1e-13);
        expect(
          Math.abs(studentCumulative(value, 2) - (0.5 + value / (2 * Math.hypot(Math.SQRT2, value)))),
        ).toBeLessThan(1e-13);
      }),
      { seed: 1 },
    );
  });

  test('tends to the normal distribution', () => {
    for (const value of [-3, -0.5, 1, 2.5]) {
      expect(Math.abs(studentCumulative(value, 1e9) - normalCumulative(value))).toBeLessThan(1e-9);
    }
  });
});

describe('studentQuantile', () => {
  test.each(golden.studentQuantile)('at $probability with $freedom', ({ probability, freedom, value }) => {
    expect(relativeError(studentQuantile(probability, freedom), value)).toBeLessThan(1e-9);
  });

  test('inverts the cumulative distribution and is odd', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 0.45, noNaN: true }),
        fc.double({ min: 0.6, max: 1e4, noNaN: true }),
        (probability, freedom) => {
          const value = studentQuantile(probability, freedom);
          expect(relativeError(studentCumulative(value, freedom), probability)).toBeLessThan(1e-10);
          expect(relativeError(studentQuantile(1 - probability, freedom), -value)).toBeLessThan(1e-3);
        },
      ),
      { seed: 2 },
    );
  });

  test('at the ends, the middle and outside', () => {
    expect(studentQuantile(0, 3)).toBe(-Infinity);
    expect(studentQuantile(1, 3)).toBe(Infinity);
    expect(studentQuantile(0.5, 3)).toBeCloseTo(0, 14);
    expect(() => studentQuantile(1.5, 3)).toThrow(RangeError);
    for (const freedom of [0, -1, NaN, Infinity]) expect(() => studentQuantile(0.9, freedom)).toThrow(RangeError);
  });
});

describe('meanInterval', () => {
  test('equals the stored interval', () => {
    const { values, confidence, mean, low, high } = golden.meanInterval;
    const interval = meanInterval(values, confidence);
    expect(interval.n).toBe(values.length);
    expect(relativeError(interval.mean, mean)).toBeLessThan(1e-14);
    expect(relativeError(interval.low, low)).toBeLessThan(1e-11);
    expect(relativeError(interval.high, high)).toBeLessThan(1e-11);
    expect(relativeError(interval.halfWidth, (high - low) / 2)).toBeLessThan(1e-10);
  });

  test('is unbounded for one value and empty for equal ones', () => {
    expect(meanInterval([0.9], 0.95)).toEqual({ mean: 0.9, low: -Infinity, high: Infinity, halfWidth: Infinity, n: 1 });
    expect(meanInterval([0.1, 0.1, 0.1], 0.95).halfWidth).toBeLessThan(1e-16);
  });

  test('covers the true mean as often as it says', () => {
    const stream = randomStream(1, 'coverage of meanInterval', 0);
    const trials = 3000;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const { low, high } = meanInterval([stream.nextNormal(), stream.nextNormal(), stream.nextNormal()], 0.9);
      if (low <= 0 && high >= 0) covered++;
    }
    expect(Math.abs(covered / trials - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / trials));
  });

  test('refuses nothing, NaN and a senseless confidence', () => {
    expect(() => meanInterval([], 0.95)).toThrow(LabError);
    expect(() => meanInterval([1, NaN], 0.95)).toThrow(LabError);
    for (const confidence of [0, 1, 95, NaN]) expect(() => meanInterval([1, 2], confidence)).toThrow(RangeError);
  });
});

test('differenceInterval is the interval of the differences', () => {
  const pairs = [
    [0.91, 0.9],
    [0.93, 0.9],
    [0.92, 0.93],
  ] as const;
  expect(differenceInterval(pairs, 0.9)).toEqual(meanInterval([0.91 - 0.9, 0.93 - 0.9, 0.92 - 0.93], 0.9));
});
