import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { InputToPack } from '../../main/archive/archive-contents.ts';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import type { ArchiveManifest } from '../../main/contract/archive.ts';
import { sha256OfText } from '../../main/store/canonical-json.ts';
import { filesBelow } from '../store/support.ts';
import { archiveOf, filledWorkspace, opened, temporaryFolder } from './archived-study.ts';
import { packed, unpacked } from './edit-archive.ts';
import { inputsToPack } from './inputs-to-pack.ts';

const listed = inputsToPack().map(({ field, path, parts }) => ({ field, path, parts }));

async function archived() {
  const { workspace, studyId } = filledWorkspace(temporaryFolder());
  workspace.close();
  return archiveOf({ workspace: opened(workspace.folder), studyId }, 'a.noisefloor', { inputs: inputsToPack() });
}

/** Contents of what came with a study, by field and name. */
function contentsIn(workspace: ReturnType<typeof opened>, studyId: number): unknown {
  return workspace.inputs
    .ofStudy(studyId)
    .flatMap(({ field, folder, parts }) =>
      parts.map(({ name }) => [field, name, readFileSync(join(folder, name), 'utf8')]),
    );
}

const contents = [
  ['model.file', 'net/model.json', '{"a network": 1}'],
  ['model.file', 'net/shards/1.bin', 'same'],
  ['model.weights', 'weights.safetensors', 'same'],
];

describe('files of the author that a study reads', () => {
  test('are in an archive once each, listed with their hashes and the paths that the specification has', async () => {
    const { path, bytes } = await archived();
    const { manifest, entries } = unpacked(bytes);
    expect(manifest.inputs).toEqual(listed);
    const names = Object.keys(entries).filter((name) => name.startsWith('inputs/'));
    expect(names).toEqual(['{"a network": 1}', 'same'].map((content) => `inputs/${sha256OfText(content)}`));
    expect(await verifyArchive(path)).toMatchObject({ valid: true, summary: { inputs: listed } });
    const archive = await openArchive(path);
    expect(contentsIn(archive.workspace, archive.studyId)).toEqual(contents);
    await archive.close();
    const without = await openArchive(path, { weights: false });
    expect(filesBelow(without.workspace.folder).filter((name) => name.includes('inputs'))).toEqual([]);
    await without.close();
  });

  test('come into the workspace, again only once, and go into the next archive as they came', async () => {
    const { path, bytes } = await archived();
    const mine = opened(temporaryFolder());
    expect(await importArchive(mine, path)).toMatchObject({ outcome: 'added', inputs: { count: 3, bytes: 24 } });
    expect(contentsIn(mine, 1)).toEqual(contents);
    expect(mine.check()).toEqual([]);
    expect(await importArchive(mine, path)).toMatchObject({ outcome: 'unchanged', inputs: { count: 0 } });
    const copy = await importArchive(mine, path, { conflicts: 'as-copy' });
    expect(contentsIn(mine, copy.study.id)).toEqual(contents);
    expect(filesBelow(join(mine.folder, 'inputs'))).toHaveLength(3);

    const inputs = mine.inputs.ofStudy(1).map(({ folder, ...input }): InputToPack => ({
      ...input,
      parts: [...input.parts],
      sources: input.parts.map(({ name }) => join(folder, name)),
    }));
    const again = await archiveOf({ workspace: mine, studyId: 1 }, 'b.noisefloor', { inputs });
    expect(again.bytes.equals(bytes)).toBe(true);
  });

  test('are added to a study that came without them, unless they are where it says', async () => {
    const folder = temporaryFolder();
    const { workspace, studyId } = filledWorkspace(temporaryFolder());
    workspace.close();
    const theirs = { workspace: opened(workspace.folder), studyId };
    const path = join(folder, 'net.onnx');
    const content = Buffer.from('a network');
    const part = { name: 'net.onnx', bytes: content.length, sha256: sha256OfText('a network') };
    const inputs: readonly InputToPack[] = [{ field: 'model.file', path, parts: [part], sources: [content] }];
    const archive = await archiveOf(theirs, 'a.noisefloor', { inputs });
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, content);
    expect(await importArchive(theirs.workspace, archive.path)).toMatchObject({ outcome: 'unchanged' });
    rmSync(path);
    expect(await importArchive(theirs.workspace, archive.path)).toMatchObject({
      outcome: 'completed',
      runs: { added: 0 },
      inputs: { count: 1, bytes: 9 },
    });
    expect(contentsIn(theirs.workspace, studyId)).toEqual([['model.file', 'net.onnx', 'a network']]);
  });

  test('go with the last study that has them, and are missed where somebody takes one away', async () => {
    const { path } = await archived();
    const mine = opened(temporaryFolder());
    await importArchive(mine, path);
    const [network] = mine.inputs.ofStudy(1);
    rmSync(join(network!.folder, 'net', 'shards', '1.bin'));
    expect(mine.check()).toEqual([expect.stringMatching(/1\.bin is missing\.$/)]);
    await importArchive(mine, path, { conflicts: 'as-copy' });
    expect(mine.check()).toEqual([]);
    for (const { id } of mine.studies.list()) {
      mine.annotations.change(
        mine.runs.list({ studyId: id }).map((run) => run.id),
        { locked: false },
      );
      mine.trash.addStudy(id);
    }
    const later = Date.now() + 40 * 24 * 60 * 60 * 1000;
    mine.close();
    const { openWorkspace } = await import('../../main/store/workspace.ts');
    openWorkspace(mine.folder, { now: () => later }).close();
    expect(filesBelow(join(mine.folder, 'inputs'))).toEqual([]);
  });

  test('that change while the archive is written are no part of it', async () => {
    const filled = filledWorkspace(temporaryFolder());
    const path = join(temporaryFolder(), 'net.onnx');
    writeFileSync(path, 'another');
    const part = { name: 'net.onnx', bytes: 7, sha256: sha256OfText('network') };
    const inputs = [{ field: 'model.file', path, parts: [part], sources: [path] }];
    await expect(archiveOf(filled, 'a.noisefloor', { inputs })).rejects.toMatchObject({
      code: 'invalid-weights-file',
      message: expect.stringContaining('which the study reads, has another content') as string,
    });
  });
});

