import { expect, test } from 'vitest';
import type { ClipNode } from '../../../../main/lab/network/network.ts';
import { ruleOf } from '../../../../main/lab/network/rules/layer-rules.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { referenceOps as ops } from '../../../support/reference-ops.ts';

const clip = (bounds: Pick<ClipNode, 'minimum' | 'maximum'>): ClipNode => ({
  op: 'clip',
  name: 'clip',
  inputs: ['a'],
  ...bounds,
});

test.each([
  [{ minimum: -1, maximum: 2 }, [-1, -1, 0, 2, 2]],
  [{ minimum: -1 }, [-1, -1, 0, 2, 7]],
  [{ maximum: 2 }, [-4, -1, 0, 2, 2]],
] as const)('limits values to %o', (bounds, expected) => {
  const { output } = forwardOf({ node: clip(bounds), inputs: [ops.constant([-4, -1, 0, 2, 7])] });
  expect([...output.values]).toEqual(expected);
});

test.each([{ minimum: -0.5, maximum: 0.75 }, { minimum: 0.2 }, { maximum: -0.1 }])('gradients with %o', (bounds) => {
  expectRuleGradients({ node: clip(bounds), inputs: [normalTensor([2, 4, 3, 2], 'input')] });
  expectRuleGradients({ node: clip(bounds), inputs: [normalTensor([3, 5], 'vector')] });
});

test('refuses an empty range', () => {
  const node = clip({ minimum: 1, maximum: 1 });
  expect(() => ruleOf(node).shape(node, [[1, 2]], {})).toThrow('minimum 1 is not below its maximum 1');
  const unknown = clip({ minimum: Number.NaN });
  expect(() => ruleOf(unknown).shape(unknown, [[1, 2]], {})).toThrow('NaN');
});
