import { expect, test } from 'vitest';
import { openDatabase } from '../../../main/store/database.ts';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { newRun, specification, temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

function uidsOf(folder: string, table: 'studies' | 'runs'): readonly string[] {
  const connection = openDatabase(folder, { readOnly: true });
  const uids = connection.all<{ uid: string }>(`SELECT uid FROM ${table} ORDER BY id`).map(({ uid }) => uid);
  connection.close();
  return uids;
}

test('names what is there, and what comes, each by a name of its own that stays', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 120);
  insertRun(before);
  before.close();
  const workspace = openWorkspace(folder);
  const studyId = workspace.studies.create(specification(), '').id;
  expect(workspace.runs.create([newRun(studyId), newRun(studyId, { seed: 2 })]).map(({ id }) => id)).toEqual([2, 3]);
  workspace.close();

  const [studies, runs] = [uidsOf(folder, 'studies'), uidsOf(folder, 'runs')];
  expect([studies.length, runs.length]).toEqual([2, 3]);
  const all = [...studies, ...runs];
  expect(all.every((uid) => /^[0-9a-f]{32}$/.test(uid))).toBe(true);
  expect(new Set(all).size).toBe(5);
  openWorkspace(folder).close();
  expect([...uidsOf(folder, 'studies'), ...uidsOf(folder, 'runs')]).toEqual(all);
});

test('refuses a name that is taken, or is none', () => {
  const folder = temporaryFolder();
  const connection = openAt(folder, 130);
  insertRun(connection);
  const insert = (uid: string) =>
    connection.run(
      `INSERT INTO studies (name, notes, specification, specification_sha256, source, created_at, uid)
       VALUES ('s', '', '{}', 'aa', '', 5, @uid)`,
      { uid },
    );
  const { uid } = connection.get<{ uid: string }>('SELECT uid FROM studies')!;
  expect(() => insert(uid)).toThrow('UNIQUE');
  expect(() => insert('../..')).toThrow('CHECK');
  insert('0123456789abcdef0123456789abcdef');
});
