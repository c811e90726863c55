import { forwardPass } from '../../../main/lab/network/forward.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { streamKey } from '../../../main/lab/random/stream.ts';
import type { EngineCase } from '../../lab/training/engine-cases.ts';

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Every architecture that comes with the program (of a family the smallest), on small images. */
export const smallArchitectures: readonly Network[] = (
  [
    ['lenet5', [28, 28, 1], 10],
    ['mlp-32-16', [9, 7, 1], 10],
    ['mlp-bn-32-16', [9, 7, 2], 5],
    ['resnet20-cifar', [32, 32, 3], 10],
    ['wide-resnet-10-0.5', [16, 20, 3], 10],
    ['resnet18', [64, 64, 3], 12],
    ['resnet34', [32, 32, 3], 7],
    ['resnet50', [32, 32, 3], 7],
    ['resnext50-32x4d', [32, 32, 3], 7],
    ['mobilenet-v3-large', [64, 64, 3], 20],
  ] as const
).map(([name, inputShape, classes]) => buildArchitecture(name, { inputShape, classes }));

/** What architectures do not have: all activations, odd padding, dilation, concatenation, dropout, clipping, averages. */
export const everyOperation: Network = withEveryOperation();

function withEveryOperation(): Network {
  const builder = new NetworkBuilder({ name: 'every-operation', inputShape: [12, 10, 3], classes: 4 });
  builder
    .convolution('stem', { channels: 6, kernel: 3, bias: true })
    .activation('gelu', 'gelu')
    .activation('tanh', 'tanh');
  builder.subsample('subsample', 2).padChannels('pad', 1, 2).batchNorm('bn', { epsilon: 1e-3, momentum: 0.01 });
  builder.activation('sigmoid', 'sigmoid').activation('relu6', 'relu6').dropout('dropout', 0.3);
  const network = builder
    .pool('pool', 'max-pool', { window: 2, stride: 1 })
    .flatten('flatten')
    .linear('head', 4)
    .build();
  const [flatten, head] = network.nodes.slice(-2);
  const dilated = { strides: [1, 2], padding: [2, 1, 0, 3], dilations: [2, 1], groups: 3 } as const;
  const averaged = { window: [3, 2], strides: [2, 1], padding: [2, 1, 1, 0] } as const;
  return {
    ...network,
    nodes: [
      ...network.nodes.slice(0, -2),
      {
        op: 'convolution',
        name: 'dilated',
        inputs: ['pool'],
        geometry: dilated,
        parameters: { weight: 'dilated.weight' },
      },
      { op: 'average-pool', name: 'with-padding', inputs: ['dilated'], geometry: averaged },
      { op: 'average-pool', name: 'without-padding', inputs: ['dilated'], geometry: averaged, excludesPadding: true },
      { op: 'concat', name: 'channels', inputs: ['with-padding', 'without-padding'], axis: 3 },
      { op: 'concat', name: 'rows', inputs: ['channels', 'channels'], axis: 1 },
      { op: 'clip', name: 'clip', inputs: ['rows'], minimum: -0.25, maximum: 0.5 },
      { op: 'clip', name: 'floor', inputs: ['clip'], minimum: -0.2 },
      { op: 'add', name: 'sum', inputs: ['clip', 'floor', 'rows'] },
      { op: 'multiply', name: 'product', inputs: ['sum', 'floor', 'rows'] },
      { ...flatten!, inputs: ['product'] },
      head!,
    ] as Network['nodes'],
    parameters: {
      ...network.parameters,
      'dilated.weight': { kind: 'convolution-weight', shape: [2, 3, 3, 6] },
      'head.weight': { kind: 'linear-weight', shape: [288, 4] },
    },
  };
}

/**
 * Weights uniform, of 0.78 of He's variance: with all of it the logits of MobileNetV3 are so large that float32 itself keeps
 * four digits of them, with half of it they hardly depend on the image. Positive scales and variances, everything else
 * around 0, no special value anywhere.
 */
export function randomParameters(network: Network, seed = 1): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(network.parameters).map(([name, { kind, shape }]) => {
      const size = sizeOf(shape);
      if (kind.endsWith('weight')) {
        const largest = Math.sqrt((4.7 * shape.at(-1)!) / size);
        const key = streamKey(seed, name);
        return [name, Float32Array.from({ length: size }, (_, index) => largest * scattered(key ^ index))];
      }
      const normal = statelessNormal(size, [streamKey(seed, name), 1]);
      const isPositive = kind === 'scale' || kind === 'running-variance';
      return [name, normal.map((value) => (isPositive ? Math.exp(value / 4) : value / 5))];
    }),
  );
}

/** To [-1, 1): the finaliser of murmur3, cheap enough for millions of weights. */
function scattered(index: number): number {
  let x = Math.imul(index ^ (index >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/** @returns [n, height, width, channels] */
export function randomImages({ inputShape }: Network, count: number): Float32Array {
  return statelessNormal(count * sizeOf(inputShape), [streamKey(1, 'images'), 0]);
}

/** [n, h, w, c] to [n, c, h, w]. */
export function channelsFirst(images: Float32Array, [height, width, channels]: Network['inputShape']): Float32Array {
  const pixels = height * width;
  return images.map((_, index) => {
    const image = Math.floor(index / (pixels * channels));
    const channel = Math.floor(index / pixels) % channels;
    return images[image * pixels * channels + (index % pixels) * channels + channel]!;
  });
}

/** Logits of a network in inference, [n, classes]. */
export async function logitsOf(
  engine: EngineCase,
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
  images: Float32Array,
): Promise<Float32Array> {
  const count = images.length / sizeOf(network.inputShape);
  const inference = defineProgram({
    inputs: { images: { shape: [count, ...network.inputShape], type: 'float32' } },
    build: (ops, inputs, state) => ({
      outputs: { logits: forwardPass(ops, network, state, inputs['images']!, { batchStatistics: new Set() }).output },
    }),
  });
  const shapes = Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
  const session = (await engine.open()).open(shapes, { inference }, parameters);
  try {
    return (await session.run('inference', { images }))['logits']!;
  } finally {
    session.dispose();
  }
}

/** Largest difference over the largest expected value. */
export function relativeDifference(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let index = 0; index < expected.length; index++) {
    difference = Math.max(difference, Math.abs(values[index]! - expected[index]!));
    largest = Math.max(largest, Math.abs(expected[index]!));
  }
  return values.length === expected.length && largest > 0 ? difference / largest : Number.NaN;
}

/** How far the logits of the first two images lie apart: where they do not, wrong layers give right logits. */
export function dependenceOnImages(logits: Float32Array, classes: number): number {
  return relativeDifference(logits.slice(classes, 2 * classes), logits.slice(0, classes));
}
