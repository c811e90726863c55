import { expect, test } from 'vitest';
import type { CheckedSpecification } from '../../../../../main/contract/workbench/specification.ts';
import { choiceText } from '../../../../../renderer/views/new-study/methods/choice-text.ts';
import { lanmaxDefaults } from '../../../../../renderer/views/new-study/methods/lanmax-defaults.ts';
import { runCountText } from '../../../../../renderer/views/new-study/methods/run-count.ts';
import {
  countOfFirstSeeds,
  firstSeeds,
  seedsText,
  smallestPValue,
} from '../../../../../renderer/views/new-study/methods/seeds.ts';

test('the first seeds count from 1', () => {
  expect(firstSeeds(3)).toEqual([1, 2, 3]);
  expect(firstSeeds(0)).toEqual([1]);
  expect(countOfFirstSeeds([1, 2, 3])).toBe(3);
  for (const seeds of [[], [2, 3], [1, 3], [2, 1]]) expect(countOfFirstSeeds(seeds)).toBeUndefined();
});

test('what pairs can show is said: 0.25 for three, 0.0625 for five, 0.05 from six on (methods, 4)', () => {
  expect([1, 3, 5, 6].map(smallestPValue)).toEqual([1, 0.25, 0.0625, 0.03125]);
  expect(seedsText(1)).toMatch(/no paired test/);
  expect(seedsText(3)).toMatch(/p = 0.25 .*six seeds/);
  expect(seedsText(5)).toMatch(/p = 0.063 .*six seeds/);
  expect(seedsText(6)).toMatch(/p = 0.031 at the least\.$/);
});

type Run = CheckedSpecification['runs'][number];
const run = (kind: Run['kind'], more: Partial<Run>): Run => ({ kind, title: '', seed: 1, steps: 1, ...more });

test('the number of runs is told as the product it is', () => {
  const train = [1, 2].flatMap((seed) => [
    run('train', { seed, profile: 'a', method: 'x' }),
    run('train', { seed, profile: 'a', method: 'y' }),
  ]);
  expect(runCountText(train)).toEqual({ main: '1 profile × 2 methods × 2 seeds = 4 training runs' });
  const others = [run('pretrain', {}), run('prepare', { profile: 'a' })];
  expect(runCountText([...others, ...train])).toEqual({
    main: '1 profile × 2 methods × 2 seeds = 4 training runs',
    more: 'with 1 for clean pretraining and 1 to prepare the profiles, 6 runs in all',
  });
  expect(runCountText([train[0]!]).main).toMatch(/= 1 training run$/);
});

test('a choice of layers is told in words', () => {
  expect(choiceText({ by: 'std', k: 3 }, 'frozen')).toBe(
    'Trains the 3 layers with the highest std scores; every batch-norm stays frozen.',
  );
  expect(choiceText({ by: 'kl', k: 1 }, 'frozen')).toMatch(/the layer with the highest kl score/);
  expect(choiceText({ by: 'kl', k: 'auto' }, 'with-layer')).toMatch(/knee of their kl scores .* trains with it\.$/);
  expect(choiceText({ names: ['fc1'] }, 'frozen')).toMatch(/^Trains the layer fc1;/);
  expect(choiceText({ names: ['fc1', 'fc2'] }, 'frozen')).toMatch(/^Trains 2 named layers;/);
});

test('the defaults of LaNMax are those of the specification', () => {
  expect(lanmaxDefaults).toMatchObject({
    surrogate: 'ratio',
    perturbation: { kind: 'uniform', halfRange: 0.03 },
    outer: { learningRate: 0.02 },
    rates: { initial: 0.01, minimum: 0.001, maximum: 0.45 },
    until: 0.75,
  });
});
