import { describe, expect, test } from 'vitest';
import type { FrontReading } from '../../../../../main/contract/front-results.ts';
import { comparedPoints, networksOf } from '../../../../../renderer/views/compare/fronts/compared-points.ts';
import {
  clampLevel,
  levelRanges,
  usualLevels,
  usualPair,
} from '../../../../../renderer/views/compare/fronts/front-pair.ts';
import { describePoint, shortPoint } from '../../../../../renderer/views/compare/fronts/front-table.ts';
import {
  bootstrapNote,
  canBeLogarithmic,
  chartNote,
  energyName,
  referenceSentence,
  usuallyLogarithmic,
  windowAround,
} from '../../../../../renderer/views/compare/fronts/front-view.ts';
import { gainText, pairName, savingText } from '../../../../../renderer/views/compare/fronts/reading-text.ts';
import { fronts, resampled } from '../compare-fixture.ts';
import { plain } from '../report-lines.ts';

const points = comparedPoints(fronts);

describe('points', () => {
  test('come by method and energy, each with a key of its own and its runs', () => {
    expect(points.map(({ method, runIds }) => [method, runIds])).toEqual([
      ['noise-injection', [5, 6, 7]],
      ['noise-injection', [2, 3, 4]],
      ['saft', [11, 12, 13]],
      ['saft', [8, 9, 10]],
      ['lanmax', [17, 18, 19]],
      ['lanmax', [14, 15, 16]],
    ]);
    expect(new Set(points.map(({ key }) => key)).size).toBe(6);
    expect(networksOf(points)).toEqual(['lenet5']);
  });

  test('say everything about themselves', () => {
    expect(plain(describePoint(points[4]!)).split('\n')).toEqual([
      'LaNMax λ=4',
      'LaNMax, profile 8-bit memory, lenet5',
      'Accuracy 91.9 ± 1.2 % over 3 seeds',
      'Energy 33.7 ± 1.6 % of the reference over 3 seeds',
      'seed 1: 91.38 %, seed 2: 91.88 %, seed 3: 92.38 %',
      '6 noise draws in all',
    ]);
    expect(describePoint(points[0]!)).toMatch(/Energy 35\.98\u202f% of the reference\n/);
    expect(describePoint(points[0]!)).toMatch(/Dominated by another method$/);
    expect(plain(shortPoint(points[1]!))).toBe('noise injection p=0.001: 97.2 ± 1.2 % at 53.97 % energy');
  });
});

describe('the pair that is held against each other', () => {
  test('is what is usually asked, otherwise the first two', () => {
    const of = (...methods: string[]) => usualPair(methods.map((method) => ({ method })));
    expect(usualPair(fronts.fronts)).toEqual({ method: 'lanmax', against: 'noise-injection' });
    expect(of('reliable', 'uniform-bsc', 'lanmax')).toEqual({ method: 'lanmax', against: 'uniform-bsc' });
    expect(of('plain', 'reliable')).toEqual({ method: 'reliable', against: 'plain' });
    expect(of('lanmax')).toBeUndefined();
  });

  test('begins at the highest accuracy whose saving has bounds on both sides, and in the middle of the energies', () => {
    const pair = { method: 'lanmax', against: 'noise-injection' };
    expect(usualLevels(fronts, pair)).toEqual({ accuracy: 0.9652, energy: 0.4 });
    expect(usualLevels(fronts, { method: 'saft', against: 'lanmax' })).toEqual({});
    const ranges = levelRanges(fronts.fronts, pair);
    expect(ranges).toEqual({ accuracy: { low: 0.8813, high: 0.9721 }, energy: { low: 0.337, high: 0.5397 } });
    expect([0.5, 0.9, 1, NaN].map((level) => clampLevel(level, ranges.accuracy))).toEqual([
      0.8813, 0.9, 0.9721, 0.8813,
    ]);
  });
});

