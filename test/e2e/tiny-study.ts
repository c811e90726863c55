import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { AccuracyResult } from '../../main/contract/run.ts';
import type { Tensor } from '../../main/data/safetensors.ts';
import { writeSafetensors } from '../../main/data/safetensors-writer.ts';
import { weightToTorch } from '../../main/data/weights-layout.ts';
import { buildArchitecture } from '../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../main/lab/network/initialisation.ts';
import { openWorkspace, type Workspace } from '../../main/store/workspace.ts';

const sgd = { kind: 'sgd', learningRate: 0.02, momentum: 0.9 };

/** The text of a specification that is done in seconds; what is given takes the place of the rest. */
export function tinyStudy(changes: Record<string, unknown> = {}): string {
  return stringify({
    version: 1,
    name: 'Tiny',
    data: { source: 'glyphs', limits: { train: 64, test: 32 } },
    model: { architecture: 'mlp-8', weights: 'mlp-8.safetensors' },
    profile: { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.3 } },
    sensitivity: { metrics: ['std'], batch: 16, draws: 2 },
    methods: [{ method: 'noise-injection' }, { method: 'saft', layers: { by: 'std', k: 1 } }],
    training: { epochs: 2, batch: 16, optimizer: sgd },
    evaluation: { draws: 2, batch: 32 },
    engine: { name: 'wasm' },
    seeds: [1],
    ...changes,
  });
}

/** Trains for minutes, in steps of milliseconds, with a checkpoint every few of them. */
export const endless = { training: { epochs: 5000, batch: 16, optimizer: sgd } };

/** Weights of a network for glyphs, that nothing was trained for. */
export function writeWeights(
  file: string,
  architecture: string,
  change?: (tensors: Map<string, Tensor>) => void,
  metadata: Readonly<Record<string, string>> = {},
): void {
  const network = buildArchitecture(architecture, { inputShape: [16, 16, 1], classes: 10 });
  const values = initialParameters(network, 1);
  const tensors = new Map<string, Tensor>(
    Object.entries(network.parameters).map(([name, { kind, shape }]) => [
      name,
      weightToTorch(kind, { shape, values: values[name]! }),
    ]),
  );
  change?.(tensors);
  writeSafetensors(file, tensors, metadata);
}

/** A folder with `tiny.yaml` and the weights it names. */
export function studyFolder(changes: Record<string, unknown> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-e2e-'));
  writeFileSync(join(folder, 'tiny.yaml'), tinyStudy(changes));
  writeWeights(join(folder, 'mlp-8.safetensors'), 'mlp-8');
  writeWeights(join(folder, 'lenet5.safetensors'), 'lenet5');
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

export function withStore<Result>(folder: string, look: (store: Workspace) => Result): Result {
  const store = openWorkspace(join(folder, 'noisefloor-workspace'));
  try {
    return look(store);
  } finally {
    store.close();
  }
}

export interface Finding {
  readonly accuracies: readonly AccuracyResult[];
  /** Of the final weights */
  readonly sha256: string | undefined;
  readonly scores: readonly number[];
  readonly losses: readonly number[];
}

/** What the finished runs found that does not depend on the clock, by what they did. */
export function findingsOf(folder: string): Readonly<Record<string, Finding>> {
  return withStore(folder, (store) =>
    Object.fromEntries(
      store.runs.list({ status: 'finished' }).map(({ id, kind, methodLabel, profileLabel, seed }) => [
        [kind, methodLabel, profileLabel, seed].join(' '),
        {
          accuracies: store.accuracies.ofRun(id),
          sha256: store.checkpoints.final(id)?.sha256,
          scores: store.sensitivities.ofRun(id).map(({ value }) => value),
          losses: store.metrics.read(id, 'loss').map(({ value }) => value),
        },
      ]),
    ),
  );
}

export function statusesOf(folder: string): Readonly<Record<number, string>> {
  return withStore(folder, (store) => Object.fromEntries(store.runs.list().map(({ id, status }) => [id, status])));
}
