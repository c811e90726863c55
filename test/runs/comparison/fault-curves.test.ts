import { expect, test } from 'vitest';
import { compareStudy } from '../../../main/runs/comparison/compare-study.ts';
import { faultEvent, finishedMemoryStudy, memoryStudy, ratesEvent } from '../laboratory/memory-study.ts';

const study = () =>
  finishedMemoryStudy(memoryStudy({ seeds: [1, 2] }), (label, seed) => {
    if (label === 'uniform p=0.01') {
      // LaNMax's paper: figures 1 and 2. Not in the order of the rates
      const faults = [faultEvent(0.1, 0.8 + 0.02 * seed), faultEvent(0, 0.95)];
      return [...faults, faultEvent(0.5, 0.3, 'fc2'), ...(seed === 1 ? [faultEvent(0.5, 0.6, 'fc1')] : [])];
    }
    return label === 'LaNMax λ=1' ? [ratesEvent(1, 0.01 * seed), ratesEvent(2, 0.02 * seed)] : [];
  });

test('curves are over seeds, by rate, or by layer in the order they were measured', () => {
  const { store, studyId } = study();
  const [rates, layers, ...others] = compareStudy(store, studyId).faultCurves;
  expect(others).toEqual([]);
  expect(rates).toMatchObject({ profile: 'binary', label: 'uniform p=0.01', method: 'uniform-bsc', kind: 'rate' });
  expect(rates!.points.map(({ rate, layer, accuracy: { value, over, n } }) => [rate, layer, value, over, n])).toEqual([
    [0, undefined, 0.95, 'seeds', 2],
    [0.1, undefined, expect.closeTo(0.83, 12), 'seeds', 2],
  ]);
  expect(layers!.points.map(({ rate, layer, accuracy: { value, over, n } }) => [rate, layer, value, over, n])).toEqual([
    [0.5, 'fc2', 0.3, 'seeds', 2],
    // Of one seed: the interval over its own draws
    [0.5, 'fc1', 0.6, 'draws', 2],
  ]);
});

test('a history has its memory with the mean of its rates', () => {
  const { store, studyId } = study();
  const means = compareStudy(store, studyId).rateHistories.map(({ memory }) => memory!.geometricMeanRate);
  expect(means).toEqual([0.02, 0.08, 0.02, 0.08].map((rate) => expect.closeTo(rate, 12)));
});

test('LaNMax has a history of its rates for each run, other methods have none', () => {
  const { store, studyId } = study();
  const { rateHistories } = compareStudy(store, studyId);
  expect(
    rateHistories.map(({ label, seed, updates, memory }) => [
      label,
      seed,
      updates.map(({ epoch, layers }) => [epoch, layers[0]!.rate]),
      memory!.layers[0]!.rate,
    ]),
  ).toEqual([
    [
      'LaNMax λ=1',
      1,
      [
        [1, 0.01],
        [2, 0.02],
      ],
      0.02,
    ],
    ['LaNMax λ=4', 1, [], 0.08],
    [
      'LaNMax λ=1',
      2,
      [
        [1, 0.02],
        [2, 0.04],
      ],
      0.02,
    ],
    ['LaNMax λ=4', 2, [], 0.08],
  ]);
});
