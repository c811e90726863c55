import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { createArchive } from '../../main/archive/create-archive.ts';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive, verifyArchive } from '../../main/archive/open-archive.ts';
import { archivedTables, localTables } from '../../main/archive/archived-tables.ts';
import { openDatabase } from '../../main/store/database.ts';
import { machine } from '../store/samples.ts';
import { newRun } from '../store/support.ts';
import { application, archiveOf, contentOf, filledWorkspace, opened, temporaryFolder } from './archived-study.ts';

test('every table of the store is archived, or is known to be of one workspace alone', () => {
  const connection = openDatabase(temporaryFolder());
  const tables = connection
    .all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .map(({ name }) => name);
  connection.close();
  expect([...archivedTables.map(({ name }) => name), ...localTables].sort()).toEqual(tables.sort());
});

describe('an archive', () => {
  test('opens with everything of the study, and nothing of others; nobody is at work on it', async () => {
    const filled = filledWorkspace(temporaryFolder());
    const { path } = await archiveOf(filled, 'a.noisefloor', { weights: 'all' });
    const archive = await openArchive(path);
    expect(archive.summary).toMatchObject({
      study: { name: 'A study', runs: 4 },
      weights: 'all',
      files: { count: 3 },
      report: false,
    });
    expect(archive.workspace.studies.list()).toHaveLength(1);
    expect(archive.workspace.runs.list().map(({ id, status, stopRequested }) => [id, status, stopRequested])).toEqual([
      [1, 'finished', false],
      [2, 'failed', false],
      [3, 'lost', false],
      [4, 'stopped', false],
    ]);
    expect(archive.workspace.check()).toEqual([]);
    filled.workspace.close();
    // What the owner's end does to its runs, the archive says already
    const reopened = opened(filled.workspace.folder);
    const ended = JSON.parse(JSON.stringify(contentOf(reopened, filled.studyId))) as {
      runs: { run: object; log: unknown[] }[];
    };
    const archived = JSON.parse(JSON.stringify(contentOf(archive.workspace, archive.studyId))) as typeof ended;
    expect(archived.runs.slice(0, 2)).toEqual(ended.runs.slice(0, 2));
    const { endedAt: _ended, activeMs: _active, ...third } = ended.runs[2]!.run as Record<string, unknown>;
    expect(archived.runs[2]).toMatchObject({
      ...ended.runs[2],
      log: ended.runs[2]!.log.slice(0, -1),
      run: { ...third, activeMs: 0 },
    });
    await archive.close();
    expect(existsSync(archive.workspace.folder)).toBe(false);
  });

  test('has its texts, and tells what else is in it', async () => {
    const filled = filledWorkspace(temporaryFolder());
    const report = async () => [{ name: 'index.html', bytes: Buffer.from('<!doctype html>') }];
    const { path } = await archiveOf(filled, 'a.noisefloor', { report, weights: 'none' });
    const archive = await openArchive(path);
    expect(Buffer.from((await archive.read('report/index.html'))!).toString()).toBe('<!doctype html>');
    expect(Buffer.from((await archive.read('specification.yaml'))!).toString()).toContain('# <script>');
    expect(Buffer.from((await archive.read('README.txt'))!).toString()).toContain('report/index.html');
    expect(await archive.read('rows/runs.ndjson')).toBeUndefined();
    expect(archive.summary).toMatchObject({ report: true, files: { count: 0, bytes: 0 } });
    expect(archive.workspace.checkpoints.ofRun(1)).toEqual([]);
    await archive.close();
  });

  test('has the bytes that its content has, whatever else is in the workspace', async () => {
    const first = filledWorkspace(temporaryFolder());
    const { bytes, path } = await archiveOf(first, 'a.noisefloor', { weights: 'all' });
    const again = await archiveOf(first, 'b.noisefloor', { weights: 'all' });
    expect(again.bytes.equals(bytes)).toBe(true);

    const second = filledWorkspace(temporaryFolder());
    const { study } = await importArchive(second.workspace, path);
    const imported = await archiveOf({ workspace: second.workspace, studyId: study.id }, 'c.noisefloor', {
      weights: 'all',
    });
    expect(imported.bytes.equals(bytes)).toBe(true);
  });

  test('is right, as far as can be told', async () => {
    const { path, bytes } = await archiveOf(filledWorkspace(temporaryFolder()));
    const verification = await verifyArchive(path);
    expect(verification).toMatchObject({ path, valid: true, problems: [], summary: { bytes: bytes.length } });
    expect(verification.summary!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('creating', () => {
  test('replaces a file only when it is told to, and leaves nothing beside it', async () => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder());
    const path = join(temporaryFolder(), 'a.noisefloor');
    writeFileSync(path, 'mine');
    await expect(createArchive(workspace, studyId, path, { application })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    await createArchive(workspace, studyId, path, { application, replace: true });
    expect((await verifyArchive(path)).valid).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(['a.noisefloor']);
  });

  test.each([0.1, 0.5, 0.9])('leaves nothing when it is stopped at %d', async (when) => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder(), 5000);
    const folder = temporaryFolder();
    const stop = new AbortController();
    const created = createArchive(workspace, studyId, join(folder, 'a.noisefloor'), {
      application,
      signal: stop.signal,
      onProgress: (fraction) => void (fraction >= when && stop.abort()),
    });
    await expect(created).rejects.toMatchObject({ code: 'stopped' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names a file of weights that is missing or changed, and keeps nothing', async () => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder());
    const folder = temporaryFolder();
    const run = workspace.runs.list({ studyId })[0]!.id;
    const { path } = workspace.checkpoints.final(run)!;
    const create = () => createArchive(workspace, studyId, join(folder, 'a.noisefloor'), { application });
    writeFileSync(path, readFileSync(path, 'utf8').toUpperCase());
    await expect(create()).rejects.toMatchObject({
      code: 'invalid-weights-file',
      message: expect.stringContaining(path) as string,
    });
    rmSync(path);
    await expect(create()).rejects.toMatchObject({
      code: 'invalid-weights-file',
      message: expect.stringContaining('missing') as string,
    });
    expect(readdirSync(folder)).toEqual([]);
    const without = createArchive(workspace, studyId, join(folder, 'a.noisefloor'), { application, weights: 'none' });
    expect((await without).files).toEqual({ count: 0, bytes: 0 });
  });

  test.each([
    ['no/such/folder/a.noisefloor', 'invalid-argument'],
    ['', 'invalid-argument'],
  ])('refuses to write to "%s"', async (name, code) => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder());
    const created = createArchive(workspace, studyId, join(temporaryFolder(), name), { application });
    await expect(created).rejects.toMatchObject({ code });
  });

  test('knows no study that is not there', async () => {
    const { workspace } = filledWorkspace(temporaryFolder());
    await expect(createArchive(workspace, 77, join(temporaryFolder(), 'a'), { application })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('leaves out what is in the trash', async () => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder());
    workspace.trash.addRuns([workspace.runs.list({ studyId, status: 'failed' })[0]!.id]);
    const { path } = await archiveOf({ workspace, studyId });
    const archive = await openArchive(path);
    expect(archive.workspace.runs.list().map(({ seed }) => seed)).toEqual([1, 3, 4]);
    await archive.close();
  });

  test('works while others write', async () => {
    const { workspace, studyId } = filledWorkspace(temporaryFolder(), 3000);
    const path = join(temporaryFolder(), 'a.noisefloor');
    await createArchive(workspace, studyId, path, {
      application,
      weights: 'none',
      onProgress: () => void workspace.runs.create([newRun(studyId, { seed: 100 })]),
    });
    const archive = await openArchive(path);
    expect(archive.workspace.runs.list()).toHaveLength(4);
    await archive.close();
  });
});

test('opening changes no workspace, and a stop leaves no temporary store', async () => {
  const { path } = await archiveOf(filledWorkspace(temporaryFolder(), 5000));
  const temporary = temporaryFolder();
  vi.stubEnv('TMPDIR', temporary);
  const stop = new AbortController();
  const opening = openArchive(path, {
    signal: stop.signal,
    onProgress: (fraction) => void (fraction > 0.3 && stop.abort()),
  });
  await expect(opening).rejects.toMatchObject({ code: 'stopped' });
  expect(readdirSync(temporary)).toEqual([]);
  const archive = await openArchive(path);
  expect(() => archive.workspace.startSession(machine)).toThrow('read-only');
  await archive.close();
  await archive.close();
  expect(readdirSync(temporary)).toEqual([]);
  vi.unstubAllEnvs();
});
