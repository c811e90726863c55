import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { openAt } from './open-at.ts';

test('never gives the id of a draft again', () => {
  const connection = openAt(temporaryFolder(), 100);
  const insert = (): number =>
    connection.run(`INSERT INTO drafts (name, written, wizard, updated_at) VALUES ('One', '{}', '{}', 5)`).lastId;
  const first = insert();
  connection.run('DELETE FROM drafts');
  expect(insert()).toBe(first + 1);
});
