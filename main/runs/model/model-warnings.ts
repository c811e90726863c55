import type { NetworkInputs, NetworkOrigin } from '../../contract/network-inputs.ts';
import type { ModelSpecification, Specification } from '../../contract/specification.ts';
import type { ReadingOptions } from '../../data/read-data-set.ts';
import { readSafetensorsHeader } from '../../data/safetensors.ts';
import { readNetworkFile } from './network-file.ts';
import { comparedOrigin, inputWarnings, networkOrigin } from './network-origin.ts';

/** Something that keeps no study from running, and that nobody may have meant. */
export interface ModelWarning {
  /** Of the specification */
  readonly path: readonly ['model', 'file' | 'weights'];
  readonly message: string;
  readonly nextStep: string;
}

/**
 * What is said of its images by the weights file, whose weights are used; otherwise by the network's own.
 *
 * @throws LabError `missing-file` or `invalid-weights-file`
 */
export function fileOrigin({ file, weights }: Pick<ModelSpecification, 'file' | 'weights'>): NetworkOrigin | undefined {
  if (weights !== undefined) return networkOrigin(readSafetensorsHeader(weights).metadata);
  return file === undefined ? undefined : networkOrigin(readNetworkFile(file).metadata);
}

/**
 * Where the images of a study's data are not what its network was trained on, as far as the files of the model say it. The
 * data is read where they do.
 *
 * @throws LabError for a file that cannot be read, and what `options.onProgress` throws
 */
export function modelWarnings(
  { model, data }: Pick<Specification, 'model' | 'data'>,
  options: ReadingOptions = {},
): readonly ModelWarning[] {
  const origin = comparedOrigin(fileOrigin(model), data, options);
  return origin === undefined ? [] : withNextStep(model, origin, origin.warnings);
}

/** The same where the data has been read. @param present of the data */
export function modelWarningsFor(model: ModelSpecification, present: NetworkInputs): readonly ModelWarning[] {
  const origin = fileOrigin(model);
  return origin === undefined ? [] : withNextStep(model, origin, inputWarnings(origin, present));
}

function withNextStep(
  model: ModelSpecification,
  { normalises }: NetworkOrigin,
  sentences: readonly string[],
): readonly ModelWarning[] {
  const path = ['model', model.weights === undefined ? 'file' : 'weights'] as const;
  const nextStep = normalises
    ? 'Export the network without its normalisation (here: without `--with-normalisation`).'
    : nextStepOf(model);
  return sentences.map((message) => ({ path, message, nextStep }));
}

function nextStepOf({ pretraining, weights }: ModelSpecification): string {
  if (pretraining !== undefined) {
    return 'The study trains it on these images first (`model.pretraining`): compare its clean accuracy with the one it had.';
  }
  const instead = weights === undefined ? '' : ' instead of `model.weights`';
  return `Use the data that the network was trained on, or train it on these images first (\`model.pretraining\`${instead}).`;
}
