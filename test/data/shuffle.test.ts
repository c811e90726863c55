import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allIndices, epochOrder, shuffled } from '../../main/data/shuffle.ts';

describe('shuffled', () => {
  test('is a permutation that leaves its source alone and depends on seed, purpose and draw only', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000)), fc.nat(), fc.nat(1000), (numbers, seed, draw) => {
        const source = Int32Array.from(numbers);
        const result = shuffled(source, seed, 'x', draw);
        expect([...source]).toEqual(numbers);
        expect([...result].sort()).toEqual([...numbers].sort());
        expect(shuffled(source, seed, 'x', draw)).toEqual(result);
      }),
    );
  });

  test('other epochs and seeds give other orders', () => {
    const indices = allIndices(100);
    const order = epochOrder(indices, 1, 0);
    expect(epochOrder(indices, 1, 1)).not.toEqual(order);
    expect(epochOrder(indices, 2, 0)).not.toEqual(order);
    expect(order).not.toEqual(indices);
  });

  test('all 24 orders of four are equally likely (chi-squared, 23 degrees of freedom, 99.9 %: 49.7)', () => {
    const counts = new Map<string, number>();
    const draws = 4800;
    for (let draw = 0; draw < draws; draw++) {
      const order = shuffled(allIndices(4), 1, 'test', draw).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const expected = draws / 24;
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(49.7);
  });
});
