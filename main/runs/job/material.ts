import type { RunAssignment, TrainingPosition } from '../../contract/run.ts';
import {
  methodArchitecture,
  type DataSpecification,
  type TrainingSpecification,
} from '../../contract/specification.ts';
import { batchSource, type BatchSource } from '../../data/batches.ts';
import { checksumOfFiles } from '../../data/checksum-of-files.ts';
import { readDataSet, type DataSet, type ReadingOptions } from '../../data/read-data-set.ts';
import { firstIndices, splitTraining, type Split } from '../../data/splits.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import type { NetworkSize } from '../../lab/network/architectures/architecture.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import type { Network } from '../../lab/network/network.ts';
import type { EvaluationData } from '../../lab/training/evaluation.ts';
import { networkFileChecksum } from '../model/network-file.ts';
import { studyNetworkWithWeights } from '../model/study-network.ts';
import { readNetworkWeights } from './network-weights.ts';

/** What every job starts from: the data, the network and its weights. */
export interface Material {
  readonly network: Network;
  readonly data: DataSet;
  readonly split: Split;
  /** In our layout, by name */
  readonly parameters: Readonly<Record<string, Float32Array>>;
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * How a study divides a set that was read.
 *
 * @throws LabError 'invalid-argument' when too many images are held out
 */
export function splitOf(data: DataSet, { limits, validation, seed }: DataSpecification): Split {
  const { labels } = data.training;
  return splitTraining(labels, {
    validation,
    seed,
    ...(limits.train === undefined ? {} : { trainingLimit: Math.min(limits.train, labels.length) }),
  });
}

/** Test images a study measures on, as indices into the set. */
export function testIndices({ test }: DataSet, limit?: number): Int32Array {
  return firstIndices(test.labels.length, Math.min(limit ?? Infinity, test.labels.length));
}

/**
 * Reads the data and the weights an assignment names.
 *
 * @throws LabError when a file is missing, damaged, or does not fit the network
 */
export function loadMaterial(assignment: RunAssignment, options: ReadingOptions = {}): Material {
  const { study, seed, method } = assignment.configuration;
  const ownArchitecture = method === undefined ? undefined : methodArchitecture(method);
  const { imageCacheFolder: cacheFolder } = assignment;
  const data = readDataSet(study.data, { ...options, ...(cacheFolder === undefined ? {} : { cacheFolder }) });
  const size: NetworkSize = { inputShape: data.training.shape, classes: data.training.classNames.length };
  const { network, ownWeights } =
    ownArchitecture === undefined
      ? studyNetworkWithWeights(study.model, size)
      : { network: buildArchitecture(ownArchitecture, { ...size }), ownWeights: undefined };
  const split = splitOf(data, study.data);
  const weights = ownArchitecture === undefined ? (assignment.weightsFile ?? study.model.weights) : undefined;
  const checksums: Record<string, string> = { training: data.training.checksum, test: data.test.checksum };
  if (ownWeights !== undefined) checksums['network'] = networkFileChecksum(study.model.file!);
  if (weights === undefined) {
    return { network, data, split, parameters: ownWeights ?? initialParameters(network, seed), checksums };
  }
  const parameters = readNetworkWeights(network, weights);
  checksums['weights'] = checksumOfFiles([weights], 'weights file', 'invalid-weights-file');
  return { network, data, split, parameters, checksums };
}

export function trainingBatches({ data, split }: Material, training: TrainingSpecification, seed: number): BatchSource {
  const { pad, flip } = training.augmentation;
  return batchSource({
    images: data.training,
    indices: split.training,
    batch: training.batch,
    seed,
    normalisation: data.normalisation,
    use: 'training',
    ...(pad === 0 && !flip
      ? {}
      : { augmentation: { padding: pad, fill: 'black' as const, flipProbability: flip ? 0.5 : 0 } }),
  });
}

/** Batches an epoch really has: all of them, or as many as the specification limits it to. */
export function stepsPerEpoch(source: BatchSource, training: TrainingSpecification): number {
  return Math.min(source.batchesPerEpoch, training.stepsPerEpoch ?? source.batchesPerEpoch);
}

/** The step after the last: where a finished training stands. */
export function endPosition(training: TrainingSpecification): TrainingPosition {
  return { epoch: training.epochs, step: 0 };
}

function evaluationData(
  material: Material,
  part: 'test' | 'validation',
  batch: number,
  limit?: number,
): EvaluationData {
  const images = part === 'test' ? material.data.test : material.data.training;
  const indices = part === 'test' ? testIndices(material.data, limit) : material.split.validation;
  const source = batchSource({
    images,
    indices,
    batch,
    seed: 0,
    normalisation: material.data.normalisation,
    use: 'evaluation',
  });
  return {
    batches: source.batchesPerEpoch,
    images: indices.length,
    // Each read is a fresh array: an engine may keep what it is fed
    read: (index) => source.read(0, index),
  };
}

export function testData(material: Material, batch: number, limit?: number): EvaluationData {
  return evaluationData(material, 'test', batch, limit);
}

/** Images held out of the training set; undefined when there are none. */
export function validationData(material: Material, batch: number): EvaluationData | undefined {
  return material.split.validation.length === 0 ? undefined : evaluationData(material, 'validation', batch);
}
