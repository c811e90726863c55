import { expect, test } from 'vitest';
import { remembered, scoredParts } from '../../../../../renderer/views/new-study/sensitivity/score-store.ts';

const result = {
  architecture: 'lenet5',
  batch: 128,
  draws: 1,
  profiles: [
    {
      label: 'noisy',
      scores: [{ metric: 'std', layer: 'fc1', value: 1.5, standardError: NaN, n: 1, seed: 0, seconds: 0.1 }],
      chosen: [{ metric: 'std', layers: ['fc1'], reason: 'knee' }],
    },
  ],
};

test('scores survive with the draft, which is kept as JSON, also those of one draw', () => {
  const kept: unknown = JSON.parse(JSON.stringify({ of: 'this', result }));
  expect(remembered(kept)).toEqual({ of: 'this', result });
});

test('what is no result is none', () => {
  for (const value of [undefined, null, 3, {}, { of: 'this' }, { of: 'this', result: { ...result, profiles: 2 } }]) {
    expect(remembered(value)).toBeUndefined();
  }
  expect(remembered({ result })).toBeUndefined();
});

test('scores are of the network, the data, the hardware, the way of scoring and the first seed', () => {
  const study = { model: { architecture: 'lenet5' }, profile: {}, seeds: [1, 2], methods: [], training: { epochs: 1 } };
  const same = { ...study, seeds: [1], methods: [{ method: 'plain' }], training: { epochs: 9 }, name: 'x' };
  expect(scoredParts(same)).toBe(scoredParts(study));
  for (const change of [
    { seeds: [2, 1] },
    { profile: { weights: { noise: 'none' } } },
    { sensitivity: { draws: 2 } },
    { data: { source: 'cifar10' } },
    { engine: { precision: 'bfloat16' } },
  ]) {
    expect(scoredParts({ ...study, ...change })).not.toBe(scoredParts(study));
  }
});
