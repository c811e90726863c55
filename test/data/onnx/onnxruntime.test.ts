import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { exportOnnx } from '../../../main/data/onnx/export-onnx.ts';
import type { Quantization } from '../../../main/contract/profile.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import { codedValues, weightCodes, type WeightCodes } from '../../../main/lab/noise/weight-codes.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { graph, wasm } from '../../lab/training/engine-cases.ts';
import {
  channelsFirst,
  dependenceOnImages,
  everyOperation,
  logitsOf,
  randomImages,
  randomParameters,
  relativeDifference,
  smallArchitectures,
} from './onnx-networks.ts';

/** Logits of another program for a file we wrote. */
async function runtimeLogits(file: Uint8Array, network: Network, images: Float32Array): Promise<Float32Array> {
  const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
  const [height, width, channels] = network.inputShape;
  const count = images.length / (height * width * channels);
  const input = new Tensor('float32', channelsFirst(images, network.inputShape), [count, channels, height, width]);
  const outputs = await session.run({ input });
  await session.release();
  return outputs[network.nodes.at(-1)!.name]!.data as Float32Array;
}

const networks: readonly (readonly [string, Network, readonly number[]])[] = [
  ['ResNet-20', buildArchitecture('resnet20-cifar'), [1, 5]],
  ['MobileNetV3-Large', buildArchitecture('mobilenet-v3-large'), [2]],
  ['every other operation', everyOperation, [1, 4]],
  ...smallArchitectures.slice(0, 3).map((network) => [network.name, network, [3]] as const),
];

describe.each(networks)('%s', (_, network, counts) => {
  for (const engine of [wasm, graph]) {
    test.skipIf(engine.missing)(`onnxruntime gives our logits on ${engine.title}`, async () => {
      const parameters = randomParameters(network);
      const file = exportOnnx(network, parameters, { version: '1.2.3' });
      for (const count of counts) {
        const images = randomImages(network, count);
        const ours = await logitsOf(engine, network, parameters, images);
        const difference = relativeDifference(ours, await runtimeLogits(file, network, images));
        if (count > 1) expect(dependenceOnImages(ours, network.classes)).toBeGreaterThan(0.01);
        expect(difference).toBeLessThan(1e-4);
      }
    });
  }
});

test.each([
  { scheme: 'symmetric', bits: 8, granularity: 'channel', rounding: 'half-even' },
  { scheme: 'affine', bits: 4, granularity: 'channel', rounding: 'half-even' },
  { scheme: 'affine', bits: 12, granularity: 'layer', rounding: 'half-even' },
  { scheme: 'binary', scale: 'mean-abs', clip: 1 },
] as const satisfies readonly Quantization[])('onnxruntime makes our weights of codes: %o', async (quantization) => {
  const network = buildArchitecture('resnet20-cifar');
  const parameters = randomParameters(network);
  const codes: Record<string, WeightCodes> = {};
  for (const [name, { kind, shape }] of Object.entries(network.parameters)) {
    if (kind.endsWith('weight')) codes[name] = weightCodes(parameters[name]!, shape, quantization);
  }
  const coded = Object.fromEntries(Object.entries(codes).map(([name, each]) => [name, codedValues(each)]));
  const images = randomImages(network, 2);
  const ours = await logitsOf(wasm, network, { ...parameters, ...coded }, images);
  const theirs = await runtimeLogits(exportOnnx(network, parameters, { version: '1.2.3', codes }), network, images);
  expect(relativeDifference(ours, theirs)).toBeLessThan(1e-4);
  expect(relativeDifference(await logitsOf(wasm, network, parameters, images), theirs)).toBeGreaterThan(1e-4);
});
