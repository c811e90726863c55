import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GlobalAveragePoolNode, PoolingNode } from '../../../../main/lab/network/network.ts';
import { ruleOf } from '../../../../main/lab/network/rules/layer-rules.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { tensor } from '../../../support/reference-tensor.ts';

describe.each(['max-pool', 'average-pool'] as const)('%s', (op) => {
  function node(geometry: Partial<PoolingNode['geometry']>): PoolingNode {
    const plain = { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] } as const;
    return { name: 'pool', op, inputs: ['input'], geometry: { ...plain, ...geometry } };
  }

  test('gradients of windows side by side, overlapping and over padding', () => {
    expectRuleGradients({ node: node({}), inputs: [normalTensor([2, 4, 4, 3], 'input')] });
    expectRuleGradients({
      node: node({ window: [3, 3], padding: [1, 1, 1, 1] }),
      inputs: [normalTensor([2, 6, 5, 2], 'input')],
    });
    expectRuleGradients({
      node: node({ window: [3, 2], strides: [1, 2], padding: [2, 0, 1, 0] }),
      inputs: [normalTensor([1, 5, 4, 2], 'input')],
    });
  });

  test('gradients of random windows', () => {
    const size = fc.integer({ min: 1, max: 3 });
    const extra = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.tuple(size, size), fc.tuple(size, size), fc.tuple(extra, extra), (window, strides, more) => {
        const padding = [window[0] - 1, 0, 0, window[1] - 1] as const;
        const x = normalTensor([1, window[0] + more[0], window[1] + more[1], 2], 'input');
        expectRuleGradients({ node: node({ window, strides, padding }), inputs: [x] });
      }),
      { seed: 11, numRuns: 25 },
    );
  });

  test('refuses windows that fit nowhere or lie in padding alone', () => {
    const shape = (geometry: Partial<PoolingNode['geometry']>) => () =>
      ruleOf(node({})).shape(node(geometry), [[1, 2, 2, 1]], {});
    expect(shape({})()).toEqual([1, 1, 1, 1]);
    expect(shape({ window: [3, 3] })).toThrow('Node pool: Its window is larger');
    expect(shape({ padding: [2, 0, 0, 0] })).toThrow('without a pixel');
    expect(shape({ window: [0, 2] })).toThrow('window');
  });
});

describe('global average pool', () => {
  const node: GlobalAveragePoolNode = { name: 'pool', op: 'global-average-pool', inputs: ['a'], keepSpatial: false };

  test('is the mean over pixels', () => {
    const x = tensor([1, 10, 3, 30, 5, 50, 7, 70], [1, 2, 2, 2]);
    expect(forwardOf({ node, inputs: [x] }).output).toEqual(tensor([4, 40], [1, 2]));
    expect(forwardOf({ node: { ...node, keepSpatial: true }, inputs: [x] }).output.shape).toEqual([1, 1, 1, 2]);
  });

  test('gradients', () => {
    expectRuleGradients({ node, inputs: [normalTensor([2, 3, 2, 3], 'input')] });
    expectRuleGradients({ node: { ...node, keepSpatial: true }, inputs: [normalTensor([2, 3, 2, 3], 'input')] });
  });
});
