import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import { isTrainableKind, matmulLayers } from '../../../../main/lab/network/network.ts';
import type { Network } from '../../../../main/lab/network/network.ts';

function parameterCount(network: Network): number {
  return Object.values(network.parameters)
    .filter(({ kind }) => isTrainableKind(kind))
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
}

describe('matmul layers', () => {
  test.each([
    ['resnet18', 21],
    ['resnet34', 37],
    ['resnet50', 54],
    ['resnext50-32x4d', 54],
    ['mobilenet-v3-large', 64],
  ])("%s has %i, as in SAFT's Table 4", (name, count) => {
    expect(matmulLayers(buildArchitecture(name))).toHaveLength(count);
  });

  test.each([20, 32, 44, 56, 110])('resnet%i-cifar has as many as its name says', (depth) => {
    expect(matmulLayers(buildArchitecture(`resnet${depth}-cifar`))).toHaveLength(depth);
  });

  test('wide-resnet-28-10 has 29: the depth of 28 and the classifier', () => {
    // Depth 6n + 4 counts the stem, 6n block convolutions and three shortcuts; the classifier comes on top.
    expect(matmulLayers(buildArchitecture('wide-resnet-28-10'))).toHaveLength(29);
  });
});

describe('published parameter counts', () => {
  test.each([
    ['resnet18', 11_689_512],
    ['resnet34', 21_797_672],
    ['resnet50', 25_557_032],
    ['resnext50-32x4d', 25_028_904],
    ['mobilenet-v3-large', 5_483_032],
    ['wide-resnet-28-10', 36_479_194],
  ])('%s: %i', (name, count) => {
    expect(parameterCount(buildArchitecture(name))).toBe(count);
  });

  test.each([
    [20, 269_722],
    [32, 464_154],
    [44, 658_586],
    [56, 853_018],
    [110, 1_727_962],
  ])('resnet%i-cifar: %i, which is what its depth makes', (depth, count) => {
    const n = (depth - 2) / 6;
    const stage = (inputs: number, channels: number) =>
      9 * (inputs * channels + (2 * n - 1) * channels ** 2) + 2 * n * 2 * channels;
    const derived = 9 * 3 * 16 + 2 * 16 + stage(16, 16) + stage(16, 32) + stage(32, 64) + 64 * 10 + 10;
    expect(derived).toBe(count);
    expect(parameterCount(buildArchitecture(`resnet${depth}-cifar`))).toBe(count);
  });

  test.each([
    [10, 0.5],
    [10, 1],
    [16, 4],
    [28, 10],
    [40, 4],
  ])('wide-resnet-%i-%i is what depth and width make', (depth, width) => {
    const n = (depth - 4) / 6;
    const group = (inputs: number, channels: number) =>
      9 * (inputs * channels + (2 * n - 1) * channels ** 2) +
      (inputs === channels ? 0 : inputs * channels) +
      2 * (inputs + (2 * n - 1) * channels);
    const [first, second, third] = [16 * width, 32 * width, 64 * width];
    const derived =
      9 * 3 * 16 + group(16, first) + group(first, second) + group(second, third) + 2 * third + third * 10 + 10;
    expect(parameterCount(buildArchitecture(`wide-resnet-${depth}-${width}`))).toBe(derived);
  });

  test('lenet5 on 32 × 32 images and on padded 28 × 28 images: 61,706', () => {
    expect(parameterCount(buildArchitecture('lenet5', { inputShape: [32, 32, 1] }))).toBe(61_706);
    expect(parameterCount(buildArchitecture('lenet5', { inputShape: [28, 28, 1] }))).toBe(61_706);
  });

  test('mlp-bn-256-128 on 28 × 28 images has a scale and a shift in place of each bias', () => {
    expect(parameterCount(buildArchitecture('mlp-bn-256-128'))).toBe(786 * 256 + 258 * 128 + 129 * 10);
  });

  test('mlp-256-128 on 28 × 28 images', () => {
    expect(parameterCount(buildArchitecture('mlp-256-128'))).toBe(785 * 256 + 257 * 128 + 129 * 10);
  });
});
