import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { studyInputs } from '../../../main/runs/archives/study-inputs.ts';
import { studyNeeds } from '../../../main/runs/archives/study-needs.ts';
import { networkFileChecksum } from '../../../main/runs/model/network-file.ts';
import { projectFolder } from '../../../main/runs/project-folder.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { machine } from '../../store/samples.ts';
import { sha256OfFile } from '../../../main/store/incoming.ts';
import { newRun, temporaryFolder, temporaryWorkspace } from '../../store/support.ts';
import { denseModel, onnxFile } from '../../support/network-files.ts';
import { smallStudy } from '../job/bench.ts';

function studyOf(changes: Record<string, unknown>, source = ''): { store: Workspace; id: number } {
  const store = temporaryWorkspace();
  return { store, id: store.studies.create(smallStudy(changes), source).id };
}

const found = ({ store, id }: { store: Workspace; id: number }) => studyInputs(store, id);

describe('what an archive can hold of what a study reads', () => {
  test('is a network with the files it names, called as its author calls it', () => {
    const folder = join(temporaryFolder(), 'my net');
    mkdirSync(folder);
    const path = denseModel(folder, 4, 2);
    const { inputs, leftOut } = found(studyOf({ model: { file: path, checksum: networkFileChecksum(path) } }));
    expect(leftOut).toEqual([]);
    expect(inputs).toMatchObject([
      {
        field: 'model.file',
        path,
        parts: [
          { name: 'my net/model.json', sha256: sha256OfFile(path) },
          { name: 'my net/weights.bin', bytes: 40 },
        ],
        sources: [path, join(folder, 'weights.bin')],
      },
    ]);
  });

  test('is not what is gone, has changed, or cannot be read: that is told', () => {
    const { path } = onnxFile(temporaryFolder());
    const study = studyOf({ model: { file: path, checksum: networkFileChecksum(path) } });
    expect(found(study).inputs).toHaveLength(1);
    // A field that nobody knows leaves the network as it is
    appendFileSync(path, Buffer.from([0xfa, 0x07, 0x01, 0x61]));
    expect(found(study)).toEqual({
      inputs: [],
      leftOut: [`${path} (\`model.file\`) has another content than the study read.`],
    });
    appendFileSync(path, 'x');
    expect(found(study).leftOut).toEqual([expect.stringContaining('cannot be read')]);
    rmSync(path);
    expect(found(study).leftOut).toEqual([`${path} (\`model.file\`) is not there any more.`]);
  });

  test.each(['../shared/data/pretrained/a.safetensors', 'resources/weights/a.safetensors'])('is not %s', (name) => {
    const weights = resolve(projectFolder(), name);
    expect(found(studyOf({ model: { architecture: 'mlp-8', weights } }))).toEqual({
      inputs: [],
      leftOut: [`${weights} (\`model.weights\`) comes with the program or its data sets.`],
    });
  });

  test('is a profile of the author’s own, as the study took it in; a shipped one is not', () => {
    const weights = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.25 };
    const changes = { profile: undefined, profiles: { 'a.b': { weights }, c: { weights } } };
    const source = 'profiles: { a.b: some/chip.yaml, c: gaussian-multiplicative/low }\n';
    const { inputs } = found(studyOf(changes, source.replace('gaussian-multiplicative/low', 'ideal')));
    expect(inputs.map(({ field, path, parts }) => [field, path, parts[0]!.name])).toEqual([
      ['profiles.a.b', 'some/chip.yaml', 'profiles/chip.yaml'],
    ]);
    expect(Buffer.from(inputs[0]!.sources[0] as Uint8Array).toString()).toContain('sigma: 0.25');
  });
});

test('data sets of another checkout are left out by the way that specifications name them', () => {
  const weights = join(temporaryFolder(), 'w.safetensors');
  writeFileSync(weights, 'w');
  const model = { architecture: 'mlp-8', weights };
  const named = (path: string) => found(studyOf({ model }, `model: { architecture: mlp-8, weights: ${path} }\n`));
  expect(named('../shared/data/w.safetensors').inputs).toEqual([]);
  expect(named('../mine/w.safetensors').inputs).toHaveLength(1);
});

describe('what it takes to run a study again', () => {
  test('is named as the specification names it, with the hashes that its runs recorded', () => {
    const weights = join(temporaryFolder(), 'w.safetensors');
    const data = { source: 'cifar10', path: '/elsewhere/cifar' };
    const source = 'data: { source: cifar10, path: ../cifar }\n';
    const study = studyOf({ data, model: { architecture: 'mlp-8', weights } }, source);
    const { store, id } = study;
    const bare = studyNeeds(store, id, new Set());
    expect(bare).toMatchObject([
      { field: 'data.path', path: '../cifar', checksums: [], held: false },
      { field: 'model.weights', path: weights, checksums: [], held: false },
    ]);
    const session = store.startSession(machine);
    const [run] = session.enqueue([
      newRun(id, { study: { ...smallStudy({ data, model: { architecture: 'mlp-8', weights } }) } }),
    ]);
    const checksums = { training: 'a'.repeat(64), test: 'b'.repeat(64), weights: 'c'.repeat(64) };
    const provenance = { engine: 'wasm', precision: 'float32', versions: {}, checksums };
    session.recordEvent(run!.id, { type: 'started', provenance });
    expect(studyNeeds(store, id, new Set(['model.weights']))).toMatchObject([
      {
        checksums: [
          { part: 'training', sha256: 'a'.repeat(64) },
          { part: 'test', sha256: 'b'.repeat(64) },
        ],
        held: false,
      },
      { checksums: [{ part: 'weights', sha256: 'c'.repeat(64) }], held: true },
    ]);
  });

  test('is nothing but the program where the data are built in', () => {
    const { store, id } = studyOf({});
    expect(studyNeeds(store, id, new Set())).toEqual([]);
  });
});

test('no file is read for its hash where only sizes are wanted', () => {
  const { path } = onnxFile(temporaryFolder());
  const { store, id } = studyOf({ model: { file: path, checksum: '0'.repeat(64) } });
  expect(studyInputs(store, id, { hash: false }).inputs).toMatchObject([
    { parts: [{ bytes: readFileSync(path).length, sha256: '0'.repeat(64) }] },
  ]);
});
