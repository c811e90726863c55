import type { Profile } from '../../../contract/profile.ts';
import type { DataSpecification, ModelSpecification } from '../../../contract/specification.ts';
import type { ProfilePreview } from '../../../contract/workbench/inspection.ts';
import { readNetworkWeights } from '../../../runs/job/network-weights.ts';
import { openEngine } from '../../../runs/job/open-engine.ts';
import { namedProfile } from '../../../runs/profiles/named-profile.ts';
import { isTrainedSource, readStartingWeights, type WeightsSource } from '../../../runs/laboratory/starting-weights.ts';
import { networkFileSignature } from '../../../runs/model/network-file.ts';
import { withTimeLeft } from '../../../runs/progress/with-time-left.ts';
import { dataSignature, fileSignature } from '../file-signature.ts';
import { rememberLast } from '../remember-last.ts';
import type { WorkContext } from '../workers/messages.ts';
import { checkWanted, serveWorks } from '../workers/serve-works.ts';
import { previewProfile } from './profile-preview.ts';
import { weightChanges, type WeightChanges } from './weight-changes.ts';

export interface PreviewInput {
  readonly model: ModelSpecification;
  readonly data: DataSpecification;
  /** Written out, or the name of a shipped one, or name or path of one's own */
  readonly profile: Profile | string;
  /** Where those of one's own are looked for */
  readonly profileFolders: readonly string[];
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

const startingWeightsOf = rememberLast((source: WeightsSource) => {
  const { model, data, file = '', seed } = source;
  const network = model.file === undefined ? '' : networkFileSignature(model.file);
  const drawn = isTrainedSource(source) ? '' : seed;
  return JSON.stringify([
    model,
    network,
    // How files of several kinds are read decides the size of the network
    { ...data, limits: {}, validation: 0 },
    dataSignature(data),
    file,
    fileSignature(file),
    drawn,
  ]);
}, readStartingWeights);

let engine: ReturnType<typeof openEngine> | undefined;

async function preview(input: PreviewInput, context: WorkContext): Promise<ProfilePreview> {
  const { model, data, layer, bins, seed } = input;
  const profile = typeof input.profile === 'string' ? namedProfile(input.profile, input.profileFolders) : input.profile;
  context.progress({ fraction: 0, detail: 'weights' });
  const source = { model, data, file: model.weights, seed };
  const { network, parameters } = startingWeightsOf(source);
  engine ??= openEngine({ name: 'wasm', precision: 'float32' });
  const request = { network, parameters, profile, seed, layer, bins };
  const opened = await engine;
  const tell = withTimeLeft((progress) => context.progress(progress), 0);
  const found = await previewProfile(opened, request, (fraction, detail) => {
    checkWanted(context);
    tell(fraction, detail);
  });
  return { weightsFrom: isTrainedSource(source) ? 'file' : 'initial', seed, ...found };
}

function changes({ before, afterFile, trained, layer, bins }: ChangesInput, context: WorkContext): WeightChanges {
  const { network, parameters } = startingWeightsOf(before);
  checkWanted(context);
  return weightChanges({
    network,
    before: parameters,
    after: readNetworkWeights(network, afterFile),
    trained,
    layer,
    bins,
  });
}

const works = { preview, changes };
export type WeightsWorks = typeof works;

serveWorks(works);
