import { LabError } from '../../../contract/errors.ts';
import type { OutputOf } from '../../../contract/rpc/table.ts';
import type { WorkbenchMethods } from '../../../contract/workbench/workbench.ts';
import { matmulLayers, type Network } from '../../../lab/network/network.ts';
import { relativeChange, standardDeviation } from '../../../lab/statistics/moments.ts';
import { layerHistogram } from './weight-statistics.ts';

export type WeightChanges = OutputOf<WorkbenchMethods['runs.weights']>;

export interface ChangesRequest {
  readonly network: Network;
  /** In our layout, by name */
  readonly before: Readonly<Record<string, Float32Array>>;
  readonly after: Readonly<Record<string, Float32Array>>;
  /** Names of the layers that were trained */
  readonly trained: readonly string[];
  /** Whose histogram is wanted */
  readonly layer?: string;
  readonly bins: number;
}

/**
 * How training moved the weights of each layer (SAFT, arXiv:2306.03076, figure 1a). The relative change of weights that did
 * not vary before is Infinity, or 0 where they did not move either.
 *
 * @throws LabError 'unknown-layer' for a histogram of a layer that the network does not have
 */
export function weightChanges({ network, before, after, trained, layer: chosen, bins }: ChangesRequest): WeightChanges {
  const nodes = matmulLayers(network);
  const layers = nodes.map(({ name, parameters: { weight } }) => {
    const first = before[weight]!;
    const last = after[weight]!;
    return {
      layer: name,
      trained: trained.includes(name),
      weights: first.length,
      before: standardDeviation(first),
      after: standardDeviation(last),
      relativeChange: relativeChange(first, last),
    };
  });
  if (chosen === undefined) return { layers };
  const node = nodes.find(({ name }) => name === chosen);
  if (node === undefined) {
    throw new LabError(
      'unknown-layer',
      `${network.name} has no convolution or linear layer called "${chosen}".`,
      `Use one of: ${nodes.map(({ name }) => name).join(', ')}.`,
    );
  }
  const { weight } = node.parameters;
  return { layers, histogram: layerHistogram(chosen, before[weight]!, after[weight]!, bins) };
}
