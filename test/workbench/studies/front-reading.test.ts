import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { FrontComparison, FrontPoint } from '../../../main/contract/front-results.ts';
import { bootstrapFronts } from '../../../main/lab/statistics/bootstrap-fronts.ts';
import { gainEnergies, savingAccuracies } from '../../../main/lab/statistics/front-overlap.ts';
import { frontReader } from '../../../main/workbench/studies/front-reading.ts';

const none = { value: 0, low: 0, high: 0, confidence: 0.9, over: 'seeds', n: 3 } as const;

function point(label: string, energy: number, accuracies: readonly number[]): FrontPoint {
  return {
    profile: 'binary',
    label,
    architecture: 'lenet5',
    energy: none,
    accuracy: none,
    seeds: accuracies.map((accuracy, index) => ({
      seed: index + 1,
      runId: index,
      accuracy,
      energy: energy * (1 + 0.02 * index),
      draws: [accuracy - 0.004, accuracy, accuracy + 0.004],
    })),
    dominated: false,
    dominatedByAny: false,
  };
}

const comparison: FrontComparison = {
  reference: { architecture: 'lenet5', weights: 61_470, bits: 8 },
  fronts: [
    {
      method: 'uniform-bsc',
      points: [point('a', 0.3, [0.8, 0.82, 0.79]), point('b', 0.6, [0.92, 0.93, 0.94])],
      hypervolume: none,
    },
    {
      method: 'lanmax',
      points: [point('c', 0.2, [0.85, 0.86, 0.84]), point('d', 0.4, [0.95, 0.93, 0.94])],
      hypervolume: none,
    },
  ],
  savings: [],
  gains: [],
  resamples: 500,
};

const read = frontReader(comparison);
const bootstrap = bootstrapFronts(comparison.fronts, { resamples: 500, confidence: 0.9, seed: 0 });
const points = [bootstrap.points('lanmax'), bootstrap.points('uniform-bsc')] as const;

describe('frontReader', () => {
  test('agrees with the savings and gains of a comparison where it has some', () => {
    const accuracies = savingAccuracies(...points);
    const energies = gainEnergies(...points);
    expect(accuracies.length).toBeGreaterThan(2);
    for (const accuracy of accuracies) {
      const { value, low, high, defined } = bootstrap.energyFactor('lanmax', 'uniform-bsc', accuracy);
      const { saving } = read({ method: 'lanmax', against: 'uniform-bsc', accuracy });
      expect(saving).toMatchObject({ accuracy, definedShare: defined });
      expect(saving?.factor).toEqual({ value, low, high, confidence: 0.9, over: 'resamples', n: 500 });
    }
    for (const energy of energies) {
      const { value, low, high, defined } = bootstrap.accuracyGain('lanmax', 'uniform-bsc', energy);
      const { gain } = read({ method: 'lanmax', against: 'uniform-bsc', energy });
      expect(gain).toMatchObject({ energy, definedShare: defined });
      expect(gain?.gain).toEqual({ value, low, high, confidence: 0.9, over: 'resamples', n: 500 });
    }
  });

  test('between them it says the energies that the factor is made of, and its interval contains it', () => {
    const { saving } = read({ method: 'lanmax', against: 'uniform-bsc', accuracy: 0.9 });
    const { method, against } = saving!.energies;
    // Midway in accuracy between 0.85 and 0.94 are 5 / 9 of the way from 0.204 to 0.408
    expect(method).toBeCloseTo(0.204 + (0.05 / 0.09) * 0.204, 6);
    expect(saving!.factor.value).toBeCloseTo(against! / method!, 12);
    expect(saving!.factor.low).toBeLessThan(saving!.factor.value);
    expect(saving!.factor.high).toBeGreaterThan(saving!.factor.value);
  });

  test('a level that a front does not reach has no energy and no factor', () => {
    const { saving } = read({ method: 'lanmax', against: 'uniform-bsc', accuracy: 0.935 });
    expect(saving!.energies.against).toBeUndefined();
    expect(saving!.energies.method).toBeGreaterThan(0.2);
    expect(saving!.factor.value).toBeNaN();
    expect(saving!.definedShare).toBeLessThan(1);
    const { gain } = read({ method: 'lanmax', against: 'uniform-bsc', energy: 0.25 });
    expect(gain!.accuracies.against).toBeUndefined();
    expect(gain!.gain.value).toBeNaN();
  });

  test('answers only what was asked', () => {
    expect(read({ method: 'lanmax', against: 'uniform-bsc' })).toEqual({ method: 'lanmax', against: 'uniform-bsc' });
  });

  test('a method without a front is named', () => {
    const ask = () => read({ method: 'saft', against: 'lanmax', accuracy: 0.9 });
    expect(ask).toThrow(LabError);
    expect(ask).toThrow('no front of saft');
  });
});
