import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import { torchShape } from './torch-layout.ts';

const folder = '../shared/data/pretrained';

/** Shapes by name from a safetensors header: its length in 8 bytes, then JSON. */
function safetensorsShapes(path: string): Record<string, readonly number[]> {
  const bytes = readFileSync(path);
  const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString('utf8'));
  const tensors = Object.entries<{ shape: number[] }>(header).filter(
    ([name]) => name !== '__metadata__' && !name.endsWith('num_batches_tracked'),
  );
  return Object.fromEntries(tensors.map(([name, { shape }]) => [name, shape]));
}

describe.skipIf(!existsSync(folder))(`pretrained CIFAR ResNets (needs ${folder})`, () => {
  test.each([20, 32])('resnet%i-cifar has the names and shapes of the published weights', (depth) => {
    const { parameters } = buildArchitecture(`resnet${depth}-cifar`);
    const ours = Object.entries(parameters).map(([name, specification]) => [name, torchShape(specification)]);
    expect(Object.fromEntries(ours)).toEqual(
      safetensorsShapes(`${folder}/resnet${depth}_cifar10_akamaster.safetensors`),
    );
  });
});
