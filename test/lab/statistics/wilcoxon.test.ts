import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { averageRanks } from '../../../main/lab/statistics/rank.ts';
import { wilcoxonSignedRank } from '../../../main/lab/statistics/wilcoxon.ts';
import type { Alternative } from '../../../main/lab/statistics/wilcoxon.ts';
import { golden } from './golden.ts';

const alternatives: readonly Alternative[] = ['two-sided', 'greater', 'less'];

function pairsOf(differences: readonly number[]): (readonly [number, number])[] {
  return differences.map((difference) => [difference, 0] as const);
}

/** All 2^n sign patterns, one by one. */
function enumeratedPValue(differences: readonly number[], alternative: Alternative): number {
  const used = differences.filter((value) => value !== 0);
  const ranks = averageRanks(used.map((value) => Math.abs(value)));
  const observed = ranks.reduce((sum, rank, index) => sum + (used[index]! > 0 ? rank : 0), 0);
  let greater = 0;
  let less = 0;
  const patterns = 2 ** used.length;
  for (let pattern = 0; pattern < patterns; pattern++) {
    const sum = ranks.reduce((total, rank, index) => total + ((pattern >>> index) & 1 ? rank : 0), 0);
    if (sum >= observed) greater++;
    if (sum <= observed) less++;
  }
  if (alternative === 'greater') return greater / patterns;
  if (alternative === 'less') return less / patterns;
  return Math.min(1, (2 * Math.min(greater, less)) / patterns);
}

describe('stored values of scipy', () => {
  for (const entry of golden.wilcoxon) {
    const nonZero = entry.differences.filter((value) => value !== 0).length;
    test.each(alternatives)(`${entry.method}, n = ${nonZero}, %s`, (alternative) => {
      const result = wilcoxonSignedRank(pairsOf(entry.differences), alternative);
      expect(result.pValue).toBeCloseTo(entry[alternative], 12);
      expect(result.statistic).toBe(entry.statistic);
      expect(result.method).toBe(entry.method);
      expect(result.n).toBe(nonZero);
      expect(result.zeros).toBe(entry.differences.length - nonZero);
    });
  }
});

test('equals enumeration for any differences with ties and zeros', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -6, max: 6 }), { maxLength: 10 }),
      fc.constantFrom(...alternatives),
      (differences, alternative) => {
        const result = wilcoxonSignedRank(pairsOf(differences), alternative);
        expect(result.pValue).toBeCloseTo(enumeratedPValue(differences, alternative), 14);
        expect(result.pValue).toBeGreaterThanOrEqual(result.smallestPossiblePValue);
        expect(result.positiveRankSum + result.negativeRankSum).toBe((result.n * (result.n + 1)) / 2);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

test('swapping the two sides swaps the one-sided tests', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { maxLength: 40 }), (differences) => {
      const pairs = pairsOf(differences);
      const swapped = pairs.map(([first, second]) => [second, first] as const);
      const pValue = (values: typeof pairs, alternative: Alternative) => wilcoxonSignedRank(values, alternative).pValue;
      expect(pValue(pairs, 'greater')).toBeCloseTo(pValue(swapped, 'less'), 13);
      expect(pValue(pairs, 'two-sided')).toBeCloseTo(pValue(swapped, 'two-sided'), 13);
    }),
    { seed: 2 },
  );
});

test.each([
  [1, 1, 0.5],
  [3, 0.25, 0.125],
  [5, 0.0625, 0.03125],
  [6, 0.03125, 0.015625],
])('with %i differences no p-value is below %d (two-sided) or %d (one-sided)', (n, twoSided, oneSided) => {
  const differences = Array.from({ length: n }, (_value, index) => (index % 2 === 0 ? -1 : 1) * (index + 1));
  expect(wilcoxonSignedRank(pairsOf(differences)).smallestPossiblePValue).toBe(twoSided);
  expect(wilcoxonSignedRank(pairsOf(differences), 'greater').smallestPossiblePValue).toBe(oneSided);
  expect(wilcoxonSignedRank(pairsOf(differences), 'less').smallestPossiblePValue).toBe(oneSided);
});

test('nothing to compare gives a p-value of 1', () => {
  for (const pairs of [[], [[0.5, 0.5]]] as const) {
    const result = wilcoxonSignedRank(pairs);
    expect(result).toMatchObject({ n: 0, pValue: 1, smallestPossiblePValue: 1, statistic: 0, zeros: pairs.length });
  }
});

test('differences that are equal on paper tie although floating point splits them', () => {
  // 0.93 - 0.92, 0.94 - 0.93 and 0.52 - 0.51 are three different doubles.
  const pairs = [
    [0.93, 0.92],
    [0.93, 0.94],
    [0.52, 0.51],
    [0.3, 0.1 + 0.2],
  ] as const;
  expect(wilcoxonSignedRank(pairs)).toMatchObject({ n: 3, zeros: 1, positiveRankSum: 4, negativeRankSum: 2 });
});

test('exact up to 20 differences, normal beyond', () => {
  const differences = Array.from({ length: 21 }, (_value, index) => index - 6.5);
  expect(wilcoxonSignedRank(pairsOf(differences.slice(0, 20))).method).toBe('exact');
  expect(wilcoxonSignedRank(pairsOf(differences)).method).toBe('normal');
});

test.each(alternatives)('the normal approximation is close to random sign patterns, %s', (alternative) => {
  const differences = Array.from({ length: 24 }, (_value, index) => (index % 3 === 0 ? -1 : 1) * Math.ceil(index / 2));
  const result = wilcoxonSignedRank(pairsOf(differences), alternative);
  const stream = randomStream(3, `wilcoxon ${alternative}`, 0);
  const used = differences.filter((value) => value !== 0).map((value) => Math.abs(value));
  const ranks = averageRanks(used);
  const trials = 20_000;
  let greater = 0;
  let less = 0;
  for (let trial = 0; trial < trials; trial++) {
    const sum = ranks.reduce((total, rank) => total + rank * stream.nextInteger(2), 0);
    if (sum >= result.positiveRankSum) greater++;
    if (sum <= result.positiveRankSum) less++;
  }
  const share = { greater, less, 'two-sided': 2 * Math.min(greater, less) }[alternative] / trials;
  expect(result.method).toBe('normal');
  expect(share).toBeGreaterThan(0.01);
  expect(Math.abs(result.pValue - share)).toBeLessThan(0.01);
});

test('under the null hypothesis it rejects no more often than its level', () => {
  const stream = randomStream(2, 'wilcoxon', 0);
  for (const n of [8, 30]) {
    const trials = 2000;
    let rejected = 0;
    for (let trial = 0; trial < trials; trial++) {
      const pairs = Array.from({ length: n }, () => [stream.nextNormal(), stream.nextNormal()] as const);
      if (wilcoxonSignedRank(pairs).pValue <= 0.05) rejected++;
    }
    expect(rejected / trials).toBeLessThan(0.05 + 3 * Math.sqrt(0.0475 / trials));
    // Attainable levels: 0.039 at n = 8, close to 0.05 at n = 30.
    expect(rejected / trials).toBeGreaterThan(0.02);
  }
});

test('values that are no numbers are refused', () => {
  expect(() => wilcoxonSignedRank([[1, NaN]])).toThrow(LabError);
  expect(() => wilcoxonSignedRank([[Number.MAX_VALUE, -Number.MAX_VALUE]])).toThrow(LabError);
});
