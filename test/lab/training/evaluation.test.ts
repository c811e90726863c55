import { describe, expect, test } from 'vitest';
import { evaluationSchema } from '../../../main/contract/specification.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { disturbedParameters, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import type { EngineSession, Values } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { wilsonInterval } from '../../../main/lab/statistics/binomial.ts';
import { meanInterval } from '../../../main/lab/statistics/student-t.ts';
import {
  evaluateDraw,
  evaluateOnce,
  evaluateProfile,
  evaluateUnderNoise,
  evaluationProgram,
  type EvaluationData,
} from '../../../main/lab/training/evaluation.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor } from '../../support/reference-tensor.ts';
import { profileOf } from '../noise/profiles.ts';
import { float32Engines } from './engine-cases.ts';
import { referenceEngine } from './reference-engine.ts';
import {
  linearNetwork,
  mixedNetwork,
  normalImages,
  referenceParameters,
  roughParameters,
  stateShapes,
} from './small-networks.ts';

const classes = 4;
const batch = 3;

/** Logits are 2 x the pixels: the brightest pixel is the class. */
const network = linearNetwork(classes, classes, false);
const parameters = { 'head.weight': Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 2 : 0)) };

/** Seven images in three batches; the last is padded. Classes 0 1 2 3 0 1 2, labels as given. */
function dataOf(labels: readonly number[]): EvaluationData {
  return {
    batches: Math.ceil(labels.length / batch),
    images: labels.length,
    read(index) {
      const rows = Array.from({ length: batch }, (_, row) => index * batch + row);
      return {
        pixels: Float32Array.from(rows.flatMap((row) => [0, 1, 2, 3].map((c) => (c === row % classes ? 1 : 0)))),
        labels: Int32Array.from(rows, (row) => labels[row] ?? -1),
        count: rows.filter((row) => row < labels.length).length,
      };
    },
  };
}

const right = [0, 1, 2, 3, 0, 1, 2];
const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, ...float32Engines];

describe.each(engines)('accuracy and loss on $title', ({ missing, open }) => {
  async function evaluate(labels: readonly number[]) {
    const session = (await open()).open(stateShapes(network), { e: evaluationProgram(network, batch, 1) }, parameters);
    return evaluateDraw({ session, program: 'e', data: dataOf(labels) }, 0);
  }
  const hit = -Math.log(Math.exp(2) / (Math.exp(2) + 3));
  const miss = -Math.log(1 / (Math.exp(2) + 3));

  test.skipIf(missing)('padding of the last batch counts neither as right nor as wrong', async () => {
    const all = await evaluate(right);
    expect(all).toMatchObject({ correct: 7, accuracy: 1 });
    expect(all.loss).toBeCloseTo(hit, 5);
    const some = await evaluate([0, 1, 2, 0, 1, 2, 2]);
    expect(some).toMatchObject({ correct: 4, accuracy: 4 / 7 });
    expect(some.loss).toBeCloseTo((4 * hit + 3 * miss) / 7, 5);
  });

  test.skipIf(missing)('images without a label do not count, also where the prediction is class 0', async () => {
    const { correct, loss } = await evaluate([-1, 1, -1, -1, -1, 0, -1]);
    expect(correct).toBe(1);
    expect(loss * 7).toBeCloseTo(hit + miss, 5);
    expect(await evaluate(right.map(() => -1))).toEqual({ accuracy: 0, correct: 0, loss: 0 });
  });
});

