import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { averageRanks, spearmanCorrelation, topIndices, topOverlap } from '../../../main/lab/statistics/rank.ts';
import { golden } from './golden.ts';

const tied = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 });

describe('averageRanks', () => {
  test('each rank is the number of smaller values plus half of the equal ones plus one half', () => {
    fc.assert(
      fc.property(tied, (values) => {
        const expected = values.map((value) => {
          const smaller = values.filter((other) => other < value).length;
          const equal = values.filter((other) => other === value).length;
          return smaller + (equal + 1) / 2;
        });
        expect(averageRanks(values)).toEqual(expected);
      }),
      { seed: 1 },
    );
  });

  test('a tolerance ties what differs by rounding', () => {
    expect(averageRanks([0.3, 0.1 + 0.2, 0.5])).toEqual([1, 2, 3]);
    expect(averageRanks([0.3, 0.1 + 0.2, 0.5], 1e-12)).toEqual([1.5, 1.5, 3]);
  });
});

describe('spearmanCorrelation', () => {
  test.each(golden.spearman)('stored value $value', ({ first, second, value }) => {
    expect(spearmanCorrelation(first, second)).toBeCloseTo(value, 13);
  });

  test('sees order alone, is symmetric, and is ±1 for the same and the opposite order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.infiniteStream(fc.double({ min: -100, max: 100, noNaN: true })),
        (first, more) => {
          const second = first.map(() => more.next().value);
          const value = spearmanCorrelation(first, second);
          if (Number.isNaN(value)) expect(new Set(second).size).toBe(1);
          else expect(value).toBe(spearmanCorrelation(second, first));
          const ranks = averageRanks(first);
          expect(
            spearmanCorrelation(
              first,
              ranks.map((rank) => rank ** 3),
            ),
          ).toBeCloseTo(1, 13);
          expect(
            spearmanCorrelation(
              first,
              ranks.map((rank) => -Math.exp(rank)),
            ),
          ).toBeCloseTo(-1, 13);
        },
      ),
      { seed: 2 },
    );
  });

  test('is undefined for a constant and refused for different lengths', () => {
    expect(spearmanCorrelation([1, 1, 1], [1, 2, 3])).toBeNaN();
    expect(() => spearmanCorrelation([1, 2], [1, 2, 3])).toThrow(LabError);
    expect(() => spearmanCorrelation([1], [2])).toThrow(LabError);
  });
});

describe('topOverlap', () => {
  test('counts shared places', () => {
    expect(topIndices([3, 9, 9, 1], 3)).toEqual([1, 2, 0]);
    expect(topOverlap([5, 4, 3, 2, 1], [5, 1, 4, 2, 3], 3)).toBeCloseTo(2 / 3, 15);
    expect(topOverlap([1, 2, 3, 4], [4, 3, 2, 1], 2)).toBe(0);
  });

  test('is 1 with itself and for all places, and symmetric', () => {
    fc.assert(
      fc.property(tied, fc.nat(), (values, pick) => {
        const k = (pick % values.length) + 1;
        const other = values.toReversed();
        expect(topOverlap(values, values, k)).toBe(1);
        expect(topOverlap(values, other, values.length)).toBe(1);
        expect(topOverlap(values, other, k)).toBe(topOverlap(other, values, k));
      }),
      { seed: 3 },
    );
  });

  test.each([0, 4, 1.5])('k = %d of 3 is refused', (k) => {
    expect(() => topOverlap([1, 2, 3], [1, 2, 3], k)).toThrow(LabError);
  });
});
