import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

test('finds runs unlocked and without a word', () => {
  const folder = temporaryFolder();
  insertRun(openAt(folder, 50));
  const connection = openAt(folder, 60);
  expect(connection.all('SELECT id, locked, notes FROM runs')).toEqual([{ id: 1, locked: 0, notes: '' }]);
  expect(() => connection.run('UPDATE runs SET locked = 2')).toThrow('CHECK');
});

test('holds tags to a run, each once', () => {
  const connection = openAt(temporaryFolder(), 60);
  insertRun(connection);
  connection.run(`INSERT INTO run_tags VALUES (1, 'good')`);
  expect(() => connection.run(`INSERT INTO run_tags VALUES (1, 'good')`)).toThrow('UNIQUE');
  expect(() => connection.run(`INSERT INTO run_tags VALUES (2, 'good')`)).toThrow('FOREIGN KEY');
  connection.run('DELETE FROM runs');
  expect(connection.all('SELECT * FROM run_tags')).toEqual([]);
});
