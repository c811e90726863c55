import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCumulative, normalQuantile } from '../../../main/lab/statistics/normal.ts';
import { golden, relativeError } from './golden.ts';

describe('normalCumulative', () => {
  test.each(golden.normal)('at $value', ({ value, cumulative }) => {
    expect(relativeError(normalCumulative(value), cumulative)).toBeLessThan(1e-11);
  });

  test('is symmetric and monotone', () => {
    const value = fc.double({ min: -40, max: 40, noNaN: true });
    fc.assert(
      fc.property(value, value, (first, second) => {
        expect(Math.abs(normalCumulative(first) + normalCumulative(-first) - 1)).toBeLessThan(1e-15);
        const [low, high] = first < second ? [first, second] : [second, first];
        expect(normalCumulative(low)).toBeLessThanOrEqual(normalCumulative(high) + 1e-15);
      }),
      { seed: 1 },
    );
  });

  test('at the ends', () => {
    expect(normalCumulative(-Infinity)).toBe(0);
    expect(normalCumulative(Infinity)).toBe(1);
    expect(normalCumulative(NaN)).toBeNaN();
  });
});

describe('normalQuantile', () => {
  test.each(golden.normalQuantile)('at $probability', ({ probability, value }) => {
    expect(Math.abs(normalQuantile(probability) - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
  });

  test('inverts the cumulative distribution', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (value) => {
        expect(Math.abs(normalQuantile(normalCumulative(value)) - value)).toBeLessThan(1e-9);
      }),
      { seed: 2 },
    );
  });

  test('at the ends and outside', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    for (const probability of [-0.1, 1.1, NaN]) expect(() => normalQuantile(probability)).toThrow(RangeError);
  });
});
