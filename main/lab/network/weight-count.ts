import type { MatmulNode, Network } from './network.ts';

/** Weights of a layer, without its bias. */
export function weightCount(network: Network, layer: MatmulNode): number {
  return network.parameters[layer.parameters.weight]!.shape.reduce((product, size) => product * size, 1);
}
