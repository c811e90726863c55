import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { StudyComparison } from '../../../main/contract/results.ts';
import { profileSchema } from '../../../main/contract/profile.ts';
import { profileToYaml } from '../../../main/runs/profiles/profile-yaml.ts';
import { readSpecification } from '../../../main/runs/specification/read-specification.ts';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { createArchiveClient } from '../../../renderer/client/archive-client.ts';
import { finishedMemoryStudy, memoryStudy } from '../../runs/laboratory/memory-study.ts';
import { tinyStudy } from '../../e2e/tiny-study.ts';
import { onnxFile } from '../../support/network-files.ts';
import { beginWorkbench, openWorkbench, temporaryFolder } from '../bench.ts';

async function bench() {
  const study = finishedMemoryStudy(memoryStudy());
  const { client } = await openWorkbench(study.store.folder, { workspace: study.store.folder });
  const path = join(temporaryFolder(), 'deeper', 'memories.noisefloor');
  return { study, client, path };
}

/** A workbench over an empty workspace. */
const elsewhere = () => openWorkbench(temporaryFolder());

describe('archives', () => {
  test('are created with their size known before, verified, and refused where a file is already', async () => {
    const { study, client, path } = await bench();
    const estimate = await client.call('archives.estimate', { study: study.studyId });
    expect(estimate).toEqual({ name: 'memories.noisefloor', files: { none: 0, final: 0, all: 0 } });
    expect(await client.call('archives.inputs', { study: study.studyId })).toEqual({ inputs: [], leftOut: [] });
    const fractions: number[] = [];
    const made = await client.call(
      'archives.create',
      { study: study.studyId, path, weights: 'final' },
      { onProgress: ({ fraction }) => fractions.push(fraction) },
    );
    expect(made).toMatchObject({
      path,
      study: { name: 'Memories', runs: study.ids.length },
      report: true,
      notices: [],
    });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(await client.call('archives.verify', { path })).toMatchObject({ valid: true, problems: [] });

    const again = { study: study.studyId, path, weights: 'none' as const };
    await expect(client.call('archives.create', again)).rejects.toMatchObject({
      code: 'invalid-argument',
      nextStep: 'Choose another name, or tick “Replace a file of this name”.',
    });
    await client.call('archives.create', { ...again, replace: true });
    await expect(client.call('archives.create', { ...again, study: 99 })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('leave nothing where they are cancelled, not even the folder that was made for them', async () => {
    const { study, client, path } = await bench();
    const stop = new AbortController();
    const cancelled = client.call(
      'archives.create',
      { study: study.studyId, path, weights: 'final' },
      { signal: stop.signal, patient: true, onProgress: () => stop.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'stopped' });
    expect(existsSync(dirname(path))).toBe(false);
    const long = join(dirname(path), `${'x'.repeat(300)}.noisefloor`);
    const refused = client.call('archives.create', { study: study.studyId, path: long, weights: 'none' });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('The name is too long') });
    expect(existsSync(dirname(path))).toBe(false);
  });

  test('show on another machine what the workspace shows, and change nothing there', async () => {
    const { study, client, path } = await bench();
    await client.call('archives.create', { study: study.studyId, path, weights: 'none' });
    const here = await client.call('studies.compare', { id: study.studyId });

    const { client: other } = await elsewhere();
    const opened = await other.call('archives.open', { path });
    expect(await other.call('archives.open', { path })).toEqual(opened);
    const archived = createArchiveClient(other, opened.archive);
    const there = await archived.call('studies.compare', { id: opened.study });
    const measured = ({ profiles, fronts }: StudyComparison): unknown =>
      JSON.parse(
        JSON.stringify({ profiles, fronts }, (key, value: unknown) => (/^(?:runId|ids?)$/.test(key) ? 0 : value)),
      );
    expect(measured(there)).toEqual(measured(here));
    const reading = { id: opened.study, method: 'lanmax', against: 'reliable', accuracy: 0.95 };
    expect((await archived.call('studies.front-reading', reading)).saving!.factor.value).toBeCloseTo(1 / 0.3, 6);

    const rows = await archived.call('runs.list', {});
    expect(rows.map(({ status }) => status)).toEqual(study.ids.map(() => 'finished'));
    expect((await archived.call('runs.show', { id: rows[0]!.id })).run.studyName).toBe('Memories');
    const columns = await archived.call('runs.columns', {});
    expect(columns.length).toBeGreaterThan(10);
    expect(await other.call('studies.list', {})).toEqual([]);

    await expect(archived.call('runs.trash', { ids: [1] })).rejects.toMatchObject({ code: 'invalid-argument' });
    const wrong = { archive: opened.archive, method: 'runs.show' as const, input: { id: 'first' } };
    await expect(other.call('archives.read', wrong)).rejects.toMatchObject({ code: 'invalid-message' });
  });

  test('are exported from: the same numbers, and a command that names the study', async () => {
    const { study, client, path } = await bench();
    await client.call('archives.create', { study: study.studyId, path, weights: 'none' });
    const { client: other } = await elsewhere();
    const { archive } = await other.call('archives.open', { path });
    const csv = { table: 'energy-accuracy-table', format: 'csv' as const };
    const here = await client.call('exports.table', { of: { study: study.studyId }, ...csv });
    expect(await other.call('exports.table', { of: { archive }, ...csv })).toEqual(here);
    const latex = await other.call('exports.table', { of: { archive }, ...csv, format: 'latex' });
    expect(Buffer.from(latex.files[0]!.bytes, 'base64').toString()).toMatch(/lab -- export Memories@[0-9a-f]+ \. /);
  });

  test('are imported once, with conflicts named and a choice', async () => {
    const { study, client, path } = await bench();
    await client.call('archives.create', { study: study.studyId, path, weights: 'none' });
    const { client: other } = await elsewhere();
    const first = await other.call('archives.import', { path });
    expect(first).toMatchObject({ outcome: 'added', runs: { added: study.ids.length } });
    expect((await other.call('studies.list', {})).map(({ name }) => name)).toEqual(['Memories']);
    expect(await other.call('archives.import', { path })).toMatchObject({ outcome: 'unchanged', study: first.study });
    await other.call('studies.compare', { id: first.study.id });
    const copy = await other.call('archives.import', { path, conflicts: 'as-copy' });
    expect(['added', 'unchanged']).toContain(copy.outcome);
  });

  test('hold files of the user’s own by choice; where they are imported, a new study begins from these', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'profiles'));
    const { path: network } = onnxFile(folder, 'mine.onnx', 3, 'mlp-8');
    const weights = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.25 } as const;
    writeFileSync(join(folder, 'profiles', 'chip.yaml'), profileToYaml(profileSchema.parse({ name: 'chip', weights })));
    writeFileSync(join(folder, 'study.yaml'), tinyStudy({ model: { file: 'mine.onnx' }, profile: 'chip' }));
    const asked = readSpecification('study.yaml', { currentFolder: folder });
    const here = openWorkspace(join(folder, 'workspace'));
    const study = here.studies.create(asked.specification, asked.text, asked.hash).id;
    here.close();
    const { client } = await openWorkbench(folder, { workspace: join(folder, 'workspace') });
    const { inputs, leftOut } = await client.call('archives.inputs', { study });
    expect(inputs).toMatchObject([
      { field: 'model.file', path: network, files: 1, bytes: readFileSync(network).length },
      { field: 'profile', path: 'chip', files: 1 },
    ]);
    expect(leftOut).toEqual([]);
    const paths = [join(folder, 'with.noisefloor'), join(folder, 'without.noisefloor')];
    const made = await client.call('archives.create', { study, path: paths[0]!, weights: 'none' });
    expect(made.inputs.map(({ field }) => field)).toEqual(['model.file', 'profile']);
    const bare = await client.call('archives.create', { study, path: paths[1]!, weights: 'none', inputs: false });
    expect(bare.inputs).toEqual([]);
    expect(await client.call('archives.open', { path: paths[1]! })).toMatchObject({
      needs: [{ field: 'model.file', path: 'mine.onnx', held: false, checksums: [{ part: 'network' }] }],
    });

    const out = join(temporaryFolder(), 'out');
    const written = await client.call('archives.extract', { path: paths[0]!, folder: out });
    expect(written).toEqual({
      folder: out,
      extracted: ['report.html', 'specification.yaml', 'README.txt', 'mine.onnx', 'profiles/chip.yaml'],
      changed: [],
      left: [],
    });
    expect(readFileSync(join(out, 'mine.onnx'))).toEqual(readFileSync(network));
    expect(await client.call('archives.extract', { path: paths[0]!, folder: out })).toEqual(written);
    writeFileSync(join(out, 'README.txt'), 'Of somebody else.');
    await expect(client.call('archives.extract', { path: paths[0]!, folder: out })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: `There is something else at ${join(out, 'README.txt')} already.`,
    });
    expect(readFileSync(join(out, 'README.txt'), 'utf8')).toBe('Of somebody else.');
    const lacking = await client.call('archives.extract', { path: paths[1]!, folder: join(out, 'deeper') });
    expect(lacking.left).toMatchObject([{ field: 'model.file', path: 'mine.onnx' }]);
    expect(lacking.changed).toMatchObject([{ field: 'profile', path: 'chip' }]);

    const other = await openWorkbench(temporaryFolder());
    const imported = await other.client.call('archives.import', { path: paths[0]! });
    expect(imported).toMatchObject({ outcome: 'added', inputs: { count: 2 } });
    const shown = await other.client.call('studies.show', { id: imported.study.id });
    expect(shown.text).toBe(asked.text);
    const { model, profile } = shown.written as { model: { file: string }; profile: unknown };
    expect(readFileSync(model.file)).toEqual(readFileSync(network));
    expect(model.file).not.toBe(network);
    expect(profile).toEqual({ name: 'chip', weights });
  });

  test('that are damaged, missing or not open are refused with their reason', async () => {
    const { study, client, path } = await bench();
    await client.call('archives.create', { study: study.studyId, path, weights: 'none' });
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 1;
    const damaged = join(temporaryFolder(), 'damaged.noisefloor');
    writeFileSync(damaged, bytes);
    await expect(client.call('archives.open', { path: damaged })).rejects.toMatchObject({ code: 'invalid-archive' });
    expect(await client.call('archives.verify', { path: damaged })).toMatchObject({ valid: false });
    await expect(client.call('archives.import', { path: damaged })).rejects.toMatchObject({ code: 'invalid-archive' });
    await expect(client.call('archives.open', { path: `${path}.none` })).rejects.toMatchObject({
      code: 'missing-file',
    });

    const { archive } = await client.call('archives.open', { path });
    await client.call('archives.close', { archive });
    await expect(client.call('archives.read', { archive, method: 'runs.list', input: {} })).rejects.toMatchObject({
      code: 'not-found',
      nextStep: 'Open it again.',
    });
  });

  test('the one that was asked for longest ago is closed when there are many, and all with the workbench', async () => {
    const { study, client } = await bench();
    const folder = temporaryFolder();
    const scratch = temporaryFolder();
    vi.stubEnv('TMPDIR', scratch);
    onTestFinished(() => void vi.unstubAllEnvs());
    const other = await beginWorkbench(folder);
    const handles: string[] = [];
    for (let place = 0; place < 5; place++) {
      const own = join(folder, `${place}.noisefloor`);
      await client.call('archives.create', { study: study.studyId, path: own, weights: 'none' });
      handles.push((await other.client.call('archives.open', { path: own })).archive);
    }
    const read = (archive: string) => other.client.call('archives.read', { archive, method: 'runs.list', input: {} });
    await expect(read(handles[0]!)).rejects.toMatchObject({ code: 'not-found' });
    expect(await read(handles[1]!)).toHaveLength(study.ids.length);
    expect(readdirSync(scratch)).toHaveLength(4);
    await other.close();
    expect(readdirSync(scratch)).toEqual([]);
  });
});
