import type { Specification } from '../../../contract/specification.ts';
import { readDataSet, type ReadingOptions } from '../../../data/read-data-set.ts';
import { buildArchitecture } from '../../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../../lab/network/initialisation.ts';
import { splitOf, type Material } from '../../job/material.ts';
import { canonicalName, networkName, studyNetworkWithWeights } from '../../model/study-network.ts';
import { readNetworkWeights } from '../../job/network-weights.ts';

/**
 * Reads the data of a study once, and builds each network that is asked for once; the study's own for undefined.
 *
 * @param pretrained weights that its pretraining found, where that is known
 */
export function probeMaterials(
  { data: described, model, seeds }: Specification,
  pretrained?: string,
  reading: ReadingOptions = {},
): (architecture?: string) => Material {
  const data = readDataSet(described, reading);
  const split = splitOf(data, described);
  const { shape: inputShape, classNames } = data.training;
  const made = new Map<string, Material>();
  const size = { inputShape, classes: classNames.length };
  const own = canonicalName(networkName(model), model);
  return (architecture) => {
    const name = architecture === undefined ? own : canonicalName(architecture, model);
    const found = made.get(name);
    if (found !== undefined) return found;
    const { network, ownWeights } =
      name === own
        ? studyNetworkWithWeights(model, size)
        : { network: buildArchitecture(name, size), ownWeights: undefined };
    const weights = name === own ? (model.weights ?? pretrained) : undefined;
    const parameters =
      weights === undefined
        ? (ownWeights ?? initialParameters(network, seeds[0]!))
        : readNetworkWeights(network, weights);
    const material: Material = { network, data, split, parameters, checksums: {} };
    made.set(name, material);
    return material;
  };
}
