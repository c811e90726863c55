import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Specification } from '../../../contract/specification.ts';
import { hashOf } from '../../../store/canonical-json.ts';
import type { Workspace } from '../../../store/workspace.ts';
import { dataSignature } from '../file-signature.ts';

/** Of networks that were trained clean for a draft; larger ones take a hundred megabytes each. */
const mostKept = 8;

/** Folder for what is worth keeping between questions and nobody would miss. */
export function temporaryFolder(workspaceFolder: string): string {
  return join(workspaceFolder, 'temporary');
}

type Pretraining = Pick<Specification, 'data' | 'model' | 'engine'> & { readonly seed: number };

/** All that decides what a clean training finds. */
function pretrainingKey({ data, model, engine, seed }: Pretraining): string {
  const { source, path, limits, validation, seed: splitSeed, ...own } = data;
  return hashOf({
    // How files of several kinds are read, beside where they are
    data: { ...own, source, path, train: limits.train, validation, seed: splitSeed },
    architecture: model.architecture,
    network: model.checksum,
    pretraining: model.pretraining,
    engine,
    seed,
  });
}

export interface KnownPretraining {
  /** What the pretraining found, where it was done before: by a run of the workspace, or for a draft */
  readonly pretrained?: string;
  /** Where it is to be kept otherwise */
  readonly keepPretrainedAs?: string;
}

/** Nothing for a study that needs no pretraining. */
export function knownPretraining(workspace: Workspace, specification: Specification): KnownPretraining {
  const { data, model, engine, seeds } = specification;
  if (model.weights !== undefined || model.pretraining === undefined) return {};
  const key = pretrainingKey({ data, model, engine, seed: seeds[0]! });
  const ofRun = checkpointOfRun(workspace, key);
  if (ofRun !== undefined) return { pretrained: ofRun };
  const folder = join(temporaryFolder(workspace.folder), 'pretrained');
  const file = join(folder, `${hashOf([key, dataSignature(data)])}.safetensors`);
  if (existsSync(file)) return { pretrained: file };
  mkdirSync(folder, { recursive: true });
  removeOldest(folder);
  return { keepPretrainedAs: file };
}

function checkpointOfRun({ runs, checkpoints }: Workspace, key: string): string | undefined {
  for (const { id } of runs.list({ kind: 'pretrain', status: 'finished' })) {
    const { study, seed } = runs.get(id).configuration;
    if (pretrainingKey({ ...study, seed }) !== key) continue;
    const path = checkpoints.final(id)?.path;
    if (path !== undefined && existsSync(path)) return path;
  }
  return undefined;
}

/** Makes room for one more. */
function removeOldest(folder: string): void {
  const kept = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .toSorted((first, second) => second.at - first.at);
  for (const { path } of kept.slice(mostKept - 1)) rmSync(path, { force: true });
}
