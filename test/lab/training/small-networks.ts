import { initialParameters } from '../../../main/lab/network/initialisation.ts';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';
import type { Network } from '../../../main/lab/network/network.ts';
import type { StateSpecification } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Images [6, 6, 3], 5 classes: plain, depthwise and grouped convolutions, batch-norms, dropout and a linear layer. */
export function mixedNetwork(dropout = 0): Network {
  return new NetworkBuilder({ name: 'mixed', inputShape: [6, 6, 3], classes: 5 })
    .convolution('stem', { channels: 8, kernel: 3, bias: true })
    .batchNorm('stem.bn')
    .relu('stem.relu')
    .convolution('depthwise', { channels: 8, kernel: 3, groups: 8 })
    .batchNorm('depthwise.bn')
    .relu('depthwise.relu')
    .convolution('grouped', { channels: 16, kernel: 3, stride: 2, groups: 2 })
    .batchNorm('grouped.bn')
    .relu('grouped.relu')
    .globalAveragePool('pool')
    .dropout('dropout', dropout)
    .linear('head', 5)
    .build();
}

/** Images [1, 1, `inputs`]: one linear layer called `head`. */
export function linearNetwork(inputs: number, classes: number, bias = true): Network {
  return new NetworkBuilder({ name: 'linear', inputShape: [1, 1, inputs], classes })
    .flatten('flatten')
    .linear('head', classes, { bias })
    .build();
}

/** As initialised, but with every bias, shift, scale and running statistic moved off its special value. */
export function roughParameters(network: Network, seed = 1): Record<string, Float32Array> {
  const parameters = initialParameters(network, seed);
  Object.entries(network.parameters).forEach(([name, { kind }], index) => {
    if (kind.endsWith('weight')) return;
    const noise = statelessNormal(parameters[name].length, [99, index]);
    parameters[name].forEach((value, i) => (parameters[name][i] = value + 0.3 * Math.tanh(noise[i])));
  });
  return parameters;
}

export function stateShapes(network: Network): StateSpecification {
  return Object.fromEntries(Object.entries(network.parameters).map(([name, { shape }]) => [name, shape]));
}

export function referenceParameters(
  network: Network,
  parameters: Readonly<Record<string, Float32Array>>,
): Record<string, ReferenceTensor> {
  return Object.fromEntries(
    Object.entries(network.parameters).map(([name, { shape }]) => [name, tensor(parameters[name], shape)]),
  );
}

/** Standard normal pixels [batch, h, w, c]. */
export function normalImages(network: Network, batch: number, seed = 1): Float32Array {
  return statelessNormal(batch * sizeOf(network.inputShape), [77, seed]);
}

export function cyclicLabels(network: Network, batch: number): Int32Array {
  return Int32Array.from({ length: batch }, (_, row) => (row * 3 + 1) % network.classes);
}
