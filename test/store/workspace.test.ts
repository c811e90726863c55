import { existsSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkspace } from '../../main/store/workspace.ts';
import { machine } from './samples.ts';
import { incomingCheckpoint, newRun, specification, startedRun, temporaryFolder, thrownBy } from './support.ts';

describe('a workspace', () => {
  test('is a folder with a database, files and a place for incoming ones', () => {
    const folder = join(temporaryFolder(), 'new');
    openWorkspace(folder).close();
    for (const name of ['noisefloor.sqlite', 'files', 'incoming'])
      expect([name, existsSync(join(folder, name))]).toEqual([name, true]);
  });

  test('holds the same after closing and opening', () => {
    const folder = temporaryFolder();
    const first = openWorkspace(folder);
    const study = first.studies.create(specification(), 'yaml');
    const [run] = first.runs.create([newRun(study.id)]);
    first.close();
    const second = openWorkspace(folder);
    onTestFinished(() => second.close());
    expect(second.runs.get(run!.id)).toEqual(run);
    expect(second.studies.get(study.id)).toEqual({ ...study, runs: 1 });
  });

  test('ends its session when it is closed, which may happen twice', () => {
    const { workspace, runId } = startedRun();
    workspace.close();
    workspace.close();
    const again = openWorkspace(workspace.folder);
    onTestFinished(() => again.close());
    expect(again.foundLost).toEqual([]);
    expect(again.runs.get(runId).status).toBe('lost');
  });

  test('runs nothing read-only', () => {
    const { workspace } = startedRun();
    const viewer = openWorkspace(workspace.folder, { readOnly: true });
    onTestFinished(() => viewer.close());
    expect(viewer.readOnly).toBe(true);
    expect(viewer.runs.list()).toHaveLength(1);
    expect(thrownBy(() => viewer.startSession(machine))).toMatchObject({ code: 'store-unusable' });
    expect(thrownBy(() => viewer.studies.create(specification(), ''))).toMatchObject({ code: 'store-unusable' });
  });
});

describe('the check', () => {
  test('finds a file cut short and a dangling row', () => {
    const { workspace, session, runId, record } = startedRun();
    record(incomingCheckpoint(session.incomingFolder, 'weights'));
    expect(workspace.check()).toEqual([]);
    truncateSync(workspace.checkpoints.latest(runId)!.path, 3);
    const database = new Database(join(workspace.folder, 'noisefloor.sqlite'));
    database.pragma('foreign_keys = OFF');
    database.exec(`UPDATE runs SET study_id = 99`);
    database.close();
    expect(workspace.check()).toEqual([
      expect.stringMatching(/runs refers to something that is not in studies/),
      expect.stringMatching(/has 3 bytes instead of 7/),
    ]);
  });
});
