import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

test('leaves every study and run where it is', () => {
  const folder = temporaryFolder();
  insertRun(openAt(folder, 40));
  const connection = openAt(folder, 50);
  expect(connection.all('SELECT id, trashed_at FROM studies')).toEqual([{ id: 1, trashed_at: null }]);
  expect(connection.all('SELECT id, status, trashed_at FROM runs')).toEqual([
    { id: 1, status: 'queued', trashed_at: null },
  ]);
});
