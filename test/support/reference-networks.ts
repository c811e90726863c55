import type { BatchNormNode, ConvolutionNode, Network, NetworkNode } from '../../main/lab/network/network.ts';
import type { ParameterSpecification } from '../../main/lab/network/network.ts';

function convolution(name: string, input: string, stride: number): ConvolutionNode {
  const geometry = { strides: [stride, stride], padding: [1, 1, 1, 1], dilations: [1, 1], groups: 1 } as const;
  return { name, op: 'convolution', inputs: [input], geometry, parameters: { weight: `${name}.weight` } };
}

function batchNorm(name: string, input: string): BatchNormNode {
  const parameters = {
    scale: `${name}.weight`,
    shift: `${name}.bias`,
    runningMean: `${name}.running_mean`,
    runningVariance: `${name}.running_var`,
  };
  return { name, op: 'batch-norm', inputs: [input], epsilon: 1e-5, momentum: 0.1, parameters };
}

function relu(name: string, input: string): NetworkNode {
  return { name, op: 'activation', activation: 'relu', inputs: [input] };
}

function convolutionParameters(name: string, inputs: number, outputs: number): Record<string, ParameterSpecification> {
  return { [`${name}.weight`]: { kind: 'convolution-weight', shape: [3, 3, inputs, outputs] } };
}

function batchNormParameters(name: string, channels: number): Record<string, ParameterSpecification> {
  return {
    [`${name}.weight`]: { kind: 'scale', shape: [channels] },
    [`${name}.bias`]: { kind: 'shift', shape: [channels] },
    [`${name}.running_mean`]: { kind: 'running-mean', shape: [channels] },
    [`${name}.running_var`]: { kind: 'running-variance', shape: [channels] },
  };
}

/**
 * A CIFAR ResNet in miniature, on images [5, 5, 2] with 3 classes: a stem, one block that halves the image and doubles
 * the channels, with the parameter-free shortcut, then pooling and a linear layer.
 */
export const smallResidualNetwork: Network = {
  name: 'small-residual',
  inputShape: [5, 5, 2],
  classes: 3,
  nodes: [
    convolution('conv1', 'input', 1),
    batchNorm('bn1', 'conv1'),
    relu('relu1', 'bn1'),
    convolution('block.conv1', 'relu1', 2),
    batchNorm('block.bn1', 'block.conv1'),
    relu('block.relu1', 'block.bn1'),
    convolution('block.conv2', 'block.relu1', 1),
    batchNorm('block.bn2', 'block.conv2'),
    { name: 'block.subsample', op: 'subsample', inputs: ['relu1'], stride: 2 },
    {
      name: 'block.pad',
      op: 'pad',
      inputs: ['block.subsample'],
      paddings: [
        [0, 0],
        [0, 0],
        [0, 0],
        [1, 0],
      ],
    },
    { name: 'block.add', op: 'add', inputs: ['block.bn2', 'block.pad'] },
    relu('block.relu2', 'block.add'),
    { name: 'pool', op: 'global-average-pool', inputs: ['block.relu2'], keepSpatial: false },
    { name: 'fc', op: 'linear', inputs: ['pool'], parameters: { weight: 'fc.weight', bias: 'fc.bias' } },
  ],
  parameters: {
    ...convolutionParameters('conv1', 2, 2),
    ...batchNormParameters('bn1', 2),
    ...convolutionParameters('block.conv1', 2, 3),
    ...batchNormParameters('block.bn1', 3),
    ...convolutionParameters('block.conv2', 3, 3),
    ...batchNormParameters('block.bn2', 3),
    'fc.weight': { kind: 'linear-weight', shape: [3, 3] },
    'fc.bias': { kind: 'bias', shape: [3] },
  },
};

/** Names of all batch-norms of {@link smallResidualNetwork}. */
export const smallResidualBatchNorms: readonly string[] = ['bn1', 'block.bn1', 'block.bn2'];
