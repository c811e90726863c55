import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import { dataSchema } from '../../main/contract/specification.ts';
import { npyArray } from '../../main/data/npz/npy.ts';
import { writeNpz } from '../../main/data/npz/npz.ts';
import { importOnnx } from '../../main/data/onnx/import-onnx.ts';
import { readSafetensors } from '../../main/data/safetensors.ts';
import { openLaboratory } from '../../main/runs/laboratory.ts';
import { readNetworkWeights } from '../../main/runs/job/network-weights.ts';
import type { Laboratory } from '../../main/runs/services.ts';
import type { StudyOutcome } from '../../main/runs/laboratory/study-services.ts';
import type { Watcher } from '../../main/runs/progress/watcher.ts';
import { readSpecification } from '../../main/runs/specification/read-specification.ts';
import { openWorkspace } from '../../main/store/workspace.ts';
import { logitsOf, relativeDifference } from '../data/onnx/onnx-networks.ts';
import { wasm } from '../lab/training/engine-cases.ts';
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

const glyphs = dataSchema.parse({ source: 'glyphs' });

/** Of grey images, 16 × 16, by onnxruntime. */
async function runtimeLogits(path: string, images: Float32Array): Promise<Float32Array> {
  const session = await InferenceSession.create(path, { logSeverityLevel: 3 });
  const [output] = Object.values(
    await session.run({ input: new Tensor('float32', images, [images.length / 256, 1, 16, 16]) }),
  );
  await session.release();
  return output!.data as Float32Array;
}

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
});

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
    laboratory.exportNetwork({ runId: outcome.runs[1]!.id, format, codes, path: join(folder, name), replace: true });

  test('as safetensors has the weights of the store, bit by bit', async () => {
    const { path } = await exported('out.safetensors', 'safetensors');
    const workspace = openWorkspace(join(folder, 'workspace'), { readOnly: true });
    const stored = readSafetensors(workspace.checkpoints.final(outcome.runs[1]!.id)!.path);
    workspace.close();
    const found = readSafetensors(path);
    expect(found.tensors).toEqual(stored.tensors);
    expect(found.metadata).toMatchObject({ run: String(outcome.runs[1]!.id), study: 'From a file' });
  });

  test('is never written over a file that is there without being asked', async () => {
    const asked = { runId: outcome.runs[1]!.id, format: 'safetensors', codes: false } as const;
    const path = join(folder, 'mine.safetensors');
    writeFileSync(path, 'mine');
    await expect(laboratory.exportNetwork({ ...asked, path })).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(laboratory.exportNetwork({ ...asked, path: folder, replace: true })).rejects.toBeInstanceOf(LabError);
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await laboratory.exportNetwork({ ...asked, path, replace: true });
    expect(readSafetensors(path).metadata).toMatchObject({ run: String(asked.runId) });
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
  });

  test('as codes has whole numbers of four bits', async () => {
    const { path, codedLayers } = await exported('codes.safetensors', 'safetensors', true);
    expect(codedLayers).toEqual(['fc1', 'fc2']);
    const { tensors } = readSafetensors(path);
    const { values } = tensors.get('fc1.weight.codes')!;
    expect(values).toBeInstanceOf(Int8Array);
    expect(Math.max(...[...(values as Int8Array)].map(Math.abs))).toBe(7);
    expect(tensors.get('fc1.weight.scale')!.shape).toEqual([8]);
  });

  test('as codes is read again as the quantised weights, by a check and by a study', async () => {
    const weights = await exported('codes.safetensors', 'safetensors', true);
    const codes = await exported('codes.onnx', 'onnx', true);
    const check = await laboratory.checkNetwork(
      { model: { file: codes.path }, weights: weights.path, engine: 'wasm' },
      watcher,
    );
    expect(check.mapping).toMatchObject({
      fits: true,
      codes: { weights: 2, codec: '4 bits, symmetric, one scale for each output channel, halves to the even code' },
    });
    const { network, parameters } = importOnnx(codes.path);
    expect(readNetworkWeights(network, weights.path)).toEqual(parameters);
    writeFileSync(
      join(folder, 'coded.yaml'),
      tinyStudy({ ...changes, name: 'Codes', model: { file: 'mine.onnx', weights: 'codes.safetensors' } }),
    );
    const coded = readSpecification('coded.yaml', { currentFolder: folder });
    await laboratory.sensitivity(coded, watcher);
    expect(
      (await laboratory.listRuns({ study: 'Codes' }))
        .filter(({ kind }) => kind === 'prepare')
        .map(({ status }) => status),
    ).toEqual(['finished']);
  });

  test('says how its images were normalised, and warns of data that is normalised otherwise', async () => {
    const { path, notes } = await exported('said.onnx', 'onnx');
    const weights = await exported('said.safetensors', 'safetensors');
    expect(notes[0]).toContain('which are in its metadata');
    const same = await laboratory.describeNetwork({ model: { file: path }, data: glyphs });
    expect(same.file!.origin).toMatchObject({ warnings: [], normalises: false });
    expect(same.file!.origin!.inputs).toMatchObject({ mean: [0.2623], standardDeviation: [0.2033], range: 'unit' });
    expect(same.file!.origin!.facts.map(([name]) => name)).toEqual([
      'study',
      'run',
      'data',
      'written by Noisefloor',
      'command',
      'images',
      'channels',
      'classes',
    ]);
    const pixels = Uint8Array.from({ length: 40 * 256 }, (_, index) => (index * 7919) % 251);
    const labels = Uint8Array.from({ length: 40 }, (_, index) => index % 10);
    const entries = [
      ['x_train', npyArray([40, 16, 16], pixels)],
      ['y_train', npyArray([40], labels)],
    ] as const;
    writeFileSync(join(folder, 'other.npz'), writeNpz(entries));
    const other = dataSchema.parse({ source: 'npz', path: join(folder, 'other.npz') });
    const described = await laboratory.describeNetwork({ model: { file: path }, data: other });
    expect(described.file!.origin!.warnings[0]).toMatch(
      /^The network was trained on images normalised by mean 0.2623 and deviation 0.2033; those of this data are/,
    );
    const checked = await laboratory.checkNetwork(
      { model: { file: path }, weights: weights.path, data: other, engine: 'wasm' },
      watcher,
    );
    expect(checked.origin!.warnings).toEqual(described.file!.origin!.warnings);
  });

  test('begins with the normalisation where that is asked for: the same logits of images from 0 to 1', async () => {
    const plain = await exported('plain.onnx', 'onnx');
    const whole = await laboratory.exportNetwork({
      runId: outcome.runs[1]!.id,
      format: 'onnx',
      codes: false,
      withNormalisation: true,
      path: join(folder, 'whole.onnx'),
    });
    expect(whole.notes[0]).toBe('It reads images that are not normalised, from 0 to 1.');
    const images = Float32Array.from({ length: 3 * 256 }, (_, index) => ((index * 7919) % 256) / 255);
    const normalised = images.map((value) => (value - 0.2623) / 0.2033);
    const logits = await runtimeLogits(whole.path, images);
    expect(relativeDifference(logits, await runtimeLogits(plain.path, normalised))).toBeLessThan(1e-5);
    const imported = importOnnx(whole.path);
    expect(imported.network.nodes[0]!.op).toBe('batch-norm');
    expect(
      relativeDifference(await logitsOf(wasm, imported.network, imported.parameters, images), logits),
    ).toBeLessThan(1e-5);
    const { file } = await laboratory.describeNetwork({ model: { file: whole.path }, data: glyphs });
    expect(file!.origin!.warnings.join()).toContain('The network normalises its images itself');
    await expect(
      laboratory.exportNetwork({
        runId: outcome.runs[1]!.id,
        format: 'safetensors',
        codes: false,
        withNormalisation: true,
        path: join(folder, 'no.safetensors'),
      }),
    ).rejects.toMatchObject({ code: 'invalid-argument' });
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
