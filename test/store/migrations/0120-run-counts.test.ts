import { expect, test } from 'vitest';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

test('counts the runs there are, and those in the trash no more', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 110);
  insertRun(before);
  before.execute(`
    INSERT INTO runs (id, study_id, kind, seed, configuration_sha256, status, created_at, command, trashed_at)
      VALUES (2, 1, 'train', 2, 'bb', 'finished', 6, 'lab run', NULL),
        (3, 1, 'train', 3, 'bb', 'finished', 6, 'lab run', 7);
  `);
  before.close();
  const workspace = openWorkspace(folder);
  expect([...workspace.studies.runCounts()]).toEqual([[1, { queued: 1, finished: 1 }]]);
  expect(workspace.studies.list()).toMatchObject([{ id: 1, runs: 2 }]);
  workspace.close();
});
