import { describe, expect, test } from 'vitest';
import type { ActivationName, ActivationNode } from '../../../../main/lab/network/network.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { referenceOps as ops } from '../../../support/reference-ops.ts';

function node(activation: ActivationName): ActivationNode {
  return { name: activation, op: 'activation', activation, inputs: ['input'] };
}

const sigmoidOfOne = Math.E / (1 + Math.E);
const tanhOfOne = (Math.E ** 2 - 1) / (Math.E ** 2 + 1);
/** Standard normal distribution function at 1 */
const normalAtOne = 0.841344746068543;

/** Values at -4, -1, 0, 1, 2 and 7 */
const expectedValues: Readonly<Record<ActivationName, readonly (number | undefined)[]>> = {
  relu: [0, 0, 0, 1, 2, 7],
  relu6: [0, 0, 0, 1, 2, 6],
  'hard-sigmoid': [0, 1 / 3, 1 / 2, 2 / 3, 5 / 6, 1],
  'hard-swish': [0, -1 / 3, 0, 2 / 3, 5 / 3, 7],
  gelu: [undefined, normalAtOne - 1, 0, normalAtOne, undefined, undefined],
  tanh: [undefined, -tanhOfOne, 0, tanhOfOne, undefined, undefined],
  sigmoid: [undefined, 1 - sigmoidOfOne, 1 / 2, sigmoidOfOne, undefined, undefined],
};

describe.each(Object.keys(expectedValues) as ActivationName[])('%s', (activation) => {
  test('closed-form values', () => {
    const { output } = forwardOf({ node: node(activation), inputs: [ops.constant([-4, -1, 0, 1, 2, 7])] });
    expectedValues[activation].forEach((value, index) => {
      if (value !== undefined) expect(output.values[index]).toBeCloseTo(value, 12);
    });
  });

  test('gradients on every piece', () => {
    // Standard deviation 4 reaches beyond -3, 3 and 6, where the pieces of the hard activations end.
    const input = ops.multiply(normalTensor([2, 5, 5, 2], 'input'), ops.constant(4));
    expect(Math.min(...input.values)).toBeLessThan(-3);
    expect(Math.max(...input.values)).toBeGreaterThan(6);
    expectRuleGradients({ node: node(activation), inputs: [input] });
    expectRuleGradients({ node: node(activation), inputs: [normalTensor([3, 7], 'vector')] });
  });
});
