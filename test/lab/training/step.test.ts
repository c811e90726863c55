import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../main/contract/profile.ts';
import type { TrainingPlan } from '../../../main/contract/run.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import { softmaxCrossEntropyLoss } from '../../../main/lab/network/rules/softmax-cross-entropy.ts';
import { disturbedParameters, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import { streamKey } from '../../../main/lab/random/stream.ts';
import { fullPlan, saftPlan, trainableParametersOf } from '../../../main/lab/training/plan.ts';
import { correctCount, trainingStepProgram, type StepExtent } from '../../../main/lab/training/step.ts';
import { centralDifferences } from '../../support/reference-gradients.ts';
import { smallResidualNetwork } from '../../support/reference-networks.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { spyOps } from '../../support/reference-spy.ts';
import { scalar, tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';
import { profileOf } from '../noise/profiles.ts';
import { runOnReference } from './reference-engine.ts';
import { linearNetwork, mixedNetwork, referenceParameters, roughParameters } from './small-networks.ts';
import { stepInputs, trainingOf } from './step-inputs.ts';

type State = Readonly<Record<string, ReferenceTensor>>;

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

describe('noise injection on a linear layer: the explicit formula', () => {
  const inputs = 4;
  const classes = 3;
  const batch = 5;
  const network = linearNetwork(inputs, classes);
  const state = referenceParameters(network, roughParameters(network));
  const training = trainingOf(batch);
  const given = stepInputs(network, training, 7);
  const rate = given['rate'][0];
  const weight = state['head.weight'].values;
  const bias = state['head.bias'].values;

  /** d mean cross-entropy / d logits at given weights, by plain loops: [batch, classes] */
  function logitGradients(weights: ArrayLike<number>): number[][] {
    return Array.from({ length: batch }, (_, n) => {
      const logits = Array.from({ length: classes }, (_c, o) => {
        let sum = bias[o];
        for (let i = 0; i < inputs; i++) sum += given['images'][n * inputs + i] * weights[i * classes + o];
        return sum;
      });
      const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
      return logits.map((logit, o) => (Math.exp(logit) / total - (o === given['labels'][n] ? 1 : 0)) / batch);
    });
  }

  function weightGradient(weights: ArrayLike<number>): number[] {
    const gradients = logitGradients(weights);
    return Array.from({ length: inputs * classes }, (_, index) => {
      const [i, o] = [Math.floor(index / classes), index % classes];
      return gradients.reduce((sum, row, n) => sum + given['images'][n * inputs + i] * row[o], 0);
    });
  }

  const profiles: Record<string, Profile> = {
    multiplicative: profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.4 }),
    additive: profileOf({ noise: 'uniform', mode: 'additive', halfRange: 0.3, reference: 'channelMaxAbs' }),
    'quantised, multiplicative': profileOf(
      { noise: 'gaussian', mode: 'multiplicative', sigma: 0.4 },
      { quantization: { bits: 2 } },
    ),
    'quantised alone': profileOf({ noise: 'none' }, { quantization: { bits: 2 } }),
  };

  test.each(Object.keys(profiles))('%s: the gradient at the disturbed weights moves the clean ones', (name) => {
    const profile = profiles[name];
    const program = trainingStepProgram({ network, plan: fullPlan(network), training, profile, seed: 6 });
    const { updates } = runOnReference(program, given, state);
    const disturbed = disturbedParameters(ops, network, state, profile, (layer) =>
      noiseStreams(6, 'training', layer, scalar(7)),
    )['head.weight'].values;
    const gradient = weightGradient(disturbed);
    const expected = gradient.map((value, i) => weight[i] - rate * value);
    expect(largestDifference(updates['head.weight'].values, expected)).toBeLessThan(1e-12);
    const biasGradient = [0, 1, 2].map((o) => logitGradients(disturbed).reduce((sum, row) => sum + row[o], 0));
    const expectedBias = biasGradient.map((value, o) => bias[o] - rate * value);
    expect(largestDifference(updates['head.bias'].values, expectedBias)).toBeLessThan(1e-12);

    // What it must not be: the gradient at the clean weights, ...
    const atClean = weightGradient(weight).map((value, i) => weight[i] - rate * value);
    expect(largestDifference(updates['head.weight'].values, atClean)).toBeGreaterThan(1e-4);
    // ... a step from the disturbed weights, ...
    const fromDisturbed = gradient.map((value, i) => disturbed[i] - rate * value);
    expect(largestDifference(updates['head.weight'].values, fromDisturbed)).toBeGreaterThan(1e-2);
    // ... or one differentiated through w (1 + n), which multiplies the gradient by 1 + n
    const through = gradient.map((value, i) => weight[i] - rate * value * (disturbed[i] / weight[i]));
    expect(largestDifference(updates['head.weight'].values, through)).toBeGreaterThan(1e-4);
  });

  test('without a profile it is plain training', () => {
    const { updates } = runOnReference(
      trainingStepProgram({ network, plan: fullPlan(network), training, seed: 6 }),
      given,
      state,
    );
    const expected = weightGradient(weight).map((value, i) => weight[i] - rate * value);
    expect(largestDifference(updates['head.weight'].values, expected)).toBeLessThan(1e-12);
  });
});

