import { describe, expect, test } from 'vitest';
import { backwardPass } from '../../../main/lab/network/backward.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { trainableParameters } from '../../../main/lab/network/gradient-needs.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import type { ForwardMode } from '../../../main/lab/network/rule.ts';
import { softmaxCrossEntropyLoss } from '../../../main/lab/network/rules/softmax-cross-entropy.ts';
import type { Ops } from '../../../main/lab/ops/ops.ts';
import {
  centralDifferences,
  expectGradient,
  frozenMode,
  normalTensor,
  randomParameters,
} from '../../support/reference-gradients.ts';
import { smallResidualBatchNorms, smallResidualNetwork } from '../../support/reference-networks.ts';
import { referenceOps } from '../../support/reference-ops.ts';
import { spyOps } from '../../support/reference-spy.ts';
import type { ReferenceTensor } from '../../support/reference-tensor.ts';

const batchMode: ForwardMode<ReferenceTensor> = { batchStatistics: new Set(smallResidualBatchNorms) };
const images = normalTensor([3, 5, 5, 2], 'images');
const labels = referenceOps.constant([0, 2, 1]);
const parameters = randomParameters(smallResidualNetwork);
const all = trainableParameters(smallResidualNetwork);

function forwardAndLoss(network: Network, mode = batchMode, ops: Ops<ReferenceTensor> = referenceOps) {
  const tape = forwardPass(ops, network, parameters, images, mode);
  return { tape, ...softmaxCrossEntropyLoss(ops, tape.output, labels, { classes: 3, labelSmoothing: 0.1 }) };
}

function gradientsOf(
  trainable: ReadonlySet<string>,
  mode = batchMode,
  options: Parameters<typeof backwardPass>[6] = {},
) {
  const { tape, gradient } = forwardAndLoss(smallResidualNetwork, mode);
  const spy = spyOps();
  const gradients = backwardPass(spy.ops, smallResidualNetwork, parameters, tape, gradient, trainable, options);
  return { gradients, spy };
}

describe('backward pass of a small residual network', () => {
  test.each([
    ['batch', batchMode],
    ['stored', frozenMode],
    ['mixed', { batchStatistics: new Set(['block.bn1']) }],
  ])('gradients of every parameter with %s statistics', (_, mode) => {
    const { gradients } = gradientsOf(all, mode);
    expect(new Set(Object.keys(gradients.parameters))).toEqual(all);
    for (const name of all) {
      const loss = () => forwardAndLoss(smallResidualNetwork, mode).loss.values[0];
      expect(gradients.parameters[name].shape).toEqual(parameters[name].shape);
      expectGradient(gradients.parameters[name], centralDifferences(parameters[name], loss), name);
    }
  });

  test('a parameter gets the same gradient whatever else is trained', () => {
    const { parameters: everything } = gradientsOf(all).gradients;
    for (const name of all) {
      expect(gradientsOf(new Set([name])).gradients.parameters).toEqual({ [name]: everything[name] });
    }
  });
});

