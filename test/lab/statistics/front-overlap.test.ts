import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accuracyAt, energyAt } from '../../../main/lab/statistics/front-interpolation.ts';
import { gainEnergies, savingAccuracies } from '../../../main/lab/statistics/front-overlap.ts';
import { coarsePoints } from './front-cases.ts';

const method = [
  { energy: 0.1, accuracy: 0.7 },
  { energy: 0.3, accuracy: 0.88 },
  { energy: 0.4, accuracy: 0.6 },
];
const against = [
  { energy: 0.2, accuracy: 0.8 },
  { energy: 1, accuracy: 0.9 },
];

describe('savingAccuracies', () => {
  test('those of either that the other reaches, without dominated points', () => {
    expect(savingAccuracies(method, against)).toEqual([0.7, 0.8, 0.88]);
    expect(savingAccuracies(against, method)).toEqual([0.7, 0.8, 0.88]);
    expect(savingAccuracies(method, [])).toEqual([]);
  });

  test('both fronts have an energy at each, and are not asked twice', () => {
    fc.assert(
      fc.property(coarsePoints, coarsePoints, (first, second) => {
        const accuracies = savingAccuracies(first, second);
        expect(accuracies.length).toBeGreaterThan(0);
        expect(new Set(accuracies).size).toBe(accuracies.length);
        expect(accuracies).toEqual(accuracies.toSorted((a, b) => a - b));
        for (const accuracy of accuracies) {
          const energies = [energyAt(first, accuracy), energyAt(second, accuracy)];
          expect(energies).not.toContain(undefined);
          const measured = [...first, ...second].map(({ energy }) => energy);
          expect(energies.some((energy) => measured.includes(energy!))).toBe(true);
        }
      }),
      { seed: 1 },
    );
  });
});

describe('gainEnergies', () => {
  test('evenly spaced in the logarithm over the overlap', () => {
    const energies = gainEnergies(method, against);
    expect(energies).toHaveLength(9);
    expect([energies[0], energies.at(-1)]).toEqual([0.2, 0.3]);
    for (const [index, energy] of energies.slice(1).entries()) {
      expect(energy / energies[index]!).toBeCloseTo(1.5 ** (1 / 8), 12);
    }
    expect(gainEnergies(method, against, 3)[1]).toBeCloseTo(Math.sqrt(0.06), 14);
  });

  test('fronts that do not overlap are compared where the dearer one begins', () => {
    expect(gainEnergies(method, [{ energy: 1, accuracy: 0.9 }])).toEqual([1]);
    expect(gainEnergies([{ energy: 1, accuracy: 0.9 }], method)).toEqual([1]);
  });

  test('points without energy do not spoil the logarithm', () => {
    const free = { energy: 0, accuracy: 0.1 };
    expect(gainEnergies([free, ...method], [free, ...against])).toEqual(gainEnergies(method, against));
    expect(gainEnergies([free], against)).toEqual([]);
    expect(gainEnergies([], against)).toEqual([]);
  });

  test('both fronts have an accuracy at each', () => {
    fc.assert(
      fc.property(coarsePoints, coarsePoints, (first, second) => {
        for (const energy of gainEnergies(first, second)) {
          expect(accuracyAt(first, energy)).toBeDefined();
          expect(accuracyAt(second, energy)).toBeDefined();
        }
      }),
      { seed: 2 },
    );
  });

  test('a grid of one is refused', () => {
    expect(() => gainEnergies(method, against, 1)).toThrow(RangeError);
  });
});
