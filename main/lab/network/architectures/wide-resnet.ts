import { z } from 'zod';
import { LabError } from '../../../contract/errors.ts';
import type { NetworkBuilder } from '../builder.ts';
import { defineArchitecture } from './architecture.ts';
import type { Architecture, ArchitectureFamily } from './architecture.ts';

/**
 * WRN-depth-width for CIFAR: 6n + 4 weighted layers, three groups of n pre-activation basic blocks with 16k, 32k and 64k
 * channels. Where the channels change, the shortcut is a 1 × 1 convolution of the activated input.
 *
 * Names follow xternalz/WideResNet-pytorch (MIT), which many papers and robustness benchmarks build on: `conv1`,
 * `blockG.layer.I.{bn1, conv1, bn2, conv2, convShortcut}` with G = 1..3 and I = 0..n-1, `bn1`, `fc`.
 *
 * The paper's k is a whole number. Fractions, which make networks narrower than 16, 32, 64 channels, are ours; the first
 * convolution keeps its 16 channels at every width.
 * @param depth 6n + 4 with n >= 1
 * @param width k, a multiple of 1/16, so that channels are whole
 */
export function wideResNet(depth: number, width: number): Architecture {
  return defineArchitecture({
    name: `wide-resnet-${depth}-${width}`,
    description: `Wide ResNet of depth ${depth} and width ${width} for CIFAR, pre-activation blocks.`,
    source: 'Zagoruyko and Komodakis, BMVC 2016 (arXiv:1605.07146). Names as in xternalz/WideResNet-pytorch.',
    size: { inputShape: [32, 32, 3], classes: 10 },
    options: {
      /** Between the two convolutions of a block; the paper uses 0.3 where it uses any */
      dropout: z.number().min(0).lt(1).default(0),
    },
    construct(builder, { classes, dropout }) {
      builder.convolution('conv1', { channels: 16, kernel: 3 });
      [16, 32, 64].forEach((channels, group) => {
        for (let index = 0; index < (depth - 4) / 6; index++) {
          preActivationBlock(builder, `block${group + 1}.layer.${index}`, {
            channels: channels * width,
            stride: group > 0 && index === 0 ? 2 : 1,
            dropout,
          });
        }
      });
      builder.batchNorm('bn1').relu('relu').globalAveragePool('avgpool').linear('fc', classes);
    },
  });
}

interface BlockOptions {
  readonly channels: number;
  readonly stride: number;
  readonly dropout: number;
}

function preActivationBlock(builder: NetworkBuilder, name: string, { channels, stride, dropout }: BlockOptions): void {
  const input = builder.feature;
  const sameChannels = builder.channels === channels;
  const activated = builder.batchNorm(`${name}.bn1`).relu(`${name}.relu1`).feature;
  const residual = builder
    .convolution(`${name}.conv1`, { channels, kernel: 3, stride })
    .batchNorm(`${name}.bn2`)
    .relu(`${name}.relu2`)
    .dropout(`${name}.dropout`, dropout)
    .convolution(`${name}.conv2`, { channels, kernel: 3 }).feature;
  const shortcut = sameChannels
    ? input
    : builder.from(activated).convolution(`${name}.convShortcut`, { channels, kernel: 1, stride }).feature;
  builder.from(residual).add(`${name}.add`, shortcut);
}

export const wideResNets: ArchitectureFamily = {
  title: 'Wide ResNet for CIFAR',
  pattern: 'wide-resnet-DEPTH-WIDTH',
  examples: ['wide-resnet-10-0.5', 'wide-resnet-16-4', 'wide-resnet-16-8', 'wide-resnet-28-10', 'wide-resnet-40-4'],
  parse(name) {
    const match = /^wide-resnet-(\d+)-(\d+(?:\.\d+)?)$/.exec(name);
    if (match === null) return undefined;
    const [depth, width] = [Number(match[1]), Number(match[2])];
    const isWidth = Number.isInteger(16 * width) && width > 0 && width <= 64;
    if (depth < 10 || depth > 1000 || depth % 6 !== 4 || !isWidth) {
      throw new LabError(
        'invalid-specification',
        `There is no Wide ResNet of depth ${depth} and width ${width}: the depth is 6n + 4, from 10 to 1000, ` +
          'the width 1 to 64 or a fraction in sixteenths.',
        'Use for example wide-resnet-28-10, wide-resnet-16-4 or wide-resnet-10-0.5.',
      );
    }
    return wideResNet(depth, width);
  },
};
