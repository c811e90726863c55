import { loadWeights } from '../../data/load-weights.ts';
import { expectedWeights } from '../../data/network-files/mapping-report.ts';
import type { Network } from '../../lab/network/network.ts';

/**
 * Reads the parameters of a network from a safetensors file.
 *
 * @returns values by name, in our layout
 * @throws LabError `missing-file`, `invalid-weights-file`, `weights-mismatch` or `not-finite`
 */
export function readNetworkWeights(network: Network, file: string): Record<string, Float32Array> {
  const { weights } = loadWeights(file, expectedWeights(network));
  return Object.fromEntries([...weights].map(([name, { values }]) => [name, values]));
}
