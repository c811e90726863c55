import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importArchive } from '../../main/archive/import-archive.ts';
import { openArchive } from '../../main/archive/open-archive.ts';
import { databaseName, openDatabase } from '../../main/store/database.ts';
import type { Workspace } from '../../main/store/workspace.ts';
import { machine } from '../store/samples.ts';
import { filesBelow, newRun, specification, started } from '../store/support.ts';
import { archiveOf, contentOf, filledWorkspace, opened, recordResults, temporaryFolder } from './archived-study.ts';

/** A filled workspace whose session has ended, so that nothing changes by itself. */
function settled(): { readonly workspace: Workspace; readonly studyId: number } {
  const { workspace, studyId } = filledWorkspace(temporaryFolder());
  workspace.close();
  return { workspace: opened(workspace.folder), studyId };
}

/** Continues a run that was stopped or lost, to its end. */
function finish(workspace: Workspace, runId: number, weights?: string): void {
  const session = workspace.startSession(machine);
  session.requeue(runId);
  session.recordEvent(runId, started);
  recordResults(session, runId, { weights });
  session.recordEvent(runId, { type: 'finished' });
  session.end();
}

/** The database's bytes without what is still in its log, and the names of the files */
function snapshot(workspace: Workspace): unknown {
  const path = join(workspace.folder, databaseName);
  return {
    database: readFileSync(path).toString('base64'),
    log: readFileSync(`${path}-wal`).toString('base64'),
    files: filesBelow(workspace.folder),
  };
}

/** Of an import that nobody may see any more */
function rowsOf(workspace: Workspace): unknown {
  const connection = openDatabase(workspace.folder, { readOnly: true });
  const rows = connection.get(`SELECT (SELECT count(*) FROM metrics) AS metrics,
    (SELECT count(*) FROM accuracy_draws) AS draws, (SELECT count(*) FROM imports) AS imports`);
  connection.close();
  return rows;
}

describe('importing', () => {
  test('adds a study with everything of it; again, it changes nothing', async () => {
    const theirs = settled();
    const { path } = await archiveOf(theirs, 'a.noisefloor', { weights: 'all' });
    const mine = opened(temporaryFolder());
    mine.studies.create(specification('Mine'), '');
    expect(await importArchive(mine, path)).toEqual({
      outcome: 'added',
      study: { id: 2, name: 'A study' },
      runs: { added: 4, unchanged: 0, kept: 0, trashed: 0 },
      files: { count: 3, bytes: expect.any(Number) as number },
      inputs: { count: 0, bytes: 0 },
      conflicts: [],
    });
    expect(contentOf(mine, 2)).toEqual(contentOf(theirs.workspace, theirs.studyId));
    expect(mine.check()).toEqual([]);
    expect(filesBelow(join(mine.folder, 'incoming'))).toEqual([]);

    const before = snapshot(mine);
    const again = await importArchive(mine, path);
    expect(again).toMatchObject({
      outcome: 'unchanged',
      study: { id: 2 },
      runs: { added: 0, unchanged: 4 },
      files: { count: 0 },
    });
    expect(snapshot(mine)).toEqual(before);
    // What is imported can be continued, and compared with what it was
    finish(mine, mine.runs.list({ studyId: 2, status: 'lost' })[0]!.id);
    expect(mine.check()).toEqual([]);
  });

  test('takes an archive of the same workspace for what is there', async () => {
    const { workspace, studyId } = settled();
    const { path } = await archiveOf({ workspace, studyId });
    expect(await importArchive(workspace, path)).toMatchObject({ outcome: 'unchanged', study: { id: studyId } });
  });

  test('adds runs that are new, and weights that an archive without them lacked', async () => {
    const theirs = settled();
    const without = await archiveOf(theirs, 'none.noisefloor', { weights: 'none' });
    const mine = opened(temporaryFolder());
    expect(await importArchive(mine, without.path)).toMatchObject({ outcome: 'added', files: { count: 0 } });
    theirs.workspace.runs.create([newRun(theirs.studyId, { seed: 5 })]);
    const withAll = await archiveOf(theirs, 'all.noisefloor', { weights: 'all' });
    expect(await importArchive(mine, withAll.path)).toMatchObject({
      outcome: 'completed',
      runs: { added: 1, unchanged: 4 },
      files: { count: 3 },
    });
    const [first] = mine.runs.list();
    expect(readFileSync(mine.checkpoints.final(first!.id)!.path, 'utf8')).toMatch(/^weights \d$/);
    expect(mine.check()).toEqual([]);
    expect(await importArchive(mine, withAll.path)).toMatchObject({ outcome: 'unchanged', runs: { unchanged: 5 } });
  });

  test('keeps what the user said of runs that are there', async () => {
    const { workspace, studyId } = settled();
    const { path } = await archiveOf({ workspace, studyId });
    const [run] = workspace.runs.list({ studyId });
    workspace.annotations.change([run!.id], {
      notes: 'Mine.',
      locked: false,
      removeTags: ['paper'],
      addTags: ['mine'],
    });
    workspace.studies.rename(studyId, 'My name for it');
    expect(await importArchive(workspace, path)).toMatchObject({
      outcome: 'unchanged',
      study: { name: 'My name for it' },
    });
    expect(workspace.annotations.ofRun(run!.id)).toMatchObject({ notes: 'Mine.', locked: false, tags: ['mine'] });
  });
});

