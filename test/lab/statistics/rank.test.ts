import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageRanks } from '../../../main/lab/statistics/rank.ts';

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
