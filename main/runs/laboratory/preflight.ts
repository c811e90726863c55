import { LabError } from '../../contract/errors.ts';
import type { Specification } from '../../contract/specification.ts';
import { readDataSetHeader } from '../../data/data-set-header.ts';
import type { DataSetHeader } from '../../data/labelled-images.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import { checkProfile } from '../../lab/noise/report.ts';
import { checkEngineChoice } from '../backends/engine-choice.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';

/**
 * Finds what would make a study's runs fail, before anything of it is stored: the engine, the data's files by their sizes
 * and beginnings, the network for images of that size, the layers its profiles except, the batches, and every value of the
 * weights. Takes well under a second; trains and evaluates nothing.
 *
 * @throws LabError with the first thing that is wrong
 */
export function preflight(specification: Specification): void {
  const { data, engine, model } = specification;
  checkEngineChoice(engine);
  const header = readDataSetHeader(data.source, data.path);
  checkCounts(specification, header);
  const network = buildArchitecture(model.architecture, { inputShape: header.shape, classes: header.classes });
  for (const { profile } of labelledProfiles(specification)) checkProfile(network, profile);
  if (model.weights !== undefined) readNetworkWeights(network, model.weights);
}

/** Every epoch needs a whole batch, after the images for validation are held out. */
function checkCounts(specification: Specification, { trainingImages }: DataSetHeader): void {
  const { data, model, sensitivity, training } = specification;
  const { limits, validation } = data;
  if (validation >= trainingImages) {
    throw new LabError(
      'invalid-specification',
      `\`data.validation\` holds ${validation} images out, and there are ${trainingImages} training images.`,
      'Hold out fewer images.',
    );
  }
  const left = Math.min(limits.train ?? trainingImages, trainingImages - validation);
  const batches = {
    'training.batch': training.batch,
    'sensitivity.batch': sensitivity.batch,
    ...(model.pretraining === undefined ? {} : { 'model.pretraining.batch': model.pretraining.batch }),
  };
  for (const [field, batch] of Object.entries(batches)) {
    if (batch <= left) continue;
    throw new LabError(
      'invalid-specification',
      `\`${field}\` is ${batch}, and there are ${left} training images to take a batch from.`,
      'Use a smaller batch, or more images (`data.limits.train`, `data.validation`).',
    );
  }
}
