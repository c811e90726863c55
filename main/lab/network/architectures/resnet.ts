import type { NetworkBuilder } from '../builder.ts';
import { defineArchitecture } from './architecture.ts';
import type { Architecture } from './architecture.ts';

interface BlockOptions {
  /** Channels of the 3 × 3 convolutions of a ResNet in this stage: 64, 128, 256, 512 */
  readonly planes: number;
  readonly stride: number;
  /** Output channels: planes, or 4 × planes for a bottleneck */
  readonly channels: number;
}

type Block = (builder: NetworkBuilder, name: string, options: BlockOptions) => void;

interface ImageNetResNet {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly block: Block;
  readonly expansion: number;
  /** Blocks in each stage */
  readonly blocks: readonly [number, number, number, number];
}

function imageNetResNet({ block, expansion, blocks, ...about }: ImageNetResNet): Architecture {
  return defineArchitecture({
    ...about,
    size: { inputShape: [224, 224, 3], classes: 1000 },
    construct(builder, { classes }) {
      builder
        .convolution('conv1', { channels: 64, kernel: 7, stride: 2 })
        .batchNorm('bn1')
        .relu('relu')
        .pool('maxpool', 'max-pool', { window: 3, stride: 2, padding: 1 });
      blocks.forEach((count, stage) => {
        const planes = 64 * 2 ** stage;
        for (let index = 0; index < count; index++) {
          const stride = stage > 0 && index === 0 ? 2 : 1;
          block(builder, `layer${stage + 1}.${index}`, { planes, stride, channels: planes * expansion });
        }
      });
      builder.globalAveragePool('avgpool').linear('fc', classes);
    },
  });
}

const basicBlock: Block = (builder, name, { planes, stride, channels }) => {
  const input = builder.feature;
  const residual = builder
    .convolution(`${name}.conv1`, { channels: planes, kernel: 3, stride })
    .batchNorm(`${name}.bn1`)
    .relu(`${name}.relu1`)
    .convolution(`${name}.conv2`, { channels, kernel: 3 })
    .batchNorm(`${name}.bn2`).feature;
  const shortcut = projection(builder.from(input), name, channels, stride);
  builder.from(residual).add(`${name}.add`, shortcut).relu(`${name}.relu2`);
};

/** Stride in the 3 × 3 convolution ("ResNet v1.5"), as torchvision has it; the paper puts it into the first 1 × 1. */
const bottleneck =
  (groups: number, widthPerGroup: number): Block =>
  (builder, name, { planes, stride, channels }) => {
    const input = builder.feature;
    const width = Math.floor((planes * widthPerGroup) / 64) * groups;
    const residual = builder
      .convolution(`${name}.conv1`, { channels: width, kernel: 1 })
      .batchNorm(`${name}.bn1`)
      .relu(`${name}.relu1`)
      .convolution(`${name}.conv2`, { channels: width, kernel: 3, stride, groups })
      .batchNorm(`${name}.bn2`)
      .relu(`${name}.relu2`)
      .convolution(`${name}.conv3`, { channels, kernel: 1 })
      .batchNorm(`${name}.bn3`).feature;
    const shortcut = projection(builder.from(input), name, channels, stride);
    builder.from(residual).add(`${name}.add`, shortcut).relu(`${name}.relu3`);
  };

/** Option B: a 1 × 1 convolution with batch-norm where the shape changes, otherwise the input itself */
function projection(builder: NetworkBuilder, name: string, channels: number, stride: number) {
  if (stride === 1 && builder.channels === channels) return builder.feature;
  return builder.convolution(`${name}.downsample.0`, { channels, kernel: 1, stride }).batchNorm(`${name}.downsample.1`)
    .feature;
}

const residualLearning = 'He, Zhang, Ren and Sun, CVPR 2016 (arXiv:1512.03385). Names and details as in torchvision.';

export const resnet18 = imageNetResNet({
  name: 'resnet18',
  description: 'ResNet-18 for ImageNet.',
  source: residualLearning,
  block: basicBlock,
  expansion: 1,
  blocks: [2, 2, 2, 2],
});

export const resnet34 = imageNetResNet({
  name: 'resnet34',
  description: 'ResNet-34 for ImageNet.',
  source: residualLearning,
  block: basicBlock,
  expansion: 1,
  blocks: [3, 4, 6, 3],
});

export const resnet50 = imageNetResNet({
  name: 'resnet50',
  description: 'ResNet-50 v1.5 (stride in the 3 × 3 convolution) for ImageNet.',
  source: residualLearning,
  block: bottleneck(1, 64),
  expansion: 4,
  blocks: [3, 4, 6, 3],
});

export const resnext50 = imageNetResNet({
  name: 'resnext50-32x4d',
  description: 'ResNeXt-50 with 32 groups of 4 channels for ImageNet.',
  source: 'Xie, Girshick, Dollár, Tu and He, CVPR 2017 (arXiv:1611.05431). Names and details as in torchvision.',
  block: bottleneck(32, 4),
  expansion: 4,
  blocks: [3, 4, 6, 3],
});
