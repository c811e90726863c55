import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

test('adds files and checkpoints and keeps the runs', () => {
  const folder = temporaryFolder();
  insertRun(openAt(folder, 20));
  const connection = openAt(folder, 30);
  expect(tablesOf(connection)).toEqual(expect.arrayContaining(['files', 'checkpoints', 'metrics', 'runs']));
  expect(connection.all('SELECT id FROM runs')).toEqual([{ id: 1 }]);
});

test('holds a checkpoint to a run and a file', () => {
  const connection = openAt(temporaryFolder(), 30);
  insertRun(connection);
  const sha256 = 'a'.repeat(64);
  expect(() => connection.run(`INSERT INTO checkpoints VALUES (1, 0, 10, 0, @sha256, 7)`, { sha256 })).toThrow(
    'FOREIGN KEY',
  );
  expect(() => connection.run(`INSERT INTO files VALUES ('short', 3, '', 'checkpoint', 7)`)).toThrow('CHECK');
  connection.run(`INSERT INTO files VALUES (@sha256, 3, '.safetensors', 'checkpoint', 7)`, { sha256 });
  connection.run(`INSERT INTO checkpoints VALUES (1, 0, 10, 0, @sha256, 7)`, { sha256 });
  expect(() => connection.run('DELETE FROM files')).toThrow('FOREIGN KEY');
  connection.run('DELETE FROM runs');
  expect(connection.all('SELECT * FROM checkpoints')).toEqual([]);
});
