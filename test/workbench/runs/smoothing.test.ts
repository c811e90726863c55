import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smooth } from '../../../main/workbench/runs/smoothing.ts';

const points = (...values: readonly number[]) => values.map((value, index) => ({ step: index + 1, value }));

describe('a smoothed series', () => {
  test('of a constant is that constant, from the first point on', () => {
    for (const { value } of smooth(points(3, 3, 3, 3), 10)) expect(value).toBeCloseTo(3, 12);
    expect(smooth([], 10)).toEqual([]);
  });

  test('weighs a point half after its half-life', () => {
    // Weights 1/4 and 1/2 and 1 of values 0, 0 and 7
    expect(smooth(points(0, 0, 7), 1).at(-1)!.value).toBeCloseTo(4, 12);
    expect(
      smooth(
        [
          { step: 1, value: 0 },
          { step: 11, value: 3 },
        ],
        10,
      ).at(-1)!.value,
    ).toBeCloseTo(2, 12);
  });

  test('passes over what is not finite', () => {
    expect(smooth(points(1, NaN, Infinity, 1), 5)).toEqual([
      { step: 1, value: 1 },
      { step: 4, value: 1 },
    ]);
  });

  test('stays within the values so far, whatever the steps', () => {
    const series = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(series, fc.double({ min: 0.5, max: 500, noNaN: true }), (gaps, halfLife) => {
        let step = 0;
        const raw = gaps.map(([gap, value]) => ({ step: (step += gap), value }));
        const smoothed = smooth(raw, halfLife);
        expect(smoothed.map((point) => point.step)).toEqual(raw.map((point) => point.step));
        smoothed.forEach(({ value }, index) => {
          const so = raw.slice(0, index + 1).map((point) => point.value);
          const slack = 1e-9 * Math.max(1, ...so.map(Math.abs));
          expect(value).toBeGreaterThanOrEqual(Math.min(...so) - slack);
          expect(value).toBeLessThanOrEqual(Math.max(...so) + slack);
        });
      }),
    );
  });
});