describe('an archive is refused', () => {
  type Change = (inputs: ArchiveManifest['inputs']) => unknown;
  const part =
    (change: object): Change =>
    ([first, ...others]) => [
      { ...first!, parts: [{ ...first!.parts[0]!, ...change }, ...first!.parts.slice(1)] },
      ...others,
    ];
  test.each<[string, Change, RegExp]>([
    ['whose file leads out', part({ name: '../x' }), /no name of a file/],
    ['whose file is a folder of another', part({ name: 'net' }), /two of its files have one name/],
    ['whose files differ in case alone', part({ name: 'NET/shards/1.BIN' }), /two of its files have one name/],
    ['whose file Windows keeps for itself', part({ name: 'a/nul.json' }), /no name of a file/],
    ['whose file is not in it', part({ sha256: '0'.repeat(64) }), /which the study reads, is missing/],
    ['whose file has another size', part({ bytes: 3 }), /which the study reads, is missing/],
    ['that has a file nobody reads', ([, second]) => [second], /is no file that the study reads/],
    ['that lists a field twice', (inputs) => [...inputs, inputs[0]], /lists an input twice/],
  ])('%s', async (_what, change, reason) => {
    const { bytes } = await archived();
    const path = join(temporaryFolder(), 'changed.noisefloor');
    writeFileSync(
      path,
      packed(unpacked(bytes), (manifest) => ({ ...manifest, inputs: change((manifest as ArchiveManifest).inputs) })),
    );
    await expect(openArchive(path)).rejects.toMatchObject({
      code: 'invalid-archive',
      message: expect.stringMatching(reason) as string,
    });
    expect((await verifyArchive(path)).valid).toBe(false);
  });
});