describe('a draw is one chip', () => {
  const deep = mixedNetwork(0.5);
  const weights = roughParameters(deep);
  const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.3 });
  const images = normalImages(deep, batch);
  const repeated: EvaluationData = {
    batches: 3,
    images: 9,
    read: () => ({ pixels: images, labels: Int32Array.of(0, 1, 2), count: 3 }),
  };

  async function losses(draw: number, seed = 1): Promise<number[]> {
    const programs = { noisy: evaluationProgram(deep, batch, seed, profile) };
    const session = referenceEngine.open(stateShapes(deep), programs, weights);
    const found: number[] = [];
    const spy: EngineSession = {
      ...session,
      async run(name, inputs) {
        const outputs = await session.run(name, inputs);
        found.push(outputs['loss'][0]);
        return outputs;
      },
    };
    await evaluateDraw({ session: spy, program: 'noisy', data: repeated }, draw);
    return found;
  }

  test('all batches of a draw see the same weights, another draw and another seed other ones', async () => {
    const [first, second, third] = await losses(0);
    expect([second, third]).toEqual([first, first]);
    expect((await losses(0))[0]).toBe(first);
    expect((await losses(1))[0]).not.toBe(first);
    expect((await losses(0, 2))[0]).not.toBe(first);
  });

  test('the weights are those of the purpose evaluation, so that no chip is one that was trained on', async () => {
    const clean = referenceParameters(deep, weights);
    const disturbed = disturbedParameters(ops, deep, clean, profile, (layer) =>
      noiseStreams(1, 'evaluation', layer, scalar(4)),
    );
    const pixels = tensor(images, [batch, ...deep.inputShape]);
    const { output } = forwardPass(ops, deep, disturbed, pixels, { batchStatistics: new Set() });
    const { loss } = ops.softmaxCrossEntropy(output, ops.oneHot(tensor([0, 1, 2], [3]), deep.classes));
    const total = loss.values.reduce((sum, value) => sum + value, 0);
    expect((await losses(4))[0]).toBeCloseTo(total, 5);
    expect((await losses(3))[0]).not.toBeCloseTo(total, 3);
  });

  test('dropout is off and batch-norm frozen: nothing is updated', () => {
    const clean = evaluationProgram(deep, batch, 1);
    const without = evaluationProgram(mixedNetwork(0), batch, 1);
    expect(clean.inputs).toEqual(without.inputs);
    const outputs = [deep, mixedNetwork(0)].map(async (of) => {
      const session = referenceEngine.open(stateShapes(of), { e: evaluationProgram(of, batch, 1) }, weights);
      const found = await session.run('e', { images, labels: Int32Array.of(0, 1, 2), draw: Int32Array.of(0) });
      expect(await session.read()).toEqual(weights);
      return found;
    });
    return Promise.all(outputs).then(([a, b]) => expect(a).toEqual(b));
  });
});

/** A session whose draws give these numbers of hits out of 100 images. */
function scripted(correct: (draw: number) => number) {
  const draws: number[] = [];
  const session = {
    async run(_name: string, inputs: Readonly<Record<string, Values>>) {
      const [draw] = inputs['draw'];
      draws.push(draw);
      return { correct: Float32Array.of(correct(draw)), loss: Float32Array.of(0) };
    },
  } as unknown as EngineSession;
  const data: EvaluationData = {
    batches: 1,
    images: 100,
    read: () => ({ pixels: new Float32Array(0), labels: new Int32Array(0), count: 100 }),
  };
  return { pass: { session, program: 'e', data }, draws };
}

const wide = (draw: number) => (draw % 2 === 0 ? 20 : 80);
const narrow = (draw: number) => (draw % 2 === 0 ? 50 : 51);