describe('a conflict', () => {
  /** The archive has run 3 as lost, the workspace finished it; the archive has a run more */
  async function conflicting() {
    const { workspace, studyId } = settled();
    const [extra] = workspace.runs.create([newRun(studyId, { seed: 7 })]);
    const { path } = await archiveOf({ workspace, studyId }, 'a.noisefloor', { weights: 'all' });
    const [lost] = workspace.runs.list({ studyId, status: 'lost' });
    finish(workspace, lost!.id, 'mine');
    workspace.runs.requestStop(extra!.id);
    return { workspace, studyId, path, lost: lost!.id, extra: extra!.id };
  }

  test('is named, and nothing changes', async () => {
    const { workspace, path, lost } = await conflicting();
    const before = snapshot(workspace);
    const refused = await importArchive(workspace, path);
    expect(refused).toMatchObject({ outcome: 'refused', runs: { added: 0, unchanged: 3, kept: 0 } });
    expect(refused.conflicts[0]).toMatchObject({ runId: lost, what: 'noise-injection · five per cent · seed 3' });
    expect(refused.conflicts[0]!.differences).toEqual([
      'status (lost in the archive, finished here)',
      'attempts (1 in the archive, 2 here)',
      'what it has found',
    ]);
    expect(snapshot(workspace)).toEqual(before);
  });

  test('of two runs that ended alike is named by what they found', async () => {
    const { workspace, studyId } = settled();
    const { path } = await archiveOf({ workspace, studyId }, 'a.noisefloor', { weights: 'all' });
    const connection = openDatabase(workspace.folder);
    connection.execute('UPDATE accuracies SET accuracy = accuracy / 2; UPDATE runs SET active_ms = active_ms + 1');
    connection.close();
    const { conflicts } = await importArchive(workspace, path);
    expect(conflicts.map(({ differences }) => differences)).toContainEqual(['times', 'accuracies']);
  });

  test('leaves mine when I keep them, and takes the rest', async () => {
    const { workspace, studyId, path, lost } = await conflicting();
    const other = opened(temporaryFolder());
    await importArchive(other, path);
    const [theirs] = other.runs.list({ status: 'lost' });
    finish(other, theirs!.id, 'theirs');
    other.runs.create([newRun(1, { seed: 8 })]);
    const { path: newer } = await archiveOf({ workspace: other, studyId: 1 });
    const kept = await importArchive(workspace, newer, { conflicts: 'keep-mine' });
    expect(kept).toMatchObject({ outcome: 'completed', study: { id: studyId }, runs: { added: 1 } });
    expect(kept.conflicts.map(({ runId }) => runId)).toContain(lost);
    expect(readFileSync(workspace.checkpoints.final(lost)!.path, 'utf8')).toBe(`mine ${lost}`);
    expect(workspace.runs.list({ studyId }).map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 7, 8]);
    expect(workspace.check()).toEqual([]);
  });

  test('does not come up in a copy', async () => {
    const { workspace, studyId, path } = await conflicting();
    const copied = await importArchive(workspace, path, { conflicts: 'as-copy' });
    expect(copied).toMatchObject({
      outcome: 'added',
      study: { name: 'A study (copy)' },
      runs: { added: 5 },
      conflicts: [],
    });
    expect(copied.study.id).not.toBe(studyId);
    expect(workspace.runs.list({ studyId: copied.study.id })).toHaveLength(5);
    const again = await importArchive(workspace, path, { conflicts: 'as-copy' });
    expect(again.study.id).not.toBe(copied.study.id);
    expect(workspace.check()).toEqual([]);
  });

  test('is a run of the same configuration that was done in both places', async () => {
    const theirs = settled();
    const { path } = await archiveOf(theirs);
    const mine = opened(temporaryFolder());
    await importArchive(mine, path);
    const [twin] = mine.runs.create([newRun(1, { seed: 9 })]);
    theirs.workspace.runs.create([newRun(theirs.studyId, { seed: 9 })]);
    const { path: newer } = await archiveOf(theirs);
    const refused = await importArchive(mine, newer);
    expect(refused.conflicts).toMatchObject([
      { runId: twin!.id, differences: [expect.stringContaining('second time') as string] },
    ]);
    expect(await importArchive(mine, newer, { conflicts: 'keep-mine' })).toMatchObject({
      outcome: 'unchanged',
      runs: { kept: 1 },
    });
    expect(mine.runs.list({ studyId: 1 })).toHaveLength(5);
  });

  test('with the trash: a run stays there, a study has to come back first', async () => {
    const { workspace, studyId } = settled();
    const { path } = await archiveOf({ workspace, studyId });
    const [failed] = workspace.runs.list({ studyId, status: 'failed' });
    workspace.trash.addRuns([failed!.id]);
    expect(await importArchive(workspace, path)).toMatchObject({
      outcome: 'unchanged',
      runs: { unchanged: 3, trashed: 1 },
    });
    workspace.annotations.change(
      workspace.runs.list({ studyId }).map(({ id }) => id),
      { locked: false },
    );
    workspace.trash.addStudy(studyId);
    await expect(importArchive(workspace, path)).rejects.toMatchObject({ code: 'archive-conflict' });
    const copy = await importArchive(workspace, path, { conflicts: 'as-copy' });
    expect(workspace.runs.list({ studyId: copy.study.id })).toHaveLength(4);
  });
});

