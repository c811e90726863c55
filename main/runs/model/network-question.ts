import { LabError } from '../../contract/errors.ts';
import type { NetworkDescription } from '../../contract/workbench/inspection.ts';
import type { DataSpecification } from '../../contract/data.ts';
import type { ReadingOptions } from '../../data/read-data-set.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import { networkFileChecksum, readNetworkFile } from './network-file.ts';
import { comparedOrigin, networkOrigin } from './network-origin.ts';
import { describeNetwork } from './network-description.ts';
import { studyNetwork, type ModelChoice } from './study-network.ts';

/** @throws LabError 'invalid-argument' unless it is one of the two */
export function requireChoice({ architecture, file }: ModelChoice): ModelChoice {
  if ((architecture === undefined) !== (file === undefined)) return { architecture, file };
  throw new LabError(
    'invalid-argument',
    'A network is an architecture or a file, one of the two.',
    'Give `architecture` or `file`.',
  );
}

/**
 * The network of a file laid out at its own size, and whether it fits the data. The data itself is read only where the file
 * says how images were normalised.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function describeFile(
  file: string,
  size: NetworkSize,
  data?: DataSpecification,
  options: ReadingOptions = {},
): NetworkDescription {
  const described = describeModel({ file }, undefined, data, options);
  try {
    studyNetwork({ file }, size);
    return described;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const { message, nextStep } = error;
    return { ...described, file: { ...described.file!, misfit: { message, nextStep } } };
  }
}

/**
 * A network laid out, with what is known of its file.
 *
 * @param size of the data's images; without it the network has its own
 * @param data that what the file says of its images is compared with
 * @throws LabError as `studyNetwork` does
 */
export function describeModel(
  model: ModelChoice,
  size?: NetworkSize,
  data?: DataSpecification,
  options: ReadingOptions = {},
): NetworkDescription {
  const described = describeNetwork(studyNetwork(model, size));
  const { file: path } = model;
  if (path === undefined) return described;
  const { format, notes, metadata } = readNetworkFile(path);
  const origin = comparedOrigin(networkOrigin(metadata), data, options);
  const file = { path, format, checksum: networkFileChecksum(path), notes: [...notes], ...(origin && { origin }) };
  return { ...described, file };
}
