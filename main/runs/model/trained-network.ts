import { LabError } from '../../contract/errors.ts';
import { methodArchitecture } from '../../contract/specification.ts';
import type { Profile } from '../../contract/profile.ts';
import type { RunStatus } from '../../contract/run.ts';
import { buildArchitecture } from '../../lab/network/architectures/registry.ts';
import type { Network } from '../../lab/network/network.ts';
import { methodHardware } from '../../lab/training/hardware.ts';
import type { Run } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import { networkSize } from '../laboratory/energy-reference.ts';
import { storedModel } from './stored-model.ts';
import { studyNetwork } from './study-network.ts';

/** What a finished run has trained. */
export interface TrainedNetwork {
  readonly network: Network;
  /** Of the file with its weights, which are in torchvision's layout */
  readonly path: string;
  /** What it is used on; absent after a pretraining */
  readonly hardware?: Profile;
}

/**
 * The network that a run trained.
 *
 * @throws LabError 'not-found' for a run that trains nothing or has not finished; what reading the network's file throws
 */
export function trainedNetwork(workspace: Workspace, runId: number): TrainedNetwork {
  const run = workspace.runs.get(runId);
  const path = finalWeights(workspace, run);
  const { study, method, profile } = run.configuration;
  const own = method === undefined ? undefined : methodArchitecture(method);
  const size = networkSize(study.data, run.provenance?.data);
  const network =
    own === undefined
      ? studyNetwork(storedModel(workspace, run.studyId, study.model), size)
      : buildArchitecture(own, { ...size });
  if (method === undefined || profile === undefined) return { network, path };
  return { network, path, hardware: methodHardware(profile.profile, method).evaluation };
}

/** @returns values by name, in our layout */
export function trainedParameters({ network, path }: TrainedNetwork): Readonly<Record<string, Float32Array>> {
  return readNetworkWeights(network, path);
}

/** How a run comes to be finished. */
const stepFor: Readonly<Record<RunStatus, (id: number) => string>> = {
  queued: (id) => `Wait for it, or begin it: \`npm run -s lab -- runs resume ${id}\`.`,
  running: () => 'Wait until it has finished.',
  stopped: (id) => `Continue it: \`npm run -s lab -- runs resume ${id}\`.`,
  lost: (id) => `Continue it: \`npm run -s lab -- runs resume ${id}\`.`,
  failed: (id) => `See why: \`npm run -s lab -- runs show ${id}\`.`,
  finished: () => 'Its weights are gone; run the study again.',
};

/**
 * Where the weights are that a run ended with.
 *
 * @throws LabError 'not-found' for a run that trains nothing or has not finished
 */
export function finalWeights(workspace: Workspace, { id, kind, status }: Run): string {
  if (kind === 'prepare') {
    throw new LabError(
      'not-found',
      `Run ${id} measures what the noise costs; it trains nothing.`,
      'Choose a run that trains.',
    );
  }
  const found = status === 'finished' ? workspace.checkpoints.final(id) : undefined;
  if (found !== undefined) return found.path;
  throw new LabError(
    'not-found',
    `Run ${id} is ${status}, and its trained weights are kept when it has finished.`,
    stepFor[status](id),
  );
}
