import type { Profile } from '../../../contract/profile.ts';
import type { DataSpecification, ModelSpecification } from '../../../contract/specification.ts';
import type { ProfilePreview } from '../../../contract/workbench/inspection.ts';
import { buildArchitecture } from '../../../lab/network/architectures/registry.ts';
import { initialParameters } from '../../../lab/network/initialisation.ts';
import type { Network } from '../../../lab/network/network.ts';
import { readNetworkWeights } from '../../../runs/job/network-weights.ts';
import { openEngine } from '../../../runs/job/open-engine.ts';
import { shippedProfile } from '../../../runs/profiles.ts';
import { networkSize } from '../../../runs/laboratory/energy-reference.ts';
import { fileSignature } from '../file-signature.ts';
import { rememberLast } from '../remember-last.ts';
import type { WorkContext } from '../workers/messages.ts';
import { checkWanted, serveWorks } from '../workers/serve-works.ts';
import { previewProfile } from './profile-preview.ts';
import { weightChanges, type WeightChanges } from './weight-changes.ts';

/** Weights of a network: those of a file, otherwise what a training with the seed begins with. */
export interface WeightsSource {
  readonly architecture: string;
  /** With an absolute path */
  readonly data: DataSpecification;
  readonly file?: string;
  readonly seed: number;
}

export interface PreviewInput {
  readonly model: ModelSpecification;
  readonly data: DataSpecification;
  /** Written out, or the name of a shipped one */
  readonly profile: Profile | string;
  readonly layer?: string;
  readonly bins: number;
  readonly seed: number;
}

export interface ChangesInput {
  readonly before: WeightsSource;
  readonly afterFile: string;
  readonly trained: readonly string[];
  readonly layer?: string;
  readonly bins: number;
}

type Parameters = Readonly<Record<string, Float32Array>>;

function networkKey(architecture: string, { source, path = '' }: DataSpecification): readonly string[] {
  return [architecture, source, path, fileSignature(path)];
}

const networkOf = rememberLast(
  (architecture: string, data: DataSpecification) => JSON.stringify(networkKey(architecture, data)),
  (architecture, data): Network => buildArchitecture(architecture, { ...networkSize(data) }),
);

const parametersOf = rememberLast(
  ({ architecture, data, file, seed }: WeightsSource) => {
    const weights = file === undefined ? [seed] : [file, fileSignature(file)];
    return JSON.stringify([...networkKey(architecture, data), ...weights]);
  },
  ({ architecture, data, file, seed }): Parameters => {
    const network = networkOf(architecture, data);
    return file === undefined ? initialParameters(network, seed) : readNetworkWeights(network, file);
  },
);

let engine: ReturnType<typeof openEngine> | undefined;

async function preview(input: PreviewInput, context: WorkContext): Promise<ProfilePreview> {
  const { model, data, layer, bins, seed } = input;
  const profile = typeof input.profile === 'string' ? shippedProfile(input.profile) : input.profile;
  const { architecture, weights: file } = model;
  context.progress({ fraction: 0, detail: 'weights' });
  const network = networkOf(architecture, data);
  const parameters = parametersOf({ architecture, data, file, seed });
  engine ??= openEngine({ name: 'wasm', precision: 'float32' });
  const request = { network, parameters, profile, seed, layer, bins };
  const opened = await engine;
  const start = performance.now();
  const found = await previewProfile(opened, request, (fraction, detail) => {
    checkWanted(context);
    const elapsed = (performance.now() - start) / 1000;
    const left = fraction > 0 ? { secondsLeft: (elapsed / fraction) * (1 - fraction) } : {};
    context.progress({ fraction, detail, ...left });
  });
  return { weightsFrom: file === undefined ? 'initial' : 'file', seed, ...found };
}

function changes({ before, afterFile, trained, layer, bins }: ChangesInput, context: WorkContext): WeightChanges {
  const network = networkOf(before.architecture, before.data);
  const first = parametersOf(before);
  checkWanted(context);
  return weightChanges({ network, before: first, after: readNetworkWeights(network, afterFile), trained, layer, bins });
}

const works = { preview, changes };
export type WeightsWorks = typeof works;

serveWorks(works);
