import { z } from 'zod';
import type { ConvolutionOptions, NetworkBuilder } from '../builder.ts';
import type { ActivationName } from '../network.ts';
import { defineArchitecture } from './architecture.ts';

/** One row of the paper's Table 1. */
interface Bottleneck {
  readonly kernel: number;
  /** Channels after the 1 × 1 expansion */
  readonly expanded: number;
  readonly channels: number;
  readonly squeezeExcitation: boolean;
  readonly activation: ActivationName;
  readonly stride: number;
}

const row = (
  kernel: number,
  expanded: number,
  channels: number,
  squeeze: 'SE' | '-',
  activation: 'RE' | 'HS',
  stride: number,
): Bottleneck => ({
  kernel,
  expanded,
  channels,
  squeezeExcitation: squeeze === 'SE',
  activation: activation === 'RE' ? 'relu' : 'hard-swish',
  stride,
});

const largeBottlenecks: readonly Bottleneck[] = [
  row(3, 16, 16, '-', 'RE', 1),
  row(3, 64, 24, '-', 'RE', 2),
  row(3, 72, 24, '-', 'RE', 1),
  row(5, 72, 40, 'SE', 'RE', 2),
  row(5, 120, 40, 'SE', 'RE', 1),
  row(5, 120, 40, 'SE', 'RE', 1),
  row(3, 240, 80, '-', 'HS', 2),
  row(3, 200, 80, '-', 'HS', 1),
  row(3, 184, 80, '-', 'HS', 1),
  row(3, 184, 80, '-', 'HS', 1),
  row(3, 480, 112, 'SE', 'HS', 1),
  row(3, 672, 112, 'SE', 'HS', 1),
  row(5, 672, 160, 'SE', 'HS', 2),
  row(5, 960, 160, 'SE', 'HS', 1),
  row(5, 960, 160, 'SE', 'HS', 1),
];

/** Torchvision's settings for all batch-norms of MobileNetV3 */
const batchNorm = { epsilon: 0.001, momentum: 0.01 };

/** Torchvision's Conv2dNormActivation: NAME.0 convolution, NAME.1 batch-norm, NAME.2 activation */
function normedConvolution(
  builder: NetworkBuilder,
  name: string,
  options: ConvolutionOptions,
  activation?: ActivationName,
): void {
  builder.convolution(`${name}.0`, options).batchNorm(`${name}.1`, batchNorm);
  if (activation !== undefined) builder.activation(`${name}.2`, activation);
}

function squeezeExcitation(builder: NetworkBuilder, name: string): void {
  const input = builder.feature;
  const channels = builder.channels;
  builder
    .globalAveragePool(`${name}.avgpool`, { keepSpatial: true })
    .convolution(`${name}.fc1`, { channels: multipleOf8(Math.floor(channels / 4)), kernel: 1, bias: true })
    .activation(`${name}.activation`, 'relu')
    .convolution(`${name}.fc2`, { channels, kernel: 1, bias: true })
    .activation(`${name}.scale_activation`, 'hard-sigmoid')
    .scaleChannels(`${name}.multiply`, input);
}

/** The nearest multiple of 8, at least 8 and never more than 10 % below: torchvision's `_make_divisible` */
function multipleOf8(channels: number): number {
  const rounded = Math.max(8, Math.floor((channels + 4) / 8) * 8);
  return rounded < 0.9 * channels ? rounded + 8 : rounded;
}

function invertedResidual(builder: NetworkBuilder, name: string, bottleneck: Bottleneck): void {
  const { kernel, expanded, channels, activation, stride } = bottleneck;
  const input = builder.feature;
  const inputChannels = builder.channels;
  let part = 0;
  const next = () => `${name}.block.${part++}`;
  if (expanded !== inputChannels) {
    normedConvolution(builder, next(), { channels: expanded, kernel: 1 }, activation);
  }
  normedConvolution(builder, next(), { channels: expanded, kernel, stride, groups: expanded }, activation);
  if (bottleneck.squeezeExcitation) squeezeExcitation(builder, next());
  normedConvolution(builder, next(), { channels, kernel: 1 });
  if (stride === 1 && inputChannels === channels) builder.add(`${name}.add`, input);
}

export const mobileNetV3Large = defineArchitecture({
  name: 'mobilenet-v3-large',
  description: 'MobileNetV3-Large for ImageNet: depthwise convolutions, squeeze-and-excitation, hard-swish.',
  source:
    'Howard, Sandler, Chu et al., ICCV 2019 (arXiv:1905.02244), Table 1. Names and details as in torchvision (mobilenet_v3_large).',
  size: { inputShape: [224, 224, 3], classes: 1000 },
  options: {
    /** Before the last linear layer */
    dropout: z.number().min(0).lt(1).default(0.2),
  },
  construct(builder, { classes, dropout }) {
    normedConvolution(builder, 'features.0', { channels: 16, kernel: 3, stride: 2 }, 'hard-swish');
    largeBottlenecks.forEach((bottleneck, index) => {
      invertedResidual(builder, `features.${index + 1}`, bottleneck);
    });
    const last = `features.${largeBottlenecks.length + 1}`;
    normedConvolution(builder, last, { channels: 6 * builder.channels, kernel: 1 }, 'hard-swish');
    builder
      .globalAveragePool('avgpool')
      .linear('classifier.0', 1280)
      .activation('classifier.1', 'hard-swish')
      .dropout('classifier.2', dropout)
      .linear('classifier.3', classes);
  },
});
