import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

const added = [
  'accuracies',
  'accuracy_draws',
  'metrics',
  'noise_layers',
  'noise_reports',
  'plans',
  'sensitivities',
  'timings',
];

test('adds the tables of results and keeps the runs', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 10);
  insertRun(before);
  const after = openAt(folder, 20);
  expect(tablesOf(after)).toEqual([...tablesOf(after).filter((name) => !added.includes(name)), ...added].sort());
  expect(after.all('SELECT id, command FROM runs')).toEqual([{ id: 1, command: 'lab run' }]);
});

test('holds results to a run, and removes them with it', () => {
  const connection = openAt(temporaryFolder(), 20);
  insertRun(connection);
  connection.execute(`
    INSERT INTO metrics VALUES (1, 'loss', 1, NULL);
    INSERT INTO sensitivities VALUES (1, 1, 'std', 'conv1', 1.5, NULL, 1, 0, 0.5);
    INSERT INTO plans VALUES (1, '[]', '[]', '[]', '', 1.5);
    INSERT INTO noise_reports VALUES (1, 2);
    INSERT INTO noise_layers VALUES (1, 0, 'conv1', 0.1, 0.1, 20);
    INSERT INTO accuracies VALUES (1, 1, 'clean', 0.9, 0.8, 1, 0.95, 100);
    INSERT INTO accuracy_draws VALUES (1, 0, 0.9);
    INSERT INTO timings VALUES (1, 1, 1, 1, 1, 1, 5, 7, 10, 128);
  `);
  expect(() => connection.run(`INSERT INTO metrics VALUES (1, 'loss', 1, 2)`)).toThrow('UNIQUE');
  expect(() => connection.run(`INSERT INTO metrics VALUES (2, 'loss', 1, 2)`)).toThrow('FOREIGN KEY');
  connection.run('DELETE FROM runs');
  for (const table of added) expect([table, connection.all(`SELECT * FROM ${table}`)]).toEqual([table, []]);
});
