import { LabError } from '../../contract/errors.ts';
import { methodArchitecture, type DataSpecification, type Specification } from '../../contract/specification.ts';
import { readDataSetHeader } from '../../data/data-set-header.ts';
import type { DataSetHeader, ImageShape } from '../../data/labelled-images.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import type { Network } from '../../lab/network/network.ts';
import { checkProfile } from '../../lab/noise/report.ts';
import { checkEngineChoice } from '../backends/engine-choice.ts';
import { studyNetwork } from '../model/study-network.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { labelledProfiles } from '../specification/labelled-profiles.ts';
import { fieldName, type FieldPath, type FieldProblem } from '../specification/problem.ts';
import { checkMemories } from './memory-preflight.ts';
import { startsTrained } from './study-runs.ts';

/** Something that is looked at before a study is begun. */
interface Look {
  /** Of the specification: what has to be changed where it is not as it should be */
  readonly field: FieldPath;
  /** @throws LabError */
  look(): void;
}

/**
 * Finds what would make a study's runs fail, before anything of it is stored: the engine, the data's files by their sizes
 * and beginnings, every network for images of that size, the layers its profiles except, what its memories cost, the
 * batches, and every value of the weights. Takes well under a second; trains and evaluates nothing.
 *
 * @throws LabError with the first thing that is wrong
 */
export function preflight(specification: Specification): void {
  for (const { look } of looks(specification)) look();
}

/** A problem of a study whose specification can be read; its message has the next step in it. */
export interface StudyProblem extends FieldProblem {
  readonly error: LabError;
}

/** All that {@link preflight} would find, by field. */
export function preflightProblems(specification: Specification): readonly StudyProblem[] {
  const problems: StudyProblem[] = [];
  for (const { field, look } of looks(specification)) {
    try {
      look();
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      const message = `${error.message} ${error.nextStep}`;
      // What is wrong with a network is found again by all that needs it
      if (!problems.some((problem) => problem.message === message)) problems.push({ path: field, message, error });
    }
  }
  return problems;
}

function* looks(specification: Specification): Generator<Look> {
  const { data, energy, engine, methods, model, training } = specification;
  yield { field: ['engine'], look: () => checkEngineChoice(engine) };
  let header: DataSetHeader | undefined;
  yield {
    field: data.path === undefined ? ['data'] : ['data', 'path'],
    look: () => void (header = readDataSetHeader(data)),
  };
  // What follows is about images of that size
  if (header === undefined) return;
  const { shape: inputShape, classes, trainingImages } = header;
  let images: number | undefined;
  yield { field: ['data', 'validation'], look: () => void (images = imagesToTrainOn(data, trainingImages)) };
  if (images === undefined) return;
  yield* augmentationLooks(specification, inputShape);
  yield* batchLooks(specification, images);
  const size = { inputShape, classes };
  const networkOf = (architecture = model.architecture) =>
    architecture === undefined ? studyNetwork(model, size) : buildArchitecture(architecture, size);
  const named: (readonly [FieldPath, string | undefined])[] = [
    [['model', model.file === undefined ? 'architecture' : 'file'], model.architecture],
    ...methods.flatMap((method, index): [FieldPath, string][] => {
      const architecture = methodArchitecture(method);
      return architecture === undefined ? [] : [[['methods', index, 'architecture'], architecture]];
    }),
  ];
  const firstOf = new Map(named.toReversed().map(([field, architecture]) => [architecture, field]));
  for (const [field, architecture] of named) {
    if (firstOf.get(architecture) !== field) continue;
    let network: Network | undefined;
    yield { field, look: () => void (network = networkOf(architecture)) };
    for (const { label, profile } of network === undefined ? [] : labelledProfiles(specification)) {
      const path = specification.profile === undefined ? ['profiles', label] : ['profile'];
      yield { field: path, look: () => checkProfile(network!, profile) };
    }
  }
  yield { field: ['energy', 'architecture'], look: () => void networkOf(energy?.architecture) };
  const batches = Math.floor(images / training.batch);
  const steps = Math.min(batches, training.stepsPerEpoch ?? batches);
  yield { field: ['methods'], look: () => checkMemories(specification, networkOf, steps) };
  const { weights } = model;
  if (weights === undefined) return;
  yield { field: ['model', 'weights'], look: () => void readNetworkWeights(networkOf(), weights) };
}

/**
 * Images that are left to train on, after those for validation are held out.
 *
 * @param all images of the training set
 * @throws LabError 'invalid-specification' when none is left
 */
export function imagesToTrainOn({ limits, validation }: DataSpecification, all: number): number {
  if (validation >= all) {
    throw new LabError(
      'invalid-specification',
      `\`data.validation\` holds ${validation} images out, and there are ${all} training images.`,
      'Hold out fewer images.',
    );
  }
  return Math.min(limits.train ?? all, all - validation);
}

/** A row of features has no place to be moved to: it would be cut away. */
function* augmentationLooks({ model, training }: Specification, [height, width]: ImageShape): Generator<Look> {
  if (height > 1 || width > 1) return;
  const trainings = [
    [['training'], training],
    [['model', 'pretraining'], model.pretraining],
  ] as const;
  for (const [path, each] of trainings) {
    const field = [...path, 'augmentation', 'pad'];
    if ((each?.augmentation.pad ?? 0) > 0) yield { field, look: () => refusePadding(field) };
  }
}

function refusePadding(field: FieldPath): never {
  throw new LabError(
    'invalid-specification',
    `\`${fieldName(field)}\` moves images, and the data is rows of features.`,
    'Take it out.',
  );
}

/** Every epoch needs a whole batch. */
function* batchLooks(specification: Specification, images: number): Generator<Look> {
  const { model, sensitivity, training } = specification;
  const batches: (readonly [FieldPath, number])[] = [
    [['training', 'batch'], training.batch],
    ...(startsTrained(specification) ? [[['sensitivity', 'batch'], sensitivity.batch] as const] : []),
    ...(model.pretraining === undefined ? [] : [[['model', 'pretraining', 'batch'], model.pretraining.batch] as const]),
  ];
  for (const [field, batch] of batches) yield { field, look: () => checkBatch(field, batch, images) };
}

function checkBatch(field: FieldPath, batch: number, images: number): void {
  if (batch <= images) return;
  throw new LabError(
    'invalid-specification',
    `\`${fieldName(field)}\` is ${batch}, and there are ${images} training images to take a batch from.`,
    'Use a smaller batch, or more images (`data.limits.train`, `data.validation`).',
  );
}
