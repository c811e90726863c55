import { type ExpectedWeight, matchWeights, requireFullMatch } from './match-weights.ts';
import { readWeightsFile } from './network-files/read-weights-file.ts';
import { weightFromTorch, type WeightArray } from './weights-layout.ts';

export interface LoadedWeights {
  readonly metadata: Readonly<Record<string, string>>;
  /** By the network's names, in our layout */
  readonly weights: ReadonlyMap<string, WeightArray>;
}

/**
 * Reads the weights of a network from a safetensors file in torchvision's layout and turns them into ours. Integer codes become the
 * weights that they stand for.
 *
 * @throws LabError `missing-file`, `invalid-weights-file`, `weights-mismatch` or `not-finite`
 */
export function loadWeights(path: string, expected: readonly ExpectedWeight[]): LoadedWeights {
  const { metadata, tensors } = readWeightsFile(path);
  const match = matchWeights(expected, tensors);
  requireFullMatch(match, path);
  return {
    metadata,
    weights: new Map(match.matched.map((weight) => [weight.name, weightFromTorch(weight.kind, weight)])),
  };
}
