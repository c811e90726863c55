import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { mean, variance } from '../../../main/lab/statistics/summary.ts';
import { resamplePoint, seedStretch } from '../../../main/lab/statistics/two-level-resampling.ts';

const options = { resamples: 20_000, confidence: 0.95, seed: 3 };
const stream = randomStream(1, 'two-level data', 0);
const runs = [11, 12, 13, 14].map((seed) => {
  const effect = 0.01 * stream.nextNormal();
  const energy = 0.2 * (1 + 0.05 * stream.nextNormal());
  return { seed, energy, draws: Array.from({ length: 12 }, () => 0.8 + effect + 0.03 * stream.nextNormal()) };
});
const seedMeans = runs.map(({ draws }) => mean(draws));

function populationVariance(values: readonly number[]): number {
  return (variance(values) * (values.length - 1)) / values.length;
}

test('the stretch of deviations', () => {
  expect(seedStretch(3, 0.95)).toBeCloseTo((Math.sqrt(1.5) * 4.3026527297) / 1.9599639845, 9);
  expect(seedStretch(100_000, 0.95)).toBeCloseTo(1, 4);
  expect(seedStretch(1, 0.95)).toBe(1);
});

test('mean and variance of the resampled accuracy are those of theory', () => {
  const { measured, accuracies } = resamplePoint('point', runs, options);
  const values = [...accuracies];
  const between = seedStretch(4, 0.95) ** 2 * (populationVariance(seedMeans) / 4);
  const within = mean(runs.map(({ draws }) => populationVariance(draws) / 12)) / 4;
  expect(measured.accuracy).toBeCloseTo(mean(seedMeans), 15);
  expect(Math.abs(mean(values) - measured.accuracy)).toBeLessThan(3 * Math.sqrt((between + within) / 20_000));
  // The standard error of a variance of 20,000 normal values is 1 %.
  expect(variance(values) / (between + within)).toBeGreaterThan(0.97);
  expect(variance(values) / (between + within)).toBeLessThan(1.03);
});

test('energies deviate by the stretch in the logarithm, are positive, and go with the accuracies of their seeds', () => {
  const extreme = [
    { seed: 1, energy: 0, draws: [0.1] },
    { seed: 2, energy: 1, draws: [0.3] },
  ];
  const { energies, accuracies } = resamplePoint('point', extreme, { ...options, resamples: 100 });
  const stretch = seedStretch(2, 0.95);
  expect(new Set(energies)).toEqual(new Set([0, 0.5, 0.5 * 2 ** stretch]));
  for (const [resample, accuracy] of accuracies.entries()) {
    const side = Math.sign(energies[resample]! - 0.5);
    expect(accuracy).toBeCloseTo(0.2 + side * 0.1 * stretch, 12);
  }
});

test('a stretch beyond all numbers leaves energies finite', () => {
  const runs = [0.1, 1].map((energy, seed) => ({ seed, energy, draws: [0.5] }));
  const { energies } = resamplePoint('point', runs, { resamples: 100, confidence: 1 - 1e-6, seed: 1 });
  expect(Math.max(...energies)).toBe(Number.MAX_VALUE);
  expect(Math.min(...energies)).toBe(0);
});

describe('what stays equal', () => {
  test('the order of the seeds, and the same streams again', () => {
    const first = resamplePoint('point', runs, { ...options, resamples: 50 });
    expect(resamplePoint('point', runs.toReversed(), { ...options, resamples: 50 })).toEqual(first);
    expect(resamplePoint('other', runs, { ...options, resamples: 50 }).energies).toEqual(first.energies);
    expect(resamplePoint('other', runs, { ...options, resamples: 50 }).accuracies).not.toEqual(first.accuracies);
    expect(resamplePoint('point', runs, { ...options, resamples: 50, seed: 4 }).energies).not.toEqual(first.energies);
  });

  test('values that do not vary, to the last bit', () => {
    const equal = [1, 2, 3].map((seed) => ({ seed, energy: 0.1, draws: Array.from({ length: 7 }, () => 0.7) }));
    const { measured, energies, accuracies } = resamplePoint('point', equal, { ...options, resamples: 30 });
    expect(measured).toEqual({ energy: 0.1, accuracy: 0.7 });
    expect(new Set(energies)).toEqual(new Set([0.1]));
    expect(new Set(accuracies)).toEqual(new Set([0.7]));
  });
});

test('points without seeds or draws, and seeds that occur twice, are refused', () => {
  expect(() => resamplePoint('point', [], options)).toThrow(LabError);
  expect(() => resamplePoint('point', [{ seed: 1, energy: 1, draws: [] }], options)).toThrow(LabError);
  expect(() => resamplePoint('point', [{ seed: 1, energy: NaN, draws: [1] }], options)).toThrow(LabError);
  expect(() => resamplePoint('point', [runs[0]!, runs[0]!], options)).toThrow(/A seed occurs twice/);
});
