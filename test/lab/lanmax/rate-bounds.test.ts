import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipRate, rateBounds } from '../../../main/lab/lanmax/rate-bounds.ts';

const rate = fc.double({ min: 0, max: 0.5, noNaN: true });

test('bounds are the outermost float32 within those of the options', () => {
  fc.assert(
    fc.property(rate, rate, (first, second) => {
      const [minimum, maximum] = first < second ? [first, second] : [second, first];
      fc.pre(maximum - minimum > 1e-6);
      const bounds = rateBounds({ rates: { initial: minimum, minimum, maximum } });
      expect(bounds.minimum).toBe(Math.fround(bounds.minimum));
      expect(bounds.maximum).toBe(Math.fround(bounds.maximum));
      expect(bounds.minimum).toBeGreaterThanOrEqual(minimum);
      expect(bounds.maximum).toBeLessThanOrEqual(maximum);
      expect(bounds.minimum - minimum).toBeLessThanOrEqual(minimum * 2 ** -23 + 2 ** -149);
      expect(maximum - bounds.maximum).toBeLessThanOrEqual(maximum * 2 ** -23);
    }),
    { seed: 1 },
  );
});

test('0, 0.5 and equal bounds', () => {
  expect(rateBounds({ rates: { initial: 0, minimum: 0, maximum: 0.5 } })).toEqual({ minimum: 0, maximum: 0.5 });
  const only = Math.fround(0.01);
  expect(rateBounds({ rates: { initial: 0.01, minimum: 0.01, maximum: 0.01 } })).toEqual({
    minimum: only,
    maximum: only,
  });
});

test('clipping rounds to float32 first', () => {
  const bounds = { minimum: 0.125, maximum: 0.25 };
  expect(clipRate(0.2, bounds)).toBe(Math.fround(0.2));
  expect(clipRate(0.1249999999999, bounds)).toBe(0.125);
  expect(clipRate(7, bounds)).toBe(0.25);
  expect(clipRate(-7, bounds)).toBe(0.125);
});
