import { LabError } from '../../contract/errors.ts';
import { methodArchitecture, type Specification } from '../../contract/specification.ts';
import { readDataSetHeader } from '../../data/data-set-header.ts';
import type { DataSetHeader } from '../../data/labelled-images.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { checkProfile } from '../../lab/noise/report.ts';
import { checkEngineChoice } from '../backends/engine-choice.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';
import { checkMemories } from './memory-preflight.ts';
import { startsTrained } from './study-runs.ts';

/**
 * Finds what would make a study's runs fail, before anything of it is stored: the engine, the data's files by their sizes
 * and beginnings, every network for images of that size, the layers its profiles except, what its memories cost, the
 * batches, and every value of the weights. Takes well under a second; trains and evaluates nothing.
 *
 * @throws LabError with the first thing that is wrong
 */
export function preflight(specification: Specification): void {
  const { data, energy, engine, methods, model, training } = specification;
  checkEngineChoice(engine);
  const header = readDataSetHeader(data.source, data.path);
  const images = trainingImages(specification, header);
  checkBatches(specification, images);
  const networkOf = (architecture = model.architecture) =>
    buildArchitecture(architecture, { inputShape: header.shape, classes: header.classes });
  const architectures = new Set([model.architecture, ...methods.flatMap((method) => methodArchitecture(method) ?? [])]);
  for (const network of [...architectures].map(networkOf)) {
    for (const { profile } of labelledProfiles(specification)) checkProfile(network, profile);
  }
  networkOf(energy?.architecture);
  const batches = Math.floor(images / training.batch);
  checkMemories(specification, networkOf, Math.min(batches, training.stepsPerEpoch ?? batches));
  if (model.weights !== undefined) readNetworkWeights(networkOf(), model.weights);
}

/** Images that are left to train on, after those for validation are held out. */
function trainingImages({ data }: Specification, header: DataSetHeader): number {
  const { limits, validation } = data;
  if (validation >= header.trainingImages) {
    throw new LabError(
      'invalid-specification',
      `\`data.validation\` holds ${validation} images out, and there are ${header.trainingImages} training images.`,
      'Hold out fewer images.',
    );
  }
  return Math.min(limits.train ?? header.trainingImages, header.trainingImages - validation);
}

/** Every epoch needs a whole batch. */
function checkBatches(specification: Specification, images: number): void {
  const { model, sensitivity, training } = specification;
  const batches = {
    'training.batch': training.batch,
    ...(startsTrained(specification) ? { 'sensitivity.batch': sensitivity.batch } : {}),
    ...(model.pretraining === undefined ? {} : { 'model.pretraining.batch': model.pretraining.batch }),
  };
  for (const [field, batch] of Object.entries(batches)) {
    if (batch <= images) continue;
    throw new LabError(
      'invalid-specification',
      `\`${field}\` is ${batch}, and there are ${images} training images to take a batch from.`,
      'Use a smaller batch, or more images (`data.limits.train`, `data.validation`).',
    );
  }
}