describe('what is not needed is not computed', () => {
  test('training everything: a filter gradient per convolution, an input gradient for all but the first', () => {
    const { spy } = gradientsOf(all);
    expect(spy.count('conv2dFilterGradient')).toBe(3);
    expect(spy.count('conv2dInputGradient')).toBe(2);
    expect(spy.count('matMul')).toBe(2);
  });

  test('the linear layer alone: no gradient of a convolution, a norm or an input', () => {
    const { spy } = gradientsOf(new Set(['fc.weight', 'fc.bias']));
    for (const operation of [
      'conv2dFilterGradient',
      'conv2dInputGradient',
      'batchNormGradient',
      'reluGradient',
    ] as const) {
      expect(spy.count(operation), operation).toBe(0);
    }
    expect(spy.count('matMul')).toBe(1);
  });

  test('a layer in the middle of one branch: the shortcut carries no gradient', () => {
    const { spy, gradients } = gradientsOf(new Set(['block.conv2.weight']));
    expect(Object.keys(gradients.parameters)).toEqual(['block.conv2.weight']);
    expect(spy.count('conv2dFilterGradient')).toBe(1);
    expect(spy.count('conv2dInputGradient')).toBe(0);
    expect(spy.count('pad')).toBe(0);
    expect(spy.count('slice')).toBe(0);
  });

  test('the first layer alone: input gradients all the way, one filter gradient', () => {
    const { spy } = gradientsOf(new Set(['conv1.weight']));
    expect(spy.count('conv2dFilterGradient')).toBe(1);
    expect(spy.count('conv2dInputGradient')).toBe(2);
    expect(spy.count('batchNormGradient')).toBe(3);
  });

  test('nothing trainable: nothing at all', () => {
    const { spy, gradients } = gradientsOf(new Set());
    expect(gradients).toEqual({ parameters: {}, values: [] });
    expect(spy.count('matMul') + spy.count('add')).toBe(0);
  });

  test('without parameter gradients only input gradients are computed, and all are returned', () => {
    const { spy, gradients } = gradientsOf(all, batchMode, { parameterGradients: false });
    expect(gradients.parameters).toEqual({});
    expect(spy.count('conv2dFilterGradient')).toBe(0);
    expect(spy.count('conv2dInputGradient')).toBe(2);
    expect(spy.count('matMul')).toBe(1);
    // Every node but conv1 passes a gradient to its one input; the addition passes two.
    expect(gradients.values).toHaveLength(smallResidualNetwork.nodes.length);
    expect(gradientsOf(all).gradients.values).toEqual(gradients.values);
  });

  test('a name the network does not have is refused; running statistics are passed over', () => {
    expect(() => gradientsOf(new Set(['conv9.weight']))).toThrow('no parameter conv9.weight');
    expect(gradientsOf(new Set(['bn1.running_mean'])).gradients.parameters).toEqual({});
  });
});

test('gradients of a value and of a weight used twice are added, and nodes that lead nowhere are left out', () => {
  const network: Network = {
    name: 'twice',
    inputShape: [5, 5, 2],
    classes: 50,
    nodes: [
      { name: 'flatten', op: 'flatten', inputs: ['input'] },
      { name: 'fc1', op: 'linear', inputs: ['flatten'], parameters: { weight: 'w' } },
      { name: 'nowhere', op: 'linear', inputs: ['fc1'], parameters: { weight: 'w' } },
      { name: 'square', op: 'multiply', inputs: ['fc1', 'fc1'] },
      { name: 'fc2', op: 'linear', inputs: ['square'], parameters: { weight: 'w' } },
      { name: 'sum', op: 'add', inputs: ['fc2', 'fc1'] },
    ],
    parameters: { w: { kind: 'linear-weight', shape: [50, 50] } },
  };
  const weights = { w: referenceOps.multiply(normalTensor([50, 50], 'w'), referenceOps.constant(0.2)) };
  const gradient = normalTensor([3, 50], 'gradient');
  const loss = () =>
    forwardPass(referenceOps, network, weights, images, frozenMode).output.values.reduce(
      (sum, value, index) => sum + value * gradient.values[index],
      0,
    );
  const tape = forwardPass(referenceOps, network, weights, images, frozenMode);
  const { parameters: gradients } = backwardPass(referenceOps, network, weights, tape, gradient, new Set(['w']));
  const direction = normalTensor([50, 50], 'direction');
  const along = { shape: [], values: new Float64Array(1) };
  const start = weights.w.values.slice();
  const [numerical] = centralDifferences(along, () => {
    start.forEach((value, index) => (weights.w.values[index] = value + along.values[0] * direction.values[index]));
    return loss();
  });
  const analytic = gradients.w.values.reduce((sum, value, index) => sum + value * direction.values[index], 0);
  expect(Math.abs(analytic - numerical) / Math.max(1, Math.abs(numerical))).toBeLessThan(1e-6);
});
