import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConcatNode, FlattenNode, PadNode, SubsampleNode } from '../../../../main/lab/network/network.ts';
import { ruleOf } from '../../../../main/lab/network/rules/layer-rules.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { tabulate, tensor, valueAt } from '../../../support/reference-tensor.ts';

describe('concat', () => {
  const node: ConcatNode = { name: 'cat', op: 'concat', inputs: ['a', 'b', 'c'], axis: 3 };

  test('values and gradients', () => {
    const inputs = [2, 1, 3].map((channels) => normalTensor([2, 3, 2, channels], `input ${channels}`));
    const { output } = forwardOf({ node, inputs });
    expect(output.shape).toEqual([2, 3, 2, 6]);
    expect(valueAt(output, [1, 2, 0, 4])).toBe(valueAt(inputs[2], [1, 2, 0, 1]));
    expectRuleGradients({ node, inputs });
    expectRuleGradients({ node: { ...node, axis: 1 }, inputs: [normalTensor([2, 3], 'a'), normalTensor([2, 1], 'b')] });
  });

  test('refuses what does not fit', () => {
    expect(() =>
      ruleOf(node).shape(
        node,
        [
          [1, 2, 2, 3],
          [1, 3, 2, 3],
        ],
        {},
      ),
    ).toThrow('do not join along axis 3');
    expect(() => ruleOf(node).shape({ ...node, axis: 0 }, [[1, 2]], {})).toThrow('axis 0');
  });
});

describe('pad', () => {
  const node: PadNode = {
    name: 'pad',
    op: 'pad',
    inputs: ['a'],
    paddings: [
      [0, 0],
      [1, 0],
      [0, 2],
      [2, 1],
    ],
  };

  test('values and gradients', () => {
    const inputs = [normalTensor([2, 2, 3, 2], 'input')];
    const { output } = forwardOf({ node, inputs });
    expect(output.shape).toEqual([2, 3, 5, 5]);
    expect(valueAt(output, [1, 0, 0, 2])).toBe(0);
    expect(valueAt(output, [1, 1, 0, 2])).toBe(valueAt(inputs[0], [1, 0, 0, 0]));
    expectRuleGradients({ node, inputs });
  });

  test('refuses to pad the batch or by less than nothing', () => {
    const refused = (paddings: PadNode['paddings']) => () => ruleOf(node).shape({ ...node, paddings }, [[1, 2]], {});
    expect(
      refused([
        [1, 0],
        [0, 0],
      ]),
    ).toThrow('batch');
    expect(
      refused([
        [0, 0],
        [0, -1],
      ]),
    ).toThrow('whole numbers');
    expect(refused([[0, 0]])).toThrow('rank 1');
  });
});

describe('subsample', () => {
  const node: SubsampleNode = { name: 'subsample', op: 'subsample', inputs: ['a'], stride: 2 };

  test('keeps every stride-th pixel from the first, on any size', () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), (h, w, c, stride) => {
        const x = normalTensor([2, h, w, c], 'input');
        const expected = tabulate([2, Math.ceil(h / stride), Math.ceil(w / stride), c], ([n, y, column, channel]) =>
          valueAt(x, [n, y * stride, column * stride, channel]),
        );
        expect(forwardOf({ node: { ...node, stride }, inputs: [x] }).output).toEqual(expected);
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test('gradients where the stride divides the image and where it does not', () => {
    expectRuleGradients({ node, inputs: [normalTensor([2, 4, 6, 2], 'input')] });
    expectRuleGradients({ node, inputs: [normalTensor([2, 5, 3, 2], 'input')] });
    expectRuleGradients({ node: { ...node, stride: 3 }, inputs: [normalTensor([1, 4, 7, 1], 'input')] });
  });

  test('refuses a stride of zero', () => {
    expect(() => ruleOf(node).shape({ ...node, stride: 0 }, [[1, 2, 2, 1]], {})).toThrow('stride 0');
  });
});

describe('flatten', () => {
  const node: FlattenNode = { name: 'flatten', op: 'flatten', inputs: ['a'] };

  test('orders by channel, row, column', () => {
    const x = tabulate([1, 2, 2, 3], ([, row, column, channel]) => 100 * channel + 10 * row + column);
    const { output } = forwardOf({ node, inputs: [x] });
    expect(output).toEqual(tensor([0, 1, 10, 11, 100, 101, 110, 111, 200, 201, 210, 211], [1, 12]));
  });

  test('gradients, also with one channel and with one pixel', () => {
    expectRuleGradients({ node, inputs: [normalTensor([2, 3, 2, 4], 'input')] });
    expectRuleGradients({ node, inputs: [normalTensor([2, 3, 2, 1], 'input')] });
    expectRuleGradients({ node, inputs: [normalTensor([2, 1, 1, 4], 'input')] });
  });
});
