import { LabError } from '../../contract/errors.ts';
import { modelTitle } from '../../contract/model-title.ts';
import type { ModelSpecification } from '../../contract/specification.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import { buildArchitecture, findArchitecture } from '../../lab/network/architectures/registry.ts';
import type { Network } from '../../lab/network/network.ts';
import { importNetworkFile, networkFileChecksum, readNetworkFile } from './network-file.ts';

/** What names a network: an architecture, or a file, whose content may be known. */
export type ModelChoice = Pick<ModelSpecification, 'architecture' | 'file' | 'checksum'>;

/**
 * What the network of a study is called everywhere: its architecture as it is written, or the name of its file. A file with
 * the name of an architecture is told from it.
 */
export function networkName(model: ModelChoice): string {
  const title = modelTitle(model);
  return model.architecture === undefined && isArchitecture(title) ? `${title} (file)` : title;
}

/** One name for every way to write it: of the study's network, or of an architecture. */
export function canonicalName(name: string, model: ModelChoice): string {
  return model.architecture === undefined && name === networkName(model) ? name : findArchitecture(name).name;
}

function isArchitecture(name: string): boolean {
  try {
    findArchitecture(name);
    return true;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}

/**
 * The network of a study, without weights.
 *
 * @param size of the data's images; without it the network has its own
 * @throws LabError 'invalid-specification' for images it is not made for; 'missing-file', 'invalid-weights-file'; and
 * 'weights-mismatch' for a file that is no longer the one that the study was made with
 */
export function studyNetwork(model: ModelChoice, size?: NetworkSize): Network {
  const { architecture, file } = model;
  if (file === undefined) return buildArchitecture(architecture!, { ...size });
  requireUnchanged(model);
  return ofStudy(readNetworkFile(file).network, model, size);
}

/**
 * The network of a study with the weights that it brings along, which no architecture does.
 *
 * @returns weights by name, in our layout
 * @throws LabError as {@link studyNetwork} does
 */
export function studyNetworkWithWeights(
  model: ModelChoice,
  size?: NetworkSize,
): { readonly network: Network; readonly ownWeights?: Readonly<Record<string, Float32Array>> } {
  const { file } = model;
  if (file === undefined) return { network: studyNetwork(model, size) };
  requireUnchanged(model);
  const { network, parameters } = importNetworkFile(file);
  return { network: ofStudy(network, model, size), ownWeights: parameters };
}

function ofStudy(network: Network, model: ModelChoice, size: NetworkSize | undefined): Network {
  const name = networkName(model);
  if (size !== undefined) requireSize(network, size, model.file!);
  return { ...network, name };
}

function requireSize({ inputShape, classes }: Network, size: NetworkSize, file: string): void {
  const next = 'Use other data, or export the network for the size and the classes of these.';
  if (String(inputShape) !== String(size.inputShape)) {
    const [images, wanted] = [size.inputShape, inputShape].map((shape) => shape.join(' × '));
    throw new LabError(
      'invalid-specification',
      `The network of ${file} reads images of ${wanted} (height × width × channels), and the data's are ${images}.`,
      next,
    );
  }
  if (classes !== size.classes) {
    throw new LabError(
      'invalid-specification',
      `The network of ${file} tells ${classes} classes apart, and the data has ${size.classes}.`,
      next,
    );
  }
}

function requireUnchanged({ file, checksum }: ModelChoice): void {
  if (checksum === undefined) return;
  const found = networkFileChecksum(file!);
  if (found === checksum) return;
  throw new LabError(
    'weights-mismatch',
    `The network file ${file} is not the one that the study was made with: its SHA-256 is ${found.slice(0, 12)}…, ` +
      `that of the study ${checksum.slice(0, 12)}….`,
    'Put the earlier file back to go on with it, or start a new study with this one.',
  );
}
