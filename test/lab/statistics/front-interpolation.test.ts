import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accuracyAt, energyAt } from '../../../main/lab/statistics/front-interpolation.ts';
import { paretoFront } from '../../../main/lab/statistics/pareto.ts';
import { coarsePoints } from './front-cases.ts';

const points = [
  { energy: 1, accuracy: 0.9 },
  { energy: 0.2, accuracy: 0.5 },
  { energy: 0.4, accuracy: 0.8 },
  { energy: 0.7, accuracy: 0.6 },
];

describe('by hand', () => {
  test.each([
    [0.5, 0.2],
    [0.65, 0.3],
    [0.8, 0.4],
    [0.85, 0.7],
    [0.9, 1],
    [0.1, 0.2],
  ])('accuracy %d takes an energy of %d', (accuracy, energy) => {
    expect(energyAt(points, accuracy)).toBeCloseTo(energy, 14);
  });

  test.each([
    [0.2, 0.5],
    [0.3, 0.65],
    [0.4, 0.8],
    [0.7, 0.85],
    [1, 0.9],
    [7, 0.9],
  ])('energy %d gives an accuracy of %d', (energy, accuracy) => {
    expect(accuracyAt(points, energy)).toBeCloseTo(accuracy, 14);
  });

  test('nothing is extrapolated', () => {
    expect(energyAt(points, 0.9001)).toBeUndefined();
    expect(accuracyAt(points, 0.1999)).toBeUndefined();
    expect(energyAt([], 0.5)).toBeUndefined();
    expect(accuracyAt([], 0.5)).toBeUndefined();
  });

  test('one point covers what is less accurate and what is dearer', () => {
    const single = [{ energy: 0.5, accuracy: 0.8 }];
    expect([energyAt(single, 0.3), energyAt(single, 0.8), energyAt(single, 0.81)]).toEqual([0.5, 0.5, undefined]);
    expect([accuracyAt(single, 0.4), accuracyAt(single, 0.5), accuracyAt(single, 2)]).toEqual([undefined, 0.8, 0.8]);
  });
});

test('points on a line are interpolated exactly, whatever their order', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(share, { minLength: 2, maxLength: 10 }), share, (energies, at) => {
      const line = energies.map((energy) => ({ energy, accuracy: 0.2 + 0.7 * energy }));
      const [low, high] = [Math.min(...energies), Math.max(...energies)];
      const energy = Math.min(high, low + at * (high - low));
      expect(accuracyAt(line, energy)).toBeCloseTo(0.2 + 0.7 * energy, 12);
      const accuracy = Math.min(0.2 + 0.7 * high, 0.2 + 0.7 * energy);
      expect(energyAt(line, accuracy)).toBeCloseTo(energy, 12);
    }),
    { seed: 1 },
  );
});

test('at its own points the front is itself, and between them the two directions are inverse', () => {
  fc.assert(
    fc.property(coarsePoints, fc.double({ min: 0, max: 1, noNaN: true }), (some, at) => {
      const front = paretoFront(some);
      for (const { energy, accuracy } of front) {
        expect(energyAt(some, accuracy)).toBe(energy);
        expect(accuracyAt(some, energy)).toBe(accuracy);
      }
      const [low, high] = [front[0]!.accuracy, front.at(-1)!.accuracy];
      const accuracy = Math.min(high, low + at * (high - low));
      expect(accuracyAt(some, energyAt(some, accuracy)!)).toBeCloseTo(accuracy, 10);
    }),
    { seed: 2 },
  );
});

test('more accuracy never takes less energy, and a point better than all never takes more', () => {
  const grid = Array.from({ length: 21 }, (_value, index) => index / 20);
  fc.assert(
    fc.property(coarsePoints, (some) => {
      const energies = grid.map((accuracy) => energyAt(some, accuracy) ?? Infinity);
      expect(energies).toEqual(energies.toSorted((a, b) => a - b));
      const better = grid.map((accuracy) => energyAt([...some, { energy: 0, accuracy: 1 }], accuracy));
      for (const [index, energy] of better.entries()) expect(energy).toBeLessThanOrEqual(energies[index]!);
    }),
    { seed: 3 },
  );
});