describe('the chart', () => {
  test('says what 100 % are', () => {
    expect(energyName(fronts)).toBe('Memory energy (% of lenet5: 11,100 weights × 8 bits, in reliable memory)');
    expect(plain(referenceSentence({ ...fronts, network: 'lenet5' }))).toBe(
      'Energy is that of the memory which holds the weights. 100 %: 11,100 weights of 8 bits (lenet5) in reliable memory. Only points of lenet5.',
    );
    expect(plain(chartNote(fronts))).toContain('Bars are 95 % intervals over seeds');
    expect(chartNote({ ...fronts, fronts: fronts.fronts.slice(0, 1) })).not.toContain('dragged');
    expect(plain(bootstrapNote(fronts))).toContain('the 95 % interval of 2,000 bootstrap resamples');
  });

  test('is logarithmic where energies are far apart, and never where one is 0', () => {
    const energies = (...values: number[]) => values.map((value) => ({ energy: { ...points[0]!.energy, value } }));
    expect(usuallyLogarithmic(energies(0.3, 0.6))).toBe(false);
    expect(usuallyLogarithmic(energies(0.1, 0.6))).toBe(true);
    expect(canBeLogarithmic(energies(0, 0.6))).toBe(false);
    expect(usuallyLogarithmic([])).toBe(false);
  });

  test.each([true, false])(
    'zooms to points with their intervals and room around them, logarithmic: %s',
    (logarithmic) => {
      const { x, y } = windowAround(points, [4, 5], logarithmic)!;
      expect([x.min < 0.3213, x.max > 0.4908, y.min < 0.9065, y.max > 0.9825]).toEqual([true, true, true, true]);
      expect(x.min).toBeGreaterThan(0.25);
      expect(windowAround(points, [], logarithmic)).toBeUndefined();
    },
  );
});

describe('readings', () => {
  const pair = { method: 'lanmax', against: 'noise-injection' };
  const reading: FrontReading = {
    ...pair,
    saving: {
      accuracy: 0.9634,
      energies: { method: 0.339, against: 0.4321 },
      factor: resampled(1.2746, 1.1, 1.42),
      definedShare: 0.9835,
    },
    gain: {
      energy: 0.4,
      accuracies: { method: 0.96, against: 0.919 },
      gain: resampled(0.041, 0.02, 0.06),
      definedShare: 1,
    },
  };

  test('say the number, what it means and how sure it is', () => {
    expect(savingText(reading)).toMatchObject({ value: '1.27 [1.10, 1.42]', unit: 'times less energy' });
    expect(plain(savingText(reading)!.sentence)).toBe(
      'At 96.34 % accuracy LaNMax needs 33.9 % of the reference’s energy, Noise injection 43.2 %.',
    );
    expect(plain(savingText(reading)!.sureness)).toBe(
      '95 % interval of 2,000 bootstrap resamples of seeds and noise draws. Both fronts reach this accuracy in 98.4 % of them.',
    );
    expect(gainText(reading)).toMatchObject({ value: '4.1 [2.0, 6.0]', unit: 'points of accuracy' });
    expect(plain(gainText(reading)!.sureness)).toBe(
      '95 % interval of 2,000 bootstrap resamples of seeds and noise draws.',
    );
    expect(pairName(pair)).toBe('LaNMax against Noise injection');
  });

  test('name the front that does not reach so far', () => {
    const beyond: FrontReading = {
      ...reading,
      saving: { ...reading.saving!, energies: { against: 0.5 }, factor: resampled(NaN, 0, 1) },
      gain: { ...reading.gain!, accuracies: {}, gain: resampled(NaN, NaN, NaN) },
    };
    expect(savingText(beyond)!.value).toBeUndefined();
    expect(plain(savingText(beyond)!.sentence)).toBe('At 96.34 % accuracy is more than LaNMax reaches.');
    expect(gainText(beyond)!.value).toBeUndefined();
    expect(gainText(beyond)!.sentence).toContain('LaNMax and Noise injection have no point as cheap.');
    expect(gainText(beyond)!.sureness).toContain('single seed');
  });

  test('nothing where nothing was asked', () => {
    expect(savingText(pair)).toBeUndefined();
    expect(gainText(pair)).toBeUndefined();
  });
});
