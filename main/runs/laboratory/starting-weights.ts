import type { DataSize } from '../../contract/run.ts';
import { methodArchitecture, type DataSpecification } from '../../contract/specification.ts';
import type { Run } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import { initialParameters } from '../../lab/network/initialisation.ts';
import type { Network } from '../../lab/network/network.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { storedModel } from '../model/stored-model.ts';
import { studyNetwork, studyNetworkWithWeights, type ModelChoice } from '../model/study-network.ts';
import { pretrainedWeights } from './assignment.ts';
import { networkSize } from './energy-reference.ts';

/** Weights of a network: those of a file, otherwise its own, otherwise what a training with the seed begins with. */
export interface WeightsSource {
  readonly model: ModelChoice;
  /** With an absolute path */
  readonly data: DataSpecification;
  readonly file?: string;
  readonly seed: number;
  /** Of the data as a run had it, for when its files are gone */
  readonly recorded?: DataSize;
}

/** What a run begins training with: a file, what the study's pretraining found, or initial weights. */
export function startingWeights(
  workspace: Workspace,
  { configuration, studyId, provenance }: Pick<Run, 'configuration' | 'studyId'> & Partial<Pick<Run, 'provenance'>>,
): WeightsSource {
  const { study, seed, method, kind } = configuration;
  const { data } = study;
  const model = storedModel(workspace, studyId, study.model);
  const recorded = provenance?.data === undefined ? {} : { recorded: provenance.data };
  const own = method === undefined ? undefined : methodArchitecture(method);
  if (own !== undefined) return { model: { architecture: own }, data, seed, ...recorded };
  const { weights, pretraining } = model;
  if (kind === 'pretrain' || (weights === undefined && pretraining === undefined))
    return { model, data, seed, ...recorded };
  return { model, data, seed, ...recorded, file: weights ?? pretrainedWeights(workspace, studyId) };
}

export interface StartingWeights {
  readonly network: Network;
  /** In our layout, by name */
  readonly parameters: Readonly<Record<string, Float32Array>>;
}

/** @throws LabError where a file is gone, damaged, or of another network */
export function readStartingWeights({ model, data, file, seed, recorded }: WeightsSource): StartingWeights {
  const size = networkSize(data, recorded);
  if (file !== undefined) {
    const network = studyNetwork(model, size);
    return { network, parameters: readNetworkWeights(network, file) };
  }
  const { network, ownWeights } = studyNetworkWithWeights(model, size);
  return { network, parameters: ownWeights ?? initialParameters(network, seed) };
}

/** Does it name trained weights? Otherwise they are those that a seed draws. */
export function isTrainedSource({ model, file }: WeightsSource): boolean {
  return file !== undefined || model.file !== undefined;
}
