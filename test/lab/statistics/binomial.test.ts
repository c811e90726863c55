import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../../../main/lab/statistics/binomial.ts';
import { normalQuantile } from '../../../main/lab/statistics/normal.ts';
import { golden } from './golden.ts';

test.each(golden.wilson)('$successes of $trials at $confidence', ({ successes, trials, confidence, low, high }) => {
  const interval = wilsonInterval(successes, trials, confidence);
  expect(interval.proportion).toBe(successes / trials);
  expect(interval.n).toBe(trials);
  expect(Math.abs(interval.low - low)).toBeLessThan(1e-12);
  expect(Math.abs(interval.high - high)).toBeLessThan(1e-12);
  expect(Math.abs(interval.halfWidth - (high - low) / 2)).toBeLessThan(1e-12);
});

test('its ends are the proportions whose score test just rejects', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 0.999, noNaN: true }),
      (trials, share, confidence) => {
        const successes = Math.round(share * trials);
        const { proportion, low, high } = wilsonInterval(successes, trials, confidence);
        const z = normalQuantile((1 + confidence) / 2);
        expect(low).toBeLessThanOrEqual(proportion);
        expect(high).toBeGreaterThanOrEqual(proportion);
        for (const end of [low, high]) {
          if (end === 0 || end === 1) continue;
          const score = Math.abs(proportion - end) / Math.sqrt((end * (1 - end)) / trials);
          expect(Math.abs(score - z)).toBeLessThan(1e-6);
        }
      },
    ),
    { seed: 1 },
  );
});

test('senseless counts are refused', () => {
  expect(() => wilsonInterval(1, 0, 0.95)).toThrow(RangeError);
  expect(() => wilsonInterval(4, 3, 0.95)).toThrow(RangeError);
  expect(() => wilsonInterval(-1, 3, 0.95)).toThrow(RangeError);
  expect(() => wilsonInterval(1.5, 3, 0.95)).toThrow(RangeError);
  expect(() => wilsonInterval(1, 3, 1)).toThrow(RangeError);
});
