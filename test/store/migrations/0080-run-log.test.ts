import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

test('adds an empty log that goes with its runs', () => {
  const folder = temporaryFolder();
  insertRun(openAt(folder, 70));
  const connection = openAt(folder, 80);
  expect(tablesOf(connection)).toContain('run_log');
  const insert = (values: string) => () => connection.run(`INSERT INTO run_log VALUES (${values})`);
  expect(insert(`1, 1, 5, 'info', 'Started.'`)).not.toThrow();
  expect(insert(`1, 1, 6, 'info', 'Again.'`)).toThrow('UNIQUE');
  expect(insert(`1, 2, 6, 'loud', 'Again.'`)).toThrow('CHECK');
  expect(insert(`2, 1, 6, 'info', 'Nobody.'`)).toThrow('FOREIGN KEY');
  connection.run('DELETE FROM runs');
  expect(connection.all('SELECT * FROM run_log')).toEqual([]);
});
