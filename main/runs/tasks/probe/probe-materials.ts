import type { Specification } from '../../../contract/specification.ts';
import { readDataSet } from '../../../data/read-data-set.ts';
import { findArchitecture } from '../../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../../lab/network/initialisation.ts';
import { splitOf, type Material } from '../../job/material.ts';
import { readNetworkWeights } from '../../job/network-weights.ts';

/**
 * Reads the data of a study once, and builds each network that is asked for once; the study's own for undefined.
 *
 * @param pretrained weights that its pretraining found, where that is known
 */
export function probeMaterials(
  { data: described, model, seeds }: Specification,
  pretrained?: string,
): (architecture?: string) => Material {
  const data = readDataSet(described.source, described.path);
  const split = splitOf(data, described);
  const { shape: inputShape, classNames } = data.training;
  const made = new Map<string, Material>();
  const own = findArchitecture(model.architecture).name;
  return (name = own) => {
    const architecture = findArchitecture(name);
    const found = made.get(architecture.name);
    if (found !== undefined) return found;
    const network = architecture.build({ inputShape, classes: classNames.length });
    const weights = architecture.name === own ? (model.weights ?? pretrained) : undefined;
    const parameters =
      weights === undefined ? initialParameters(network, seeds[0]!) : readNetworkWeights(network, weights);
    const material: Material = { network, data, split, parameters, checksums: {} };
    made.set(architecture.name, material);
    return material;
  };
}
