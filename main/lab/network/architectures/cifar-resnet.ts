import { LabError } from '../../../contract/errors.ts';
import type { NetworkBuilder } from '../builder.ts';
import { defineArchitecture } from './architecture.ts';
import type { Architecture, ArchitectureFamily } from './architecture.ts';

/**
 * A CIFAR ResNet: 6n + 2 weighted layers, three stages of n basic blocks with 16, 32 and 64 channels, and shortcuts
 * without parameters (option A: every second pixel, zero channels on both sides).
 * @param depth 6n + 2 with n >= 1
 */
export function cifarResNet(depth: number): Architecture {
  return defineArchitecture({
    name: `resnet${depth}-cifar`,
    description: `ResNet-${depth} for CIFAR with parameter-free shortcuts.`,
    source:
      'He, Zhang, Ren and Sun, CVPR 2016 (arXiv:1512.03385), section 4.2. Names as in akamaster/pytorch_resnet_cifar10.',
    size: { inputShape: [32, 32, 3], classes: 10 },
    construct(builder, { classes }) {
      builder.convolution('conv1', { channels: 16, kernel: 3 }).batchNorm('bn1').relu('relu');
      [16, 32, 64].forEach((channels, stage) => {
        for (let block = 0; block < (depth - 2) / 6; block++) {
          basicBlock(builder, `layer${stage + 1}.${block}`, channels, stage > 0 && block === 0 ? 2 : 1);
        }
      });
      builder.globalAveragePool('avgpool').linear('linear', classes);
    },
  });
}

function basicBlock(builder: NetworkBuilder, name: string, channels: number, stride: number): void {
  const input = builder.feature;
  if (stride > 1) {
    const added = channels - builder.channels;
    builder.subsample(`${name}.shortcut.subsample`, stride).padChannels(`${name}.shortcut.pad`, added / 2, added / 2);
  }
  const shortcut = builder.feature;
  builder
    .from(input)
    .convolution(`${name}.conv1`, { channels, kernel: 3, stride })
    .batchNorm(`${name}.bn1`)
    .relu(`${name}.relu1`)
    .convolution(`${name}.conv2`, { channels, kernel: 3 })
    .batchNorm(`${name}.bn2`)
    .add(`${name}.add`, shortcut)
    .relu(`${name}.relu2`);
}

export const cifarResNets: ArchitectureFamily = {
  title: 'ResNet for CIFAR',
  pattern: 'resnetDEPTH-cifar',
  examples: [20, 32, 44, 56, 110].map((depth) => `resnet${depth}-cifar`),
  parse(name) {
    const match = /^resnet(\d+)-cifar$/.exec(name);
    if (match === null) return undefined;
    const depth = Number(match[1]);
    if (depth < 8 || depth > 1202 || depth % 6 !== 2) {
      throw new LabError(
        'invalid-specification',
        `There is no ResNet-${depth} for CIFAR: its depth is 6n + 2, from 8 to 1202.`,
        'Use resnet20-cifar, resnet32-cifar, resnet44-cifar, resnet56-cifar or resnet110-cifar.',
      );
    }
    return cifarResNet(depth);
  },
};
