import { describe, expect, test } from 'vitest';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';

const builder = (inputShape: readonly [number, number, number] = [9, 12, 4]) =>
  new NetworkBuilder({ name: 'trial', inputShape, classes: 3 });

describe('shapes', () => {
  test('are tracked through every kind of node', () => {
    const network = builder()
      .convolution('conv', { channels: 8, kernel: 3, stride: 2, groups: 2, bias: true })
      .batchNorm('bn')
      .relu('relu')
      .pool('pool', 'max-pool', { window: 3, stride: 1, padding: 1 })
      .subsample('subsample', 2)
      .padChannels('pad', 1, 3)
      .dropout('dropout', 0.5)
      .flatten('flatten')
      .linear('linear', 3);
    const { nodes, parameters } = network.build();
    expect(nodes.map((node) => node.op)).toEqual([
      'convolution',
      'batch-norm',
      'activation',
      'max-pool',
      'subsample',
      'pad',
      'dropout',
      'flatten',
      'linear',
    ]);
    expect(Object.fromEntries(Object.entries(parameters).map(([name, { shape }]) => [name, shape]))).toEqual({
      'conv.weight': [3, 3, 2, 8],
      'conv.bias': [8],
      'bn.weight': [8],
      'bn.bias': [8],
      'bn.running_mean': [8],
      'bn.running_var': [8],
      // 9 x 12 -> 5 x 6 -> 3 x 3, 12 channels
      'linear.weight': [108, 3],
      'linear.bias': [3],
    });
  });

  test('a squeeze-and-excitation branch scales what it has read', () => {
    const network = builder();
    const input = network.feature;
    const output = network
      .globalAveragePool('pool', { keepSpatial: true })
      .activation('gate', 'hard-sigmoid')
      .scaleChannels('scale', input).feature;
    expect(output.shape).toEqual([9, 12, 4]);
    expect(network.globalAveragePool('mean').linear('linear', 3).build().nodes[2].inputs).toEqual(['input', 'gate']);
  });
});

describe('defects are errors', () => {
  test('a name twice', () => {
    expect(() => builder().relu('a').relu('a')).toThrow('two nodes named a');
    expect(() => builder().relu('input')).toThrow('two nodes named input');
  });

  test('shapes that cannot be added or scaled', () => {
    const network = builder();
    const input = network.feature;
    expect(() => network.subsample('half', 2).add('sum', input)).toThrow('cannot be added');
    expect(() => network.scaleChannels('scale', input)).toThrow('does not scale');
  });

  test('groups that do not divide the channels', () => {
    expect(() => builder().convolution('conv', { channels: 6, kernel: 1, groups: 3 })).toThrow('3 groups');
  });

  test('a dense layer on an image, a window on a vector, an end without classes', () => {
    expect(() => builder().linear('linear', 3)).toThrow('reads a vector');
    expect(() => builder().flatten('flat').convolution('conv', { channels: 1, kernel: 1 })).toThrow('over a vector');
    expect(() => builder().flatten('flat').build()).toThrow('not in 3 classes');
  });
});

test('an image smaller than a window is the fault of the input', () => {
  expect(() => builder([4, 9, 1]).pool('pool', 'average-pool', { window: 5 })).toThrow(
    expect.objectContaining({ code: 'invalid-specification', message: expect.stringContaining('4 × 9') }),
  );
});