describe('a stage under noise', () => {
  test('draws chips until the interval is as narrow as asked', async () => {
    const correct = (draw: number) => 70 + statelessNormal(64, [4, 4])[draw];
    const { pass, draws } = scripted((draw) => Math.round(correct(draw)));
    const evaluation = evaluationSchema.parse({ halfWidth: 0.005, minimumDraws: 4, maximumDraws: 64 });
    const seen: [number, number][] = [];
    const result = await evaluateUnderNoise(pass, 'noisy', evaluation, (count, halfWidth) =>
      seen.push([count, halfWidth]),
    );
    const n = result.draws.length;
    expect(draws).toEqual(Array.from({ length: n }, (_, draw) => draw));
    expect(n).toBeGreaterThan(4);
    expect(n).toBeLessThan(64);
    const { mean, low, high, halfWidth } = meanInterval(result.draws, 0.95);
    expect(result).toMatchObject({ stage: 'noisy', accuracy: mean, low, high, confidence: 0.95, images: 100 });
    expect(halfWidth).toBeLessThanOrEqual(0.005);
    expect(meanInterval(result.draws.slice(0, -1), 0.95).halfWidth).toBeGreaterThan(0.005);
    expect(seen.map(([count]) => count)).toEqual(draws.map((draw) => draw + 1));
    expect(seen[0][1]).toBe(Number.POSITIVE_INFINITY);
    expect(seen.at(-1)![1]).toBeCloseTo(halfWidth, 12);
  });

  test('never draws fewer than the minimum nor more than the limit', async () => {
    const few = scripted(() => 50);
    await evaluateUnderNoise(few.pass, 'noisy', evaluationSchema.parse({ minimumDraws: 6 }));
    expect(few.draws.length).toBe(6);
    const many = scripted(wide);
    const result = await evaluateUnderNoise(many.pass, 'noisy', evaluationSchema.parse({ maximumDraws: 9 }));
    expect(many.draws.length).toBe(9);
    expect(result.high - result.low).toBeGreaterThan(0.01);
    // A limit below the minimum gives way
    const both = scripted(wide);
    await evaluateUnderNoise(both.pass, 'noisy', evaluationSchema.parse({ minimumDraws: 5, maximumDraws: 2 }));
    expect(both.draws.length).toBe(5);
  });

  test.each([
    ['wide', wide],
    ['narrow', narrow],
    ['constant', () => 50],
  ])('draws as often as asked, however %s the interval', async (_, correct) => {
    // Beyond maximumDraws too, which is for draws: auto
    for (const asked of [2, 3, 10, 70]) {
      const { pass, draws } = scripted(correct);
      const seen: number[] = [];
      const evaluation = evaluationSchema.parse({ draws: asked, halfWidth: 0.02 });
      const result = await evaluateUnderNoise(pass, 'noisy', evaluation, (_count, halfWidth) => seen.push(halfWidth));
      expect(draws.length).toBe(asked);
      expect(result.draws).toEqual(draws.map((draw) => correct(draw) / 100));
      const { mean, low, high, halfWidth } = meanInterval(result.draws, 0.95);
      expect(result).toMatchObject({ accuracy: mean, low, high });
      expect(seen.at(-1)).toBeCloseTo(halfWidth, 12);
    }
  });

  test('one draw has an accuracy and no interval', async () => {
    const { pass } = scripted(() => 42);
    const result = await evaluateUnderNoise(pass, 'noisy', evaluationSchema.parse({ draws: 1 }));
    expect(result).toMatchObject({ accuracy: 0.42, low: -Infinity, high: Infinity, draws: [0.42] });
  });
});

describe('a stage without noise', () => {
  test('is one pass, with the interval of Wilson over the test images', async () => {
    const { pass, draws } = scripted(() => 91);
    const result = await evaluateOnce(pass, 'clean', 0.9);
    expect(draws).toEqual([0]);
    const { low, high } = wilsonInterval(91, 100, 0.9);
    expect(result).toEqual({ stage: 'clean', accuracy: 0.91, low, high, confidence: 0.9, draws: [0.91], images: 100 });
  });

  test('is what a profile without anything random gets', async () => {
    const evaluation = evaluationSchema.parse({ draws: 3 });
    const counts: Record<string, number> = {};
    const profiles = {
      'quantisation alone': profileOf({ noise: 'none' }, { quantization: { bits: 4 } }),
      'sigma 0': profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0 }),
      noise: profileOf({ noise: 'uniform', mode: 'additive', halfRange: 0.1 }),
    };
    for (const [title, profile] of Object.entries(profiles)) {
      const { pass, draws } = scripted(() => 60);
      const result = await evaluateProfile(pass, 'quantised', profile, evaluation);
      expect(result.stage).toBe('quantised');
      counts[title] = draws.length;
    }
    expect(counts).toEqual({ 'quantisation alone': 1, 'sigma 0': 1, noise: 3 });
  });
});

test('a pass can be ended between batches', async () => {
  const { pass, draws } = scripted(() => 1);
  const data = { ...pass.data, batches: 5 };
  let done = 0;
  const onBatch = async () => {
    if (++done === 2) throw new Error('stop');
  };
  await expect(evaluateDraw({ ...pass, data, onBatch }, 0)).rejects.toThrow('stop');
  expect(draws.length).toBe(2);
});
