import { LabError } from '../../contract/errors.ts';
import type { FrontComparison } from '../../contract/front-results.ts';
import type { DataSize } from '../../contract/run.ts';
import type { DataSpecification, Specification } from '../../contract/specification.ts';
import { readDataSetHeader } from '../../data/data-set-header.ts';
import { weightCount } from '../../lab/network/weight-count.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { matmulLayers, type Network } from '../../lab/network/network.ts';
import { storedBits } from '../../lab/noise/perturb.ts';
import { canonicalName, networkName, studyNetwork } from '../model/study-network.ts';
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

/**
 * What a network of the study is made for: by the data's files, otherwise, when they are gone, as a run of the study had it or
 * the source usually has it.
 *
 * @param recorded by a run of the study
 */
export function networkSize(data: DataSpecification, recorded?: DataSize): NetworkSize {
  try {
    const { shape, classes } = readDataSetHeader(data);
    return { inputShape: shape, classes };
  } catch (error) {
    const known = recorded === undefined ? usualSizes[data.source] : sizeOf(recorded);
    if (!(error instanceof LabError) || known === undefined) throw error;
    return known;
  }
}

function sizeOf({ shape: [height = 1, width = 1, channels = 1], classes }: DataSize): NetworkSize {
  return { inputShape: [height, width, channels], classes };
}

function weightsOf(network: Network): number {
  return matmulLayers(network).reduce((sum, layer) => sum + weightCount(network, layer), 0);
}

/**
 * What an energy of 1 is: all weights of the network that the specification says, in reliable memory. Their number is that
 * of a trained run of the same network, otherwise of one built for the study's data. Where the data's files are gone and
 * what is left contradicts the trained networks, or the network's file is gone, it is the first of those instead, which the
 * result names.
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
  const canonical = (name: string): string => canonicalName(name, model);
  const own = canonical(networkName(model));
  const networkOf = (name: string): Network =>
    name === own ? studyNetwork(model, size) : buildArchitecture(name, { ...size });
  const architecture = canonical(energy?.architecture ?? own);
  const inMemory = profiles.find(({ profile }) => profile.memory !== undefined) ?? profiles[0]!;
  const bits = energy?.bits ?? storedBits(inMemory.profile);
  const same = trained.find((network) => canonical(network.architecture) === architecture);
  if (same !== undefined) return { architecture, weights: same.weights, bits };
  const { weights } = trained[0]!;
  const instead = { architecture: canonical(trained[0]!.architecture), weights, bits };
  try {
    const fits = weightsOf(networkOf(instead.architecture)) === weights;
    return fits ? { architecture, weights: weightsOf(networkOf(architecture)), bits } : instead;
  } catch (error) {
    if (model.file === undefined || !(error instanceof LabError)) throw error;
    return instead;
  }
}
