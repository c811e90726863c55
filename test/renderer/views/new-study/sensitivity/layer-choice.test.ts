import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SensitivityScore } from '../../../../../main/contract/run.ts';
import {
  countAbove,
  ranked,
  saftMethods,
  thresholdFor,
  withTicked,
} from '../../../../../renderer/views/new-study/sensitivity/layer-choice.ts';

const score = (layer: string, value: number, metric: SensitivityScore['metric'] = 'std'): SensitivityScore => ({
  metric,
  layer,
  value,
  standardError: 0.1,
  n: 8,
  seed: 0,
  seconds: 1,
});

test('the SAFT methods of a draft are found by their places, readable or not', () => {
  const methods = [
    { method: 'plain' },
    { method: 'saft', layers: { k: 3 }, batchNorm: 'with-layer' },
    { method: 'saft', layers: { k: 0 } },
    { method: 'saft', layers: { names: ['fc1'] } },
  ];
  expect(saftMethods({ methods })).toEqual([
    { index: 1, choice: { by: 'std', k: 3 }, batchNorm: 'with-layer' },
    { index: 2, choice: undefined, batchNorm: 'frozen' },
    { index: 3, choice: { names: ['fc1'] }, batchNorm: 'frozen' },
  ]);
  expect(saftMethods({ methods: 'saft' })).toEqual([]);
});

describe('a ranking', () => {
  const scores = [score('a', 1), score('b', 3), score('c', 3), score('d', 9, 'kl')];

  test('is by falling score of one metric, equal ones in network order', () => {
    expect(ranked(scores, 'std').map(({ layer }) => layer)).toEqual(['b', 'c', 'a']);
    expect(ranked(scores, 'kl-histogram')).toEqual([]);
  });

  test('is parted by a threshold between the last layer that trains and the next', () => {
    expect(thresholdFor(ranked(scores, 'std'), 2)).toBe(2);
    expect(thresholdFor(ranked(scores, 'std'), 3)).toBe(0.5);
    expect(thresholdFor(ranked(scores, 'std'), 4)).toBeUndefined();
    expect(thresholdFor([], 1)).toBeUndefined();
  });

  test('gives back the k that a threshold was drawn for, where scores differ', () => {
    const values = fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(), (some, number) => {
        const inOrder = ranked(
          some.map((value, index) => score(String(index), value)),
          'std',
        );
        const k = 1 + (number % some.length);
        expect(countAbove(inOrder, thresholdFor(inOrder, k)!)).toBe(k);
      }),
    );
  });

  test('leaves at least one layer above any threshold', () => {
    expect(countAbove(ranked(scores, 'std'), 100)).toBe(1);
    expect(countAbove(ranked(scores, 'std'), -1)).toBe(3);
  });
});

test('layers that are ticked are named in network order, and the last one stays', () => {
  const layers = ['a', 'b', 'c'];
  expect(withTicked(layers, ['c'], 'a', true)).toEqual(['a', 'c']);
  expect(withTicked(layers, ['a', 'c'], 'a', false)).toEqual(['c']);
  expect(withTicked(layers, ['c'], 'c', false)).toEqual(['c']);
  expect(withTicked(layers, [], 'b', true)).toEqual(['b']);
});
