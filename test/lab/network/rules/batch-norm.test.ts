import { describe, expect, test } from 'vitest';
import type { BatchNormNode } from '../../../../main/lab/network/network.ts';
import { batchNormRule } from '../../../../main/lab/network/rules/batch-norm.ts';
import { expectRuleGradients, forwardOf, frozenMode, normalTensor } from '../../../support/reference-gradients.ts';
import { referenceOps as ops } from '../../../support/reference-ops.ts';
import { tensor } from '../../../support/reference-tensor.ts';

const node: BatchNormNode = {
  name: 'bn',
  op: 'batch-norm',
  inputs: ['input'],
  epsilon: 1e-5,
  momentum: 0.1,
  parameters: { scale: 'bn.weight', shift: 'bn.bias', runningMean: 'bn.mean', runningVariance: 'bn.variance' },
};
const batchMode = { batchStatistics: new Set(['bn']) };

function randomCase(shape: readonly number[]) {
  const channels = [shape.at(-1)!];
  const parameters = {
    scale: normalTensor(channels, 'scale'),
    shift: normalTensor(channels, 'shift'),
    runningMean: normalTensor(channels, 'mean'),
    runningVariance: ops.exponential(normalTensor(channels, 'variance')),
  };
  const inputs = [ops.add(ops.multiply(normalTensor(shape, 'input'), ops.constant(3)), ops.constant(2))];
  return { node, inputs, parameters };
}

describe('batch normalisation by the batch', () => {
  test('gradients', () => {
    expectRuleGradients({ ...randomCase([3, 2, 4, 3]), mode: batchMode });
    expectRuleGradients({ ...randomCase([2, 1, 1, 2]), mode: batchMode });
    expectRuleGradients({ ...randomCase([5, 3]), mode: batchMode });
  });

  test('moves running statistics by momentum towards the mean and the unbiased variance of the batch', () => {
    const one = tensor([1], [1]);
    const parameters = { scale: one, shift: one, runningMean: tensor([10], [1]), runningVariance: tensor([100], [1]) };
    const { statistics } = forwardOf({
      node,
      inputs: [tensor([1, 2, 3, 6], [4, 1, 1, 1])],
      parameters,
      mode: batchMode,
    });
    // Mean 3, squared deviations 4 + 1 + 0 + 9 = 14, unbiased variance 14 / 3.
    expect(statistics!.runningMean.values[0]).toBeCloseTo(0.9 * 10 + 0.1 * 3, 12);
    expect(statistics!.runningVariance.values[0]).toBeCloseTo(0.9 * 100 + (0.1 * 14) / 3, 12);
  });

  test('refuses a batch with one value per channel', () => {
    expect(() => forwardOf({ ...randomCase([1, 1, 1, 2]), mode: batchMode })).toThrow('one value per channel');
    expect(() => forwardOf({ ...randomCase([1, 3]), mode: batchMode })).toThrow('one value per channel');
    expect(() => forwardOf({ ...randomCase([1, 1, 1, 2]), mode: frozenMode })).not.toThrow();
  });
});

describe('frozen batch normalisation', () => {
  test('gradients', () => {
    expectRuleGradients(randomCase([3, 2, 4, 3]));
    expectRuleGradients(randomCase([4, 3]));
    expectRuleGradients({ ...randomCase([2, 2, 2, 2]), mode: { batchStatistics: new Set(['another']) } });
  });

  test('uses the stored statistics and returns no new ones', () => {
    const parameters = {
      scale: tensor([2], [1]),
      shift: tensor([7], [1]),
      runningMean: tensor([5], [1]),
      runningVariance: tensor([4], [1]),
    };
    const forward = forwardOf({
      node: { ...node, epsilon: 1e-12 },
      inputs: [tensor([5, 9], [1, 1, 2, 1])],
      parameters,
    });
    expect(forward.output.values[0]).toBeCloseTo(7, 9);
    expect(forward.output.values[1]).toBeCloseTo(11, 9);
    expect(forward.statistics).toBeUndefined();
  });
});

test.each([batchMode, frozenMode])('vectors [n, c] count as images of one pixel: %o', (mode) => {
  const vectors = randomCase([6, 3]);
  const images = { ...vectors, inputs: [ops.reshape(vectors.inputs[0], [6, 1, 1, 3])] };
  const [ofVectors, ofImages] = [vectors, images].map((each) => forwardOf({ ...each, mode }));
  expect(ofVectors.output.shape).toEqual([6, 3]);
  expect(ofVectors.output.values).toEqual(ofImages.output.values);
  expect(ofVectors.statistics).toEqual(ofImages.statistics);
});

test('batch normalisation refuses what does not fit', () => {
  const shapes = { scale: [3], shift: [3], runningMean: [3], runningVariance: [3] };
  expect(batchNormRule.shape(node, [[2, 4, 4, 3]], shapes)).toEqual([2, 4, 4, 3]);
  expect(() => batchNormRule.shape(node, [[2, 4, 4, 5]], shapes)).toThrow('Node bn: Its scale has shape [3]');
  expect(batchNormRule.shape(node, [[2, 3]], shapes)).toEqual([2, 3]);
  expect(() => batchNormRule.shape(node, [[2, 5]], shapes)).toThrow('Node bn: Its scale has shape [3]');
  expect(() => batchNormRule.shape(node, [[2, 4, 3]], shapes)).toThrow('rank 2 or 4');
  expect(() => batchNormRule.shape({ ...node, epsilon: 0 }, [[2, 4, 4, 3]], shapes)).toThrow('epsilon');
  expect(() => batchNormRule.shape({ ...node, momentum: 1.5 }, [[2, 4, 4, 3]], shapes)).toThrow('momentum');
});
