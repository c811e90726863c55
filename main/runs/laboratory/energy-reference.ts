import { LabError } from '../../contract/errors.ts';
import type { FrontComparison } from '../../contract/results.ts';
import type { DataSpecification, Specification } from '../../contract/specification.ts';
import { readDataSetHeader } from '../../data/data-set-header.ts';
import { weightCount } from '../../lab/network/weight-count.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import { buildArchitecture, findArchitecture } from '../../lab/network/architectures/registry.ts';
import { matmulLayers } from '../../lab/network/network.ts';
import { storedBits } from '../../lab/noise/perturb.ts';
import type { LabelledProfile } from '../specification/labelled-profiles.ts';

export interface NetworkInMemory {
  readonly architecture: string;
  /** Of its convolution and linear layers */
  readonly weights: number;
}

/** Of the images that the files of a source are known for */
const usualSizes: Readonly<Partial<Record<DataSpecification['source'], NetworkSize>>> = {
  cifar10: { inputShape: [32, 32, 3], classes: 10 },
  idx: { inputShape: [28, 28, 1], classes: 10 },
};

/** What a network of the study is made for: by the data's files, otherwise, when they are gone, as the source usually has it. */
export function networkSize({ source, path }: DataSpecification): NetworkSize {
  try {
    const { shape, classes } = readDataSetHeader(source, path);
    return { inputShape: shape, classes };
  } catch (error) {
    const usual = usualSizes[source];
    if (!(error instanceof LabError) || usual === undefined) throw error;
    return usual;
  }
}

function weightsOf(architecture: string, size: NetworkSize): number {
  const network = buildArchitecture(architecture, { ...size });
  return matmulLayers(network).reduce((sum, layer) => sum + weightCount(network, layer), 0);
}

/** One name for every way to write it. */
function canonical(architecture: string): string {
  return findArchitecture(architecture).name;
}

/**
 * What an energy of 1 is: all weights of the network that the specification says, in reliable memory. Their number is that
 * of a trained run of the same network, otherwise of one built for the study's data. Where the data's files are gone and
 * what is left contradicts the trained networks, it is the first of those instead, which the result names.
 *
 * @param trained networks of the study whose number of weights is known, at least one
 * @param size of the network that would be built
 */
export function energyReference(
  { energy, model }: Specification,
  profiles: readonly LabelledProfile[],
  trained: readonly NetworkInMemory[],
  size: NetworkSize,
): FrontComparison['reference'] {
  const architecture = canonical(energy?.architecture ?? model.architecture);
  const inMemory = profiles.find(({ profile }) => profile.memory !== undefined) ?? profiles[0]!;
  const bits = energy?.bits ?? storedBits(inMemory.profile);
  const same = trained.find((network) => canonical(network.architecture) === architecture);
  if (same !== undefined) return { architecture, weights: same.weights, bits };
  const witness = trained[0]!;
  const fits = weightsOf(witness.architecture, size) === witness.weights;
  return fits
    ? { architecture, weights: weightsOf(architecture, size), bits }
    : { architecture: canonical(witness.architecture), weights: witness.weights, bits };
}
