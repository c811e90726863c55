import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discardImportedRows } from '../../main/store/imported-rows.ts';
import { openDatabase } from '../../main/store/database.ts';
import { temporaryFolder } from '../archive/archived-study.ts';

test('an import that was taken for dead takes back no results of runs that got its numbers since', () => {
  const connection = openDatabase(join(temporaryFolder(), 'workspace'));
  const insert = `INSERT INTO accuracies (id, run_id, stage, images) VALUES (@id, @runId, 'clean', 1);`;
  const insertDraw = `INSERT INTO accuracy_draws (accuracy_id, draw) VALUES (@id, 0)`;
  connection.execute('PRAGMA foreign_keys = OFF');
  // 3 is of a run that another process has made, 4 the import's own; nobody has 5, whose draws are left over
  for (const [id, runId] of [
    [3, 1],
    [4, 51],
  ] as const) {
    connection.run(insert, { id, runId });
  }
  for (const id of [3, 4, 5]) connection.run(insertDraw, { id });
  discardImportedRows(connection, 'gone', [
    { numbered: 'runs', first: 51, last: 52 },
    { numbered: 'accuracies', first: 3, last: 5 },
  ]);
  expect(connection.all('SELECT id FROM accuracies')).toEqual([{ id: 3 }]);
  expect(connection.all('SELECT accuracy_id AS id FROM accuracy_draws')).toEqual([{ id: 3 }]);
  connection.close();
});