/** The training loss as the step must see it, as a function of the disturbed parameters. */
function lossAt(network: Network, parameters: State, plan: TrainingPlan, given: ReturnType<typeof stepInputs>): number {
  const batch = given['labels'].length;
  const { output } = forwardPass(ops, network, parameters, tensor(given['images'], [batch, ...network.inputShape]), {
    batchStatistics: new Set(plan.trainedBatchNorms),
    dropout: (node) => ({ key: streamKey(9, `dropout:${node}`), draw: scalar(given['draw'][0]) }),
  });
  const { loss } = softmaxCrossEntropyLoss(ops, output, tensor(given['labels'], [batch]), {
    classes: network.classes,
    labelSmoothing: 0.1,
  });
  return loss.values[0];
}

describe('noise injection on deeper networks: central differences at the disturbed weights', () => {
  const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.2 }, { except: ['block.conv1'] });
  const training = trainingOf(4, { labelSmoothing: 0.1 });
  const residual = smallResidualNetwork;
  const plans: Record<string, TrainingPlan> = {
    'noise injection': fullPlan(residual),
    'SAFT, batch-norm frozen': saftPlan(residual, { names: ['conv1', 'fc'] }, 'frozen', []),
    'SAFT, batch-norm with its layer': saftPlan(residual, { names: ['block.conv2'] }, 'with-layer', []),
  };

  test.each(Object.keys(plans))('%s', (name) => {
    const plan = plans[name];
    const state = referenceParameters(residual, roughParameters(residual));
    const given = stepInputs(residual, training, 3);
    const program = trainingStepProgram({ network: residual, plan, training, profile, seed: 9 });
    const { outputs, updates } = runOnReference(program, given, state);
    // Noise falls on frozen layers too
    const disturbed = disturbedParameters(ops, residual, state, profile, (layer) =>
      noiseStreams(9, 'training', layer, scalar(3)),
    );
    const loss = () => lossAt(residual, disturbed, plan, given);
    expect(outputs['loss'].values[0]).toBeCloseTo(loss(), 12);
    for (const parameter of trainableParametersOf(residual, plan)) {
      const clean = state[parameter].values.slice();
      const numerical = centralDifferences(disturbed[parameter], loss);
      const taken = updates[parameter].values.map((value, i) => (clean[i] - value) / given['rate'][0]);
      expect(largestDifference(taken, numerical), parameter).toBeLessThan(1e-6);
    }
    const statistics = plan.trainedBatchNorms.flatMap((norm) => [`${norm}.running_mean`, `${norm}.running_var`]);
    expect(Object.keys(updates).toSorted()).toEqual(
      [...trainableParametersOf(residual, plan), ...statistics].toSorted(),
    );
  });

  test('with dropout, whose mask is that of the step', () => {
    const network = mixedNetwork(0.4);
    const plan = saftPlan(network, { names: ['head'] }, 'frozen', []);
    const state = referenceParameters(network, roughParameters(network));
    const program = trainingStepProgram({ network, plan, training, seed: 9 });
    const masks = [3, 3, 4].map((step) => {
      const given: ReturnType<typeof stepInputs> = { ...stepInputs(network, training, 3), draw: Int32Array.of(step) };
      const { outputs, updates } = runOnReference(program, given, state);
      expect(outputs['loss'].values[0]).toBeCloseTo(lossAt(network, state, plan, given), 12);
      const loss = () => lossAt(network, state, plan, given);
      const taken = updates['head.weight'].values.map(
        (v, i) => (state['head.weight'].values[i] - v) / given['rate'][0],
      );
      expect(largestDifference(taken, centralDifferences(state['head.weight'], loss))).toBeLessThan(1e-6);
      return outputs['loss'].values[0];
    });
    expect(masks[1]).toBe(masks[0]);
    expect(masks[2]).not.toBe(masks[0]);
  });
});

test('every step has noise of its own', () => {
  const network = linearNetwork(4, 3);
  const state = referenceParameters(network, roughParameters(network));
  const training = trainingOf(5);
  const profile = profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0.1 });
  const loss = (draw: number, seed: number) => {
    const program = trainingStepProgram({ network, plan: fullPlan(network), training, profile, seed });
    const given = { ...stepInputs(network, training, 0), draw: Int32Array.of(draw) };
    return runOnReference(program, given, state).outputs['loss'].values[0];
  };
  expect(loss(0, 1)).toBe(loss(0, 1));
  expect(new Set([loss(0, 1), loss(1, 1), loss(2, 1), loss(0, 2)]).size).toBe(4);
});

