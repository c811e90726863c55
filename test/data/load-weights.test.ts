import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadWeights } from '../../main/data/load-weights.ts';
import type { ExpectedWeight } from '../../main/data/match-weights.ts';
import { readSafetensors, readSafetensorsHeader } from '../../main/data/safetensors.ts';
import { writeSafetensors } from '../../main/data/safetensors-writer.ts';
import { labErrorOf, needsRealData, realData, temporaryFolder } from './support.ts';

describe('loadWeights', () => {
  test('gives our layout under the names of the network', () => {
    const path = join(temporaryFolder(), 'a.safetensors');
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);
    writeSafetensors(path, new Map([['module.fc.weight', { shape: [2, 3], values }]]), { from: 'here' });
    const { weights, metadata } = loadWeights(path, [{ name: 'fc.weight', shape: [2, 3], kind: 'linear-weight' }]);
    expect(metadata.from).toBe('here');
    expect(weights).toEqual(new Map([['fc.weight', { shape: [3, 2], values: Float32Array.of(1, 4, 2, 5, 3, 6) }]]));
  });

  test('names the file of a wrong shape', () => {
    const path = join(temporaryFolder(), 'a.safetensors');
    writeSafetensors(path, new Map([['fc.bias', { shape: [2], values: new Float32Array(2) }]]));
    const error = labErrorOf(
      () => loadWeights(path, [{ name: 'fc.bias', shape: [3], kind: 'bias' }]),
      'weights-mismatch',
    );
    expect(error.message).toContain(path);
  });
});

const real = realData('pretrained', 'resnet20_cifar10_akamaster.safetensors');

describe.skipIf(real.absent)(`the pretrained ResNet-20 ${needsRealData}`, () => {
  test('loads completely: 4-dimensional ones as convolutions, 2-dimensional as linear', () => {
    const expected = [...readSafetensorsHeader(real.path).tensors].map(([name, { shape }]): ExpectedWeight => {
      const kind = shape.length === 4 ? 'convolution-weight' : shape.length === 2 ? 'linear-weight' : 'bias';
      return { name, shape, kind };
    });
    const { weights } = loadWeights(real.path, expected);
    expect(weights.size).toBe(97);
    const theirs = readSafetensors(real.path, ['layer2.0.conv1.weight']).tensors.get('layer2.0.conv1.weight')!;
    const ours = weights.get('layer2.0.conv1.weight')!;
    expect(ours.shape).toEqual([3, 3, 16, 32]);
    // Output 20, input 5, row 2, column 1
    expect(ours.values[((2 * 3 + 1) * 16 + 5) * 32 + 20]).toBe(theirs.values[((20 * 16 + 5) * 3 + 2) * 3 + 1]);
  });
});
