import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importOnnx } from '../../main/data/onnx/import-onnx.ts';
import { readSafetensors } from '../../main/data/safetensors.ts';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { readNetworkWeights } from '../../main/runs/job/network-weights.ts';
import type { Laboratory, StudyOutcome, Watcher } from '../../main/runs/services.ts';
import { readSpecification } from '../../main/runs/specification/read-specification.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { onnxFile } from '../support/network-files.ts';
import { tinyStudy } from './tiny-study.ts';

const watcher: Watcher = { signal: new AbortController().signal, onEvent: () => undefined };
const changes = {
  name: 'From a file',
  model: { file: 'mine.onnx' },
  profile: { quantization: { bits: 4, granularity: 'channel' }, weights: { noise: 'none' } },
  methods: [{ method: 'noise-injection' }, { method: 'reliable', storage: 'float32', architecture: 'mlp-4' }],
  training: { epochs: 1, batch: 32, optimizer: { kind: 'sgd', learningRate: 0.02 } },
};

let folder: string;
let laboratory: Laboratory;
let outcome: StudyOutcome;
const read = () => readSpecification('study.yaml', { currentFolder: folder });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-network-'));
  onnxFile(folder, 'mine.onnx', 3, 'mlp-8');
  writeFileSync(join(folder, 'study.yaml'), tinyStudy(changes));
  laboratory = await openLaboratory({ workspace: join(folder, 'workspace'), command: 'test' });
  outcome = await laboratory.startStudy(read(), watcher);
}, 60_000);

afterAll(async () => {
  await laboratory.close();
  rmSync(folder, { recursive: true });
});

describe('a study of a network from a file', () => {
  test('is prepared and trained like any other, and called by the name of its file', () => {
    expect(outcome.runs.map(({ kind, status }) => [kind, status])).toEqual([
      ['prepare', 'finished'],
      ['train', 'finished'],
      ['train', 'finished'],
    ]);
    expect(outcome.comparison?.architecture).toBe('mine');
  });

  test('keeps the checksum of the file with each run of it', async () => {
    const { specification } = read();
    expect(specification.model.checksum).toMatch(/^[0-9a-f]{64}$/);
    const [prepare, train, other] = await Promise.all(outcome.runs.map(({ id }) => laboratory.showRun(id)));
    for (const run of [prepare, train]) {
      expect(run!.provenance?.checksums['network']).toBe(specification.model.checksum);
    }
    expect(other!.provenance?.checksums).not.toHaveProperty('network');
  });

  test('is another study when the file is another one, and its runs go on with the first alone', () => {
    const before = read();
    onnxFile(folder, 'mine.onnx', 4, 'mlp-8');
    const after = read();
    onnxFile(folder, 'mine.onnx', 3, 'mlp-8');
    expect(after.hash).not.toBe(before.hash);
    expect(read().hash).toBe(before.hash);
  });
});

describe('the network that a run has trained', () => {
  const exported = async (name: string, format: 'onnx' | 'safetensors', codes = false) =>
    laboratory.exportNetwork({ runId: outcome.runs[1]!.id, format, codes, path: join(folder, name) });

  test('as safetensors has the weights of the store, bit by bit', async () => {
    const { path } = await exported('out.safetensors', 'safetensors');
    const workspace = openWorkspace(join(folder, 'workspace'), { readOnly: true });
    const stored = readSafetensors(workspace.checkpoints.final(outcome.runs[1]!.id)!.path);
    workspace.close();
    const found = readSafetensors(path);
    expect(found.tensors).toEqual(stored.tensors);
    expect(found.metadata).toMatchObject({ run: String(outcome.runs[1]!.id), study: 'From a file' });
  });

  test('as ONNX has the same weights, and comes in again', async () => {
    const weights = await exported('again.safetensors', 'safetensors');
    const { path } = await exported('again.onnx', 'onnx');
    const { network, parameters } = importOnnx(path);
    expect(parameters).toEqual(readNetworkWeights(network, weights.path));
    const check = await laboratory.checkNetwork(
      { model: { file: path }, weights: weights.path, engine: 'wasm' },
      watcher,
    );
    expect(check.mapping?.fits).toBe(true);
  }, 30_000);

  test('as codes has whole numbers of four bits', async () => {
    const { path, codedLayers } = await exported('codes.safetensors', 'safetensors', true);
    expect(codedLayers).toEqual(['fc1', 'fc2']);
    const { tensors } = readSafetensors(path);
    const { values } = tensors.get('fc1.weight.codes')!;
    expect(values).toBeInstanceOf(Int8Array);
    expect(Math.max(...[...(values as Int8Array)].map(Math.abs))).toBe(7);
    expect(tensors.get('fc1.weight.scale')!.shape).toEqual([8]);
  });

  test('is none where nothing was trained or nothing is quantised', async () => {
    const [prepare, , reliable] = outcome.runs;
    const asked = { format: 'onnx', path: join(folder, 'x.onnx') } as const;
    await expect(laboratory.exportNetwork({ ...asked, runId: prepare!.id, codes: false })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(laboratory.exportNetwork({ ...asked, runId: reliable!.id, codes: true })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });
});
