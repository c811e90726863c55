import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { openAt } from './open-at.ts';

test('keeps one text a key', () => {
  const connection = openAt(temporaryFolder(), 90);
  connection.run(`INSERT INTO preferences VALUES ('theme', '"dark"')`);
  expect(() => connection.run(`INSERT INTO preferences VALUES ('theme', '"light"')`)).toThrow('UNIQUE');
  expect(() => connection.run(`INSERT INTO preferences VALUES ('density', NULL)`)).toThrow('NOT NULL');
});