test('an import that is stopped leaves the workspace as it was', async () => {
  const { path } = await archiveOf(settled(), 'a.noisefloor', { weights: 'all' });
  const mine = opened(temporaryFolder());
  for (const when of [0.3, 0.52, 0.61, 0.9, 1]) {
    const stop = new AbortController();
    const importing = importArchive(mine, path, {
      signal: stop.signal,
      onProgress: (fraction) => void (fraction >= when && stop.abort()),
    });
    if (when < 1) await expect(importing, String(when)).rejects.toMatchObject({ code: 'stopped' });
    else expect((await importing).outcome).toBe('added');
    expect(mine.studies.list()).toHaveLength(when < 1 ? 0 : 1);
    expect(mine.check()).toEqual([]);
    if (when < 1) expect(rowsOf(mine)).toEqual({ metrics: 0, draws: 0, imports: 0 });
    expect(filesBelow(join(mine.folder, 'incoming'))).toEqual([]);
  }
});

test('an opened archive can be archived again, to the same bytes', async () => {
  const { path, bytes } = await archiveOf(settled(), 'a.noisefloor', { weights: 'all' });
  const archive = await openArchive(path);
  const again = await archiveOf(archive, 'b.noisefloor', { weights: 'all' });
  expect(again.bytes.equals(bytes)).toBe(true);
  await archive.close();
  rmSync(path);
});
