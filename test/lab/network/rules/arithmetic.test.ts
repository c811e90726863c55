import { describe, expect, test } from 'vitest';
import type { ArithmeticNode } from '../../../../main/lab/network/network.ts';
import { addRule } from '../../../../main/lab/network/rules/arithmetic.ts';
import { expectRuleGradients, normalTensor } from '../../../support/reference-gradients.ts';

function node(op: 'add' | 'multiply'): ArithmeticNode {
  return { name: op, op, inputs: ['a', 'b'] };
}

function inputs(...shapes: readonly (readonly number[])[]) {
  return shapes.map((shape, index) => normalTensor(shape, `input ${index}`));
}

describe.each(['add', 'multiply'] as const)('%s', (op) => {
  test('gradients of equal shapes', () => {
    expectRuleGradients({ node: node(op), inputs: inputs([2, 3, 3, 2], [2, 3, 3, 2]) });
  });

  test('gradients are summed over broadcast axes', () => {
    expectRuleGradients({ node: node(op), inputs: inputs([2, 3, 4, 5], [2, 1, 1, 5]) });
    expectRuleGradients({ node: node(op), inputs: inputs([2, 1, 4, 1], [1, 3, 1, 5]) });
    expectRuleGradients({ node: node(op), inputs: inputs([2, 3, 4, 5], [4, 1]) });
  });

  test('gradients where a broadcast axis has length one anyway', () => {
    expectRuleGradients({ node: node(op), inputs: inputs([1, 3, 1, 5], [3, 1, 5]) });
  });

  test('three inputs', () => {
    expectRuleGradients({ node: node(op), inputs: inputs([2, 3], [2, 3], [1, 3]) });
  });
});

test('arithmetic refuses shapes that do not broadcast', () => {
  expect(
    addRule.shape(
      node('add'),
      [
        [2, 1, 3],
        [2, 4, 1],
      ],
      {},
    ),
  ).toEqual([2, 4, 3]);
  expect(() =>
    addRule.shape(
      node('add'),
      [
        [2, 3],
        [2, 4],
      ],
      {},
    ),
  ).toThrow('Node add: The shapes [2, 3] and [2, 4]');
  expect(() => addRule.shape(node('add'), [[2, 3]], {})).toThrow('at least 2');
});
