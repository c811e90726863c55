import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

test('takes the names of methods from the configurations of the runs there are', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 60);
  insertRun(before);
  before.execute(`
    INSERT INTO configurations VALUES ('cc', '{"kind":"train","method":{"method":"saft","layers":{"k":2}}}');
    INSERT INTO runs (id, study_id, kind, seed, configuration_sha256, status, created_at, command)
      VALUES (2, 1, 'train', 1, 'cc', 'queued', 6, 'lab run');
  `);
  const connection = openAt(folder, 70);
  expect(connection.all('SELECT id, method_name FROM runs ORDER BY id')).toEqual([
    { id: 1, method_name: null },
    { id: 2, method_name: 'saft' },
  ]);
});
