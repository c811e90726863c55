import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

test('makes the tables of studies, runs and owners', () => {
  expect(tablesOf(openAt(temporaryFolder(), 10))).toEqual([
    'configurations',
    'owners',
    'provenances',
    'run_progress',
    'runs',
    'studies',
  ]);
});

test('holds a run to a status, its owner and its error', () => {
  const connection = openAt(temporaryFolder(), 10);
  insertRun(connection);
  const update = (change: string) => () => connection.run(`UPDATE runs SET ${change} WHERE id = 1`);
  expect(update(`status = 'sleeping'`)).toThrow('CHECK');
  expect(update(`kind = 'dance'`)).toThrow('CHECK');
  expect(update(`status = 'running'`)).toThrow('CHECK');
  expect(update(`status = 'failed'`)).toThrow('CHECK');
  expect(update(`status = 'stopped', error = '{}'`)).toThrow('CHECK');
  expect(update(`owner_token = 'nobody'`)).toThrow('FOREIGN KEY');
  expect(update(`seed = 'one'`)).toThrow('cannot store TEXT');
  connection.run(`INSERT INTO owners VALUES ('token', 1, NULL, 'host', NULL, NULL, 1, 1)`);
  expect(update(`status = 'running', owner_token = 'token'`)).not.toThrow();
  expect(update(`status = 'finished'`)).toThrow('CHECK');
  expect(() => connection.run(`DELETE FROM owners`)).toThrow('FOREIGN KEY');
  expect(update(`status = 'failed', error = '{}', owner_token = NULL`)).not.toThrow();
});

test('removes runs with their study', () => {
  const connection = openAt(temporaryFolder(), 10);
  insertRun(connection);
  connection.run('DELETE FROM studies');
  expect(connection.all('SELECT * FROM runs')).toEqual([]);
});