describe('label smoothing', () => {
  test('the loss is cross-entropy with (1 - s) one-hot + s / classes, the gradient softmax minus that', () => {
    const network = linearNetwork(3, 3, false);
    const identity = { 'head.weight': tensor([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]) };
    const training = trainingOf(1, { labelSmoothing: 0.3 });
    const logits = [0.5, -1, 2];
    const given: ReturnType<typeof stepInputs> = {
      ...stepInputs(network, training, 0),
      images: Float32Array.from(logits),
      labels: Int32Array.of(1),
    };
    const { outputs, updates } = runOnReference(
      trainingStepProgram({ network, plan: fullPlan(network), training, seed: 1 }),
      given,
      identity,
    );
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit), 0);
    const target = [0.1, 0.8, 0.1];
    const expected = logits.reduce((sum, logit, c) => sum - target[c] * (logit - Math.log(total)), 0);
    expect(outputs['loss'].values[0]).toBeCloseTo(expected, 12);
    logits.forEach((x, i) => {
      target.forEach((t, o) => {
        const gradient = x * (Math.exp(logits[o]) / total - t);
        const moved = identity['head.weight'].values[i * 3 + o] - updates['head.weight'].values[i * 3 + o];
        expect(moved).toBeCloseTo(given['rate'][0] * gradient, 12);
      });
    });
  });
});

describe('the number of hits', () => {
  const hits = (logits: number[][], labels: number[]) =>
    correctCount(ops, tensor(logits.flat(), [logits.length, logits[0].length]), tensor(labels, [labels.length]), 3)
      .values[0];

  test('counts the largest logit, and no row without a label', () => {
    const logits = [
      [3, 1, 2],
      [0, 5, 1],
      [-3, -2, -1],
      [9, 0, 0],
    ];
    expect(hits(logits, [0, 1, 2, 0])).toBe(4);
    expect(hits(logits, [1, 1, 2, 2])).toBe(2);
    expect(hits(logits, [-1, 1, -1, -1])).toBe(1);
    expect(hits(logits, [-1, -1, -1, -1])).toBe(0);
  });
});

describe('parts of a step', () => {
  const network = mixedNetwork();
  const state = referenceParameters(network, roughParameters(network));
  const training = trainingOf(2, { optimizer: { kind: 'adam', learningRate: 0.1 } });
  const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 });
  const full = fullPlan(network);
  const head = saftPlan(network, { names: ['head'] }, 'frozen', []);

  function counts(extent: StepExtent, plan = full, noisy = true): Record<string, number> {
    const spy = spyOps();
    const shapes = Object.fromEntries(
      Object.entries(state).flatMap(([name, { shape }]) => [
        [name, state[name]],
        [`adam.first/${name}`, ops.zeros(shape)],
        [`adam.second/${name}`, ops.zeros(shape)],
      ]),
    );
    const options = { network, plan, training, seed: 1, extent, ...(noisy ? { profile } : {}) };
    const inputs = Object.entries(stepInputs(network, training, 0)).map(([name, values]) => {
      const { shape } = trainingStepProgram(options).inputs[name];
      return [name, tensor(values, shape)];
    });
    const { updates = {} } = trainingStepProgram(options).build(spy.ops, Object.fromEntries(inputs), shapes);
    return {
      noise: spy.count('randomNormal'),
      forward: spy.count('conv2d'),
      inputGradients: spy.count('conv2dInputGradient'),
      weightGradients: spy.count('conv2dFilterGradient'),
      updates: Object.keys(updates).length,
    };
  }

  test('each carries out those before it and one more', () => {
    const forward = { noise: 4, forward: 3, inputGradients: 0, weightGradients: 0, updates: 0 };
    expect(counts('forward')).toEqual(forward);
    expect(counts('forward', full, false)).toEqual({ ...forward, noise: 0 });
    expect(counts('input-gradients')).toEqual({ ...forward, inputGradients: 2 });
    expect(counts('weight-gradients')).toEqual({ ...forward, inputGradients: 2, weightGradients: 3 });
    // 3 convolutions and a linear layer, 2 biases, 3 batch-norms: 12 parameters with 2 slots each, 6 statistics
    expect(counts('update')).toEqual({ ...forward, inputGradients: 2, weightGradients: 3, updates: 12 * 3 + 6 });
  });

  test('what is frozen costs no gradients, and noise falls on it all the same', () => {
    const expected = { noise: 4, forward: 3, inputGradients: 0, weightGradients: 0, updates: 2 * 3 };
    expect(counts('update', head)).toEqual(expected);
  });
});
