import { expect, test } from 'vitest';
import type { PoolingNode } from '../../../../main/lab/network/network.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { tensor } from '../../../support/reference-tensor.ts';

const average = (geometry: PoolingNode['geometry']): PoolingNode => ({
  op: 'average-pool',
  name: 'pool',
  inputs: ['a'],
  geometry,
  excludesPadding: true,
});

test('divides by the pixels of the image alone', () => {
  const node = average({ window: [2, 2], strides: [2, 2], padding: [1, 1, 1, 0] });
  const x = tensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]);
  expect([...forwardOf({ node, inputs: [x] }).output.values]).toEqual([1, 2.5, 4, 5.5]);
});

test('gradients', () => {
  const inputs = [normalTensor([2, 5, 4, 2], 'input')];
  expectRuleGradients({ node: average({ window: [3, 2], strides: [2, 1], padding: [2, 1, 1, 0] }), inputs });
  expectRuleGradients({ node: average({ window: [3, 3], strides: [1, 1], padding: [1, 1, 1, 1] }), inputs });
});
