import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConvolutionNode } from '../../../../main/lab/network/network.ts';
import { convolutionRule } from '../../../../main/lab/network/rules/convolution.ts';
import type { ConvolutionGeometry } from '../../../../main/lab/ops/geometry.ts';
import { expectRuleGradients, normalTensor } from '../../../support/reference-gradients.ts';

const plain: ConvolutionGeometry = { strides: [1, 1], padding: [0, 0, 0, 0], dilations: [1, 1], groups: 1 };

function node(geometry: Partial<ConvolutionGeometry> = {}): ConvolutionNode {
  return {
    name: 'conv',
    op: 'convolution',
    inputs: ['input'],
    geometry: { ...plain, ...geometry },
    parameters: { weight: 'conv.weight', bias: 'conv.bias' },
  };
}

function check(
  input: readonly number[],
  filter: readonly number[],
  geometry: Partial<ConvolutionGeometry>,
  bias = true,
): void {
  const weight = normalTensor(filter, 'weight');
  const parameters = { weight, ...(bias && { bias: normalTensor([filter[3]], 'bias') }) };
  expectRuleGradients({ node: node(geometry), inputs: [normalTensor(input, 'input')], parameters });
}

describe('convolution', () => {
  test('1x1, with and without a bias', () => {
    check([2, 3, 4, 3], [1, 1, 3, 2], {});
    check([2, 3, 4, 3], [1, 1, 3, 2], {}, false);
  });

  test('3x3 at stride 2 with padding 1, where the last row of padding is not reached', () => {
    check([2, 6, 6, 2], [3, 3, 2, 3], { strides: [2, 2], padding: [1, 1, 1, 1] });
  });

  test('3x3 at stride 2 with padding 1 on an odd image', () => {
    check([1, 7, 5, 2], [3, 3, 2, 2], { strides: [2, 2], padding: [1, 1, 1, 1] });
  });

  test('asymmetric padding, strides and dilations', () => {
    check([1, 5, 7, 2], [2, 3, 2, 2], { strides: [2, 1], padding: [0, 2, 1, 0], dilations: [2, 2] });
  });

  test('groups', () => {
    check([2, 4, 4, 4], [3, 3, 2, 6], { groups: 2, padding: [1, 1, 1, 1] });
  });

  test('depthwise, also with two outputs a channel', () => {
    check([2, 5, 5, 3], [3, 3, 1, 3], { groups: 3, strides: [2, 2], padding: [1, 1, 1, 1] });
    check([1, 4, 4, 3], [3, 3, 1, 6], { groups: 3, padding: [1, 0, 0, 1] });
  });

  test('stride beyond the filter leaves pixels without a gradient', () => {
    check([1, 5, 5, 1], [1, 1, 1, 2], { strides: [3, 3] });
  });

  test('random shapes', () => {
    const size = fc.integer({ min: 1, max: 3 });
    const margin = fc.integer({ min: 0, max: 2 });
    const shapes = fc.record({
      groups: size,
      channels: size,
      outputs: size,
      window: fc.tuple(size, size),
      strides: fc.tuple(size, size),
      dilations: fc.tuple(size, size),
      padding: fc.tuple(margin, margin, margin, margin),
      extra: fc.tuple(margin, margin),
    });
    fc.assert(
      fc.property(shapes, ({ groups, channels, outputs, window, strides, dilations, padding, extra }) => {
        const image = [0, 1].map((axis) => dilations[axis] * (window[axis] - 1) + 1 + extra[axis]);
        const filter = [...window, channels, outputs * groups];
        check([1, ...image, channels * groups], filter, { groups, strides, dilations, padding });
      }),
      { seed: 20260801, numRuns: 40 },
    );
  });

  test('counts multiply-accumulates', () => {
    expect(convolutionRule.multiplyAccumulates!([2, 8, 8, 6], { weight: [3, 3, 2, 6] })).toBe(2 * 64 * 6 * 9 * 2);
  });

  test('refuses what does not fit', () => {
    const shape = (input: readonly number[], filter: readonly number[], geometry: Partial<ConvolutionGeometry> = {}) =>
      convolutionRule.shape(node(geometry), [input], { weight: filter });
    expect(shape([1, 4, 4, 2], [3, 3, 2, 5])).toEqual([1, 2, 2, 5]);
    expect(() => shape([1, 4, 4, 3], [3, 3, 2, 5])).toThrow('Node conv: Its weight has shape [3, 3, 2, 5]');
    expect(() => shape([1, 4, 4, 3], [3, 3, 1, 5], { groups: 2 })).toThrow('do not split into 2 groups');
    expect(() => shape([1, 2, 2, 2], [3, 3, 2, 5])).toThrow('larger than its padded input');
    expect(() => shape([1, 8], [3, 3, 2, 5])).toThrow('rank 4');
    expect(() => shape([1, 4, 4, 2], [3, 3, 2, 5], { strides: [0, 1] })).toThrow('strides');
    expect(() => shape([1, 4, 4, 2], [3, 3, 2, 5], { padding: [0, -1, 0, 0] })).toThrow('padding');
    expect(() => shape([1, 4, 4, 2], [3, 3, 2, 5], { dilations: [1, 0.5] })).toThrow('dilations');
  });
});
