import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openDatabase } from '../../main/store/database.ts';
import type { Workspace } from '../../main/store/workspace.ts';
import { machine } from '../store/samples.ts';
import { filesBelow, newRun, specification, started } from '../store/support.ts';
import { archiveOf, contentOf, filledWorkspace, opened, recordResults, temporaryFolder } from './archived-study.ts';
import { inputsToPack } from './inputs-to-pack.ts';

async function theirs() {
  const { workspace, studyId } = filledWorkspace(temporaryFolder(), 3000);
  workspace.close();
  const filled = { workspace: opened(workspace.folder), studyId };
  const { path } = await archiveOf(filled, 'a.noisefloor', { weights: 'all', inputs: inputsToPack() });
  return { ...filled, path };
}

function countOf(workspace: Workspace, table: string): number {
  const connection = openDatabase(workspace.folder, { readOnly: true });
  const { rows } = connection.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)!;
  connection.close();
  return rows;
}

test.each(['adding metrics', 'adding run log'])(
  'killed while %s, nothing is imported, and opening takes away what it left',
  async (moment) => {
    const { path, workspace, studyId } = await theirs();
    const folder = temporaryFolder();
    const before = opened(folder);
    before.studies.create(specification('Mine'), '');
    before.close();
    const program = fileURLToPath(new URL('./die-in-import.ts', import.meta.url));
    const { signal, stderr } = spawnSync(process.execPath, [program, folder, path, moment], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(signal).toBe('SIGKILL');
    const connection = openDatabase(folder);
    expect(connection.get<{ rows: number }>('SELECT count(*) AS rows FROM metrics')!.rows).toBeGreaterThan(0);
    connection.close();

    const after = opened(folder);
    expect(after.studies.list().map(({ name }) => name)).toEqual(['Mine']);
    expect(after.check()).toEqual([]);
    for (const table of ['metrics', 'accuracies', 'accuracy_draws', 'run_log', 'runs', 'imports', 'inputs']) {
      expect(countOf(after, table), table).toBe(0);
    }
    expect(filesBelow(folder).filter((name) => /files|inputs|incoming/.test(name))).toEqual([]);
    expect(await importArchive(after, path)).toMatchObject({ outcome: 'added', study: { id: 2 } });
    expect(contentOf(after, 2)).toEqual(contentOf(workspace, studyId));
  },
);

test('others go on meanwhile: they see nothing of it, and what they add gets other numbers', async () => {
  const { path, workspace: other, studyId: otherId } = await theirs();
  const mine = opened(temporaryFolder());
  const session = mine.startSession(machine);
  const studyId = mine.studies.create(specification('Mine'), '').id;
  let seed = 0;
  const imported = await importArchive(mine, path, {
    onProgress(_fraction, detail) {
      if (!detail.startsWith('adding')) return;
      const [run] = session.enqueue([newRun(studyId, { seed: ++seed })]);
      session.recordEvent(run!.id, started);
      recordResults(session, run!.id, { weights: 'mine' });
      session.recordEvent(run!.id, { type: 'finished' });
      expect(mine.studies.list()).toHaveLength(1);
      expect(mine.runs.list()).toHaveLength(seed);
      expect(mine.check()).toEqual([]);
    },
  });
  expect(seed).toBeGreaterThan(5);
  expect(imported).toMatchObject({ outcome: 'added', runs: { added: 4 } });
  expect(contentOf(mine, imported.study.id)).toEqual(contentOf(other, otherId));
  const own = mine.runs.list({ studyId });
  expect(own).toHaveLength(seed);
  for (const { id } of own) expect(mine.accuracies.ofRun(id).map(({ accuracy }) => accuracy)).toEqual([0.5, 0.55]);
  expect(mine.check()).toEqual([]);
});

test('the same archive imported twice at once is there once', async () => {
  const { path } = await theirs();
  const mine = opened(temporaryFolder());
  const both = await Promise.all([importArchive(mine, path), importArchive(mine, path)]);
  expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'unchanged']);
  expect(mine.runs.list()).toHaveLength(4);
  expect(mine.check()).toEqual([]);
  expect(filesBelow(join(mine.folder, 'incoming'))).toEqual([]);
});

test('what others change in the study meanwhile is seen before anything is added', async () => {
  const { path, workspace, studyId } = await theirs();
  const mine = opened(temporaryFolder());
  await importArchive(mine, path);
  const session = workspace.startSession(machine);
  const [extra] = session.enqueue([newRun(studyId, { seed: 5 })]);
  session.recordEvent(extra!.id, started);
  recordResults(session, extra!.id);
  session.end();
  const { path: newer } = await archiveOf({ workspace, studyId }, 'b.noisefloor', { weights: 'none' });
  let changed = false;
  const refused = await importArchive(mine, newer, {
    onProgress(_fraction, detail) {
      if (changed || !detail.startsWith('adding')) return;
      changed = true;
      mine.runs.create([newRun(1, { seed: 5 })]);
    },
  });
  expect(changed).toBe(true);
  expect(refused).toMatchObject({ outcome: 'refused', runs: { added: 0 } });
  expect(refused.conflicts[0]!.differences[0]).toContain('done a second time');
  expect(mine.runs.list()).toHaveLength(5);
  expect(mine.check()).toEqual([]);
});
