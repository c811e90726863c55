import { describe, expect, test } from 'vitest';
import { trainingSchema } from '../../../main/contract/specification.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { standardDeviation } from '../../../main/lab/statistics/summary.ts';
import { clippedWeight } from '../../../main/lab/training/clip.ts';
import { fullPlan, saftPlan } from '../../../main/lab/training/plan.ts';
import { startingState, trainingState, trainingStepProgram } from '../../../main/lab/training/step.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { tensor } from '../../support/reference-tensor.ts';
import { profileOf } from '../noise/profiles.ts';
import { float32Engines } from './engine-cases.ts';
import { referenceEngine } from './reference-engine.ts';
import { cyclicLabels, mixedNetwork, normalImages, roughParameters } from './small-networks.ts';

test('the bound is alpha times the unbiased standard deviation, on both sides', () => {
  // Mean 2, deviations -1, -1, -1, 3: unbiased variance 12 / 3
  const weight = tensor([1, 1, 1, 5], [2, 2]);
  expect([...clippedWeight(ops, weight, 2).values]).toEqual([1, 1, 1, 4]);
  expect([...clippedWeight(ops, ops.negative(weight), 2).values]).toEqual([-1, -1, -1, -4]);
  expect([...clippedWeight(ops, weight, 0.25).values]).toEqual([0.5, 0.5, 0.5, 0.5]);
  expect([...clippedWeight(ops, weight, 10).values]).toEqual([1, 1, 1, 5]);
});

test('of a normal sample, alpha = 2 clips about 4.6 %', () => {
  const weight = tensor(statelessNormal(10_000, [1, 1]), [100, 100]);
  const clipped = clippedWeight(ops, weight, 2).values;
  const moved = clipped.filter((value, i) => value !== weight.values[i]).length;
  expect(Math.abs(moved - 455)).toBeLessThan(4 * Math.sqrt(455));
});

const network = mixedNetwork();
const parameters = roughParameters(network);
const batch = 8;
const alpha = 1.2;
const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, ...float32Engines];

describe.each(engines)('training with a clip on $title', ({ missing, open }) => {
  test.skipIf(missing)('keeps every trained weight within the bound after every update', async () => {
    const plan = saftPlan(network, { names: ['stem', 'head'] }, 'with-layer', []);
    const profile = profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0.1 });
    const given = { epochs: 1, batch, optimizer: { kind: 'sgd', learningRate: 0.3, momentum: 0.9 } };
    const clipped = trainingSchema.parse({ ...given, clip: { alpha } });
    const free = trainingSchema.parse(given);
    const shapes = trainingState(network, plan, free);
    const common = { network, plan, profile, seed: 1 };
    const programs = {
      clipped: trainingStepProgram({ ...common, training: clipped }),
      free: trainingStepProgram({ ...common, training: free }),
    };
    const session = (await open()).open(shapes, programs, startingState(shapes, parameters));
    for (let step = 0; step < 3; step++) {
      const inputs = {
        images: normalImages(network, batch, step),
        labels: cyclicLabels(network, batch),
        draw: Int32Array.of(step),
        rate: Float32Array.of(0.3),
        secondMomentScale: Float32Array.of(1),
      };
      const before = await session.read();
      // Both steps start from float32 numbers, on the reference too
      await session.write(before);
      await session.run('free', inputs);
      const unclipped = await session.read();
      await session.write(before);
      await session.run('clipped', inputs);
      const after = await session.read();
      for (const name of Object.keys(after)) {
        if (name !== 'stem.weight' && name !== 'head.weight') {
          expect(after[name], `${name} is not clipped`).toEqual(unclipped[name]);
          continue;
        }
        const bound = alpha * standardDeviation([...unclipped[name]]);
        const largest = after[name].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largest).toBeLessThanOrEqual(bound * (1 + 1e-5));
        expect(largest, 'the bound is reached').toBeGreaterThan(bound * (1 - 1e-5));
        after[name].forEach((value, i) => {
          const expected = Math.min(Math.max(unclipped[name][i], -bound), bound);
          expect(Math.abs(value - expected)).toBeLessThan(1e-5 * bound);
        });
      }
    }
    session.dispose();
  });
});

test('frozen weights beyond the bound stay as they are', async () => {
  const plan = saftPlan(network, { names: ['head'] }, 'frozen', []);
  const training = trainingSchema.parse({
    epochs: 1,
    batch,
    optimizer: { kind: 'sgd', learningRate: 0.1 },
    clip: { alpha: 0.5 },
  });
  const shapes = trainingState(network, plan, training);
  const program = trainingStepProgram({ network, plan, training, seed: 1 });
  const session = referenceEngine.open(shapes, { step: program }, startingState(shapes, parameters));
  await session.run('step', {
    images: normalImages(network, batch),
    labels: cyclicLabels(network, batch),
    draw: Int32Array.of(0),
    rate: Float32Array.of(0.1),
    secondMomentScale: Float32Array.of(1),
  });
  const state = await session.read();
  expect(state['stem.weight']).toEqual(parameters['stem.weight']);
  expect(state['head.weight']).not.toEqual(parameters['head.weight']);
  expect(fullPlan(network).trained).toContain('stem');
});
