import { expect, test } from 'vitest';
import type { LinearNode } from '../../../../main/lab/network/network.ts';
import { linearRule } from '../../../../main/lab/network/rules/linear.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { tensor } from '../../../support/reference-tensor.ts';

const node: LinearNode = {
  name: 'fc',
  op: 'linear',
  inputs: ['input'],
  parameters: { weight: 'fc.weight', bias: 'fc.bias' },
};

test('linear is x W + b', () => {
  const parameters = { weight: tensor([1, 2, 3, 4], [2, 2]), bias: tensor([10, 20], [2]) };
  const { output } = forwardOf({ node, inputs: [tensor([1, 1, 2, 0], [2, 2])], parameters });
  expect(output).toEqual(tensor([14, 26, 12, 24], [2, 2]));
});

test('linear gradients, with and without a bias', () => {
  const inputs = [normalTensor([4, 5], 'input')];
  const weight = normalTensor([5, 3], 'weight');
  expectRuleGradients({ node, inputs, parameters: { weight, bias: normalTensor([3], 'bias') } });
  expectRuleGradients({ node, inputs, parameters: { weight } });
});

test('linear refuses what does not fit and counts multiply-accumulates', () => {
  expect(() => linearRule.shape(node, [[1, 4]], { weight: [3, 2] })).toThrow('Node fc: Its weight has shape [3, 2]');
  expect(() => linearRule.shape(node, [[1, 2, 2, 4]], { weight: [4, 2] })).toThrow('rank 2');
  expect(() => linearRule.shape(node, [[1, 4]], { weight: [4, 2], bias: [4] })).toThrow('bias');
  expect(linearRule.multiplyAccumulates!([8, 10], { weight: [64, 10] })).toBe(8 * 10 * 64);
});
