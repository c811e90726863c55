import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Quantization } from '../../../main/contract/profile.ts';
import { quantizationSchema } from '../../../main/contract/profile.ts';
import { codedWeights, weightsSafetensors } from '../../../main/data/network-files/weights-safetensors.ts';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { weightFromTorch } from '../../../main/data/weights-layout.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../../main/lab/network/initialisation.ts';
import { codedValues } from '../../../main/lab/noise/weight-codes.ts';
import { readNetworkWeights } from '../../../main/runs/job/network-weights.ts';
import { temporaryFolder } from '../support.ts';

const network = buildArchitecture('lenet5', { inputShape: [16, 16, 1], classes: 4 });

function written(parts: readonly Uint8Array[]): string {
  const path = join(temporaryFolder(), 'n.safetensors');
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

test('weights come back bit by bit, NaN payloads of other parameters included', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
      const parameters = initialParameters(network, seed);
      parameters['fc3.bias'] = Float32Array.of(-0, 1e-45, 3.4e38, 0.1);
      const back = readNetworkWeights(network, written(weightsSafetensors(network, parameters, {})));
      for (const [name, values] of Object.entries(parameters)) {
        expect(new Uint32Array(back[name]!.buffer.slice(0)), name).toEqual(new Uint32Array(values.slice().buffer));
      }
    }),
    { numRuns: 10 },
  );
});

test.each([
  [{ bits: 8 }, 'Int8Array', false],
  [{ bits: 4, granularity: 'channel' }, 'Int8Array', false],
  [{ bits: 12 }, 'Int16Array', false],
  [{ bits: 8, scheme: 'affine' }, 'Uint8Array', true],
  [{ bits: 16, scheme: 'affine', granularity: 'channel' }, 'Uint16Array', true],
  [{ scheme: 'binary' }, 'Int8Array', false],
] as const)('codes of %o are whole numbers in a file', (given, array, hasZeroPoint) => {
  const quantization: Quantization = quantizationSchema.parse(given);
  const parameters = initialParameters(network, 1);
  const coded = codedWeights(network, parameters, { quantization, except: ['fc3'] });
  expect(Object.keys(coded)).toEqual(['conv1.weight', 'conv2.weight', 'fc1.weight', 'fc2.weight']);
  const { tensors, metadata } = readSafetensors(written(weightsSafetensors(network, parameters, { run: '7' }, coded)));
  expect(metadata).toMatchObject({ run: '7', architecture: 'lenet5' });
  expect(tensors.has('conv2.weight')).toBe(false);
  expect(tensors.get('fc3.weight')!.values).toBeInstanceOf(Float32Array);
  const codes = tensors.get('conv2.weight.codes')!;
  expect(codes.values.constructor.name).toBe(array);
  expect(codes.shape).toEqual([16, 6, 5, 5]);
  expect(tensors.has('conv2.weight.zero_point')).toBe(hasZeroPoint);
  const turned = weightFromTorch('convolution-weight', {
    shape: codes.shape,
    values: Float32Array.from(codes.values as Int8Array),
  });
  const scale = tensors.get('conv2.weight.scale')!.values as Float32Array;
  const zeroPoint = tensors.get('conv2.weight.zero_point')?.values as Uint8Array | undefined;
  const read = { codes: Int32Array.from(turned.values) as never, scale, ...(zeroPoint && { zeroPoint }) };
  expect(codedValues(read)).toEqual(codedValues(coded['conv2.weight']!));
});
