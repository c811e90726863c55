import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimate } from '../../main/store/decimate.ts';

const series = fc
  .array(fc.oneof(fc.double({ noNaN: true }), fc.constant(Number.NaN)), { maxLength: 300 })
  .map((values) => values.map((value, index) => ({ step: index * 3, value })));

describe('decimate', () => {
  test('keeps a spike that lies between many flat points', () => {
    const points = Array.from({ length: 10_000 }, (_, step) => ({ step, value: step === 6_789 ? 50 : 1 }));
    const kept = decimate(points, 100);
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(kept).toContainEqual({ step: 6_789, value: 50 });
  });

  test('leaves a short series alone', () => {
    const points = [
      { step: 1, value: 2 },
      { step: 5, value: 3 },
    ];
    expect(decimate(points, 4)).toEqual(points);
    expect(decimate([], 4)).toEqual([]);
  });

  test('keeps order, ends and extremes, in at most the number asked for', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 4, max: 60 }), (points, maximum) => {
        const kept = decimate(points, maximum);
        expect(kept.length).toBeLessThanOrEqual(maximum);
        const places = kept.map((point) => points.indexOf(point as (typeof points)[number]));
        expect(places).toEqual([...new Set(places)].sort((left, right) => left - right));
        expect(places).not.toContain(-1);
        if (points.length === 0) return;
        expect(kept[0]).toBe(points[0]);
        expect(kept.at(-1)).toBe(points.at(-1));
        const numbers = (list: readonly { value: number }[]) =>
          list.map((point) => point.value).filter((value) => !Number.isNaN(value));
        expect(Math.max(...numbers(kept))).toBe(Math.max(...numbers(points)));
        expect(Math.min(...numbers(kept))).toBe(Math.min(...numbers(points)));
      }),
      { seed: 2 },
    );
  });

  test.each([0, 3, Number.NaN])('refuses %d points', (maximum) => {
    expect(() => decimate([], maximum)).toThrow(RangeError);
  });
});
