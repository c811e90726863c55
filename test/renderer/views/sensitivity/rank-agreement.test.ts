import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ranks, sharedHighest, spearman } from '../../../../renderer/views/sensitivity/rank-agreement.ts';
import { golden } from '../../../lab/statistics/golden.ts';

describe('ranks', () => {
  test('begin with the highest, and equal values share the mean of their places', () => {
    expect(ranks([10, 30, 20])).toEqual([3, 1, 2]);
    expect(ranks([5, 7, 5, 5])).toEqual([3, 1, 3, 3]);
  });
});

describe("Spearman's correlation", () => {
  test.each(golden.spearman)("is scipy's: $value", ({ first, second, value }) => {
    expect(spearman(first, second)).toBeCloseTo(value, 13);
  });

  test('is that of the textbook: 1 - 6 Σ d² / (n (n² - 1)) without ties', () => {
    // d = -1, 1, 0, -1, 1: Σ d² = 4, n = 5
    expect(spearman([5, 4, 3, 2, 1], [40, 50, 30, 10, 20])).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
  });

  test('counts ties right', () => {
    // Pearson of [1, 2.5, 2.5, 4] and [1, 2, 3, 4]: 4.5 / sqrt(4.5 * 5)
    expect(spearman([9, 5, 5, 1], [9, 6, 5, 1])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  test('says nothing of two things, nor of values that are all equal', () => {
    expect(spearman([1, 2], [2, 1])).toBeUndefined();
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(spearman([1, 2, 3], [1, 2])).toBeUndefined();
  });

  const values = fc.uniqueArray(fc.integer(), { minLength: 3, maxLength: 40 });

  test('depends on the order alone, and turns with it', () => {
    fc.assert(
      fc.property(values, fc.array(fc.integer(), { minLength: 40, maxLength: 40 }), (first, more) => {
        const second = first.map((_, index) => more[index]!);
        const all = spearman(first, second);
        if (all === undefined) return;
        expect(all).toBeGreaterThanOrEqual(-1 - 1e-9);
        expect(all).toBeLessThanOrEqual(1 + 1e-9);
        expect(spearman(second, first)).toBeCloseTo(all, 9);
        expect(
          spearman(
            first.map((value) => value ** 3),
            second,
          ),
        ).toBeCloseTo(all, 9);
        expect(
          spearman(
            first.map((value) => -value),
            second,
          ),
        ).toBeCloseTo(-all, 9);
      }),
    );
  });

  test('is 1 with itself and -1 with its reverse', () => {
    fc.assert(
      fc.property(values, (first) => {
        expect(spearman(first, first)).toBeCloseTo(1, 9);
        expect(
          spearman(
            first,
            first.map((value) => -value),
          ),
        ).toBeCloseTo(-1, 9);
      }),
    );
  });
});

describe('the highest of two rankings', () => {
  test('are counted once each', () => {
    expect(sharedHighest([3, 2, 1, 0], [3, 0, 2, 1], 2)).toBe(1);
    expect(sharedHighest([3, 2, 1, 0], [0, 1, 2, 3], 2)).toBe(0);
    expect(sharedHighest([3, 2, 1, 0], [0, 1, 2, 3], 4)).toBe(4);
  });

  test('are the first ones where values are equal', () => {
    expect(sharedHighest([1, 1, 1], [1, 1, 1], 2)).toBe(2);
    expect(sharedHighest([1, 1, 1], [0, 1, 1], 1)).toBe(0);
  });
});
