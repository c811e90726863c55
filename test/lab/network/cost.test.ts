import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { networkCost } from '../../../main/lab/network/cost.ts';
import { trainableParameters } from '../../../main/lab/network/gradient-needs.ts';
import { smallResidualNetwork as network } from '../../support/reference-networks.ts';

const conv1 = 25 * 2 * 9 * 2;
const blockConv1 = 9 * 3 * 9 * 2;
const blockConv2 = 9 * 3 * 9 * 3;
const fc = 3 * 3;
const forward = conv1 + blockConv1 + blockConv2 + fc;

describe('arithmetic of a training step', () => {
  test('everything: 3 F less the input gradient of the first layer', () => {
    const cost = networkCost(network, trainableParameters(network));
    expect(cost.forward).toBe(forward);
    expect(cost.weightGradients).toBe(forward);
    expect(cost.inputGradients).toBe(forward - conv1);
    expect(cost.total).toBe(3 * forward - conv1);
    expect(cost.speedupBound).toBe(1);
    expect(cost.layers.map(({ name }) => name)).toEqual(['conv1', 'block.conv1', 'block.conv2', 'fc']);
    expect(cost.layers[1]).toEqual({
      name: 'block.conv1',
      forward: blockConv1,
      inputGradients: blockConv1,
      weightGradients: blockConv1,
    });
  });

  test('first and last layer: below 1.5 times less', () => {
    const cost = networkCost(network, new Set(['conv1.weight', 'fc.weight', 'fc.bias']));
    expect(cost.weightGradients).toBe(conv1 + fc);
    expect(cost.inputGradients).toBe(forward - conv1);
    expect(cost.speedupBound).toBeCloseTo((3 * forward - conv1) / (2 * forward + fc), 12);
    expect(cost.speedupBound).toBeLessThan(1.5);
  });

  test('last layer alone: no input gradient', () => {
    const cost = networkCost(network, new Set(['fc.weight']));
    expect(cost.inputGradients).toBe(0);
    expect(cost.total).toBe(forward + fc);
  });

  test('a norm before a frozen layer asks for its input gradient', () => {
    expect(networkCost(network, new Set(['block.bn1.weight'])).inputGradients).toBe(blockConv2 + fc);
  });

  test('nothing trained: one forward pass', () => {
    expect(networkCost(network, new Set()).total).toBe(forward);
  });
});

test.each([
  ['resnet18', 1.814],
  ['resnet34', 3.664],
  ['resnet50', 4.089],
  ['resnext50-32x4d', 4.23],
  ['mobilenet-v3-large', 0.217],
])('%s: %d billion multiply-accumulates an image, as torchvision publishes', (name, billions) => {
  const { forward } = networkCost(buildArchitecture(name), new Set());
  expect(Number((forward / 1e9).toFixed(3))).toBe(billions);
});
