import { expect, test } from 'vitest';
import { openWorkspace } from '../../../main/store/workspace.ts';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt, tablesOf } from './open-at.ts';

const added = [
  'fault_accuracies',
  'fault_accuracy_draws',
  'memory_layers',
  'memory_reports',
  'rate_update_layers',
  'rate_updates',
];

test('adds the tables of memory and keeps what is there', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 30);
  insertRun(before);
  before.execute(`
    INSERT INTO metrics VALUES (1, 'loss', 1, 2.5);
    INSERT INTO accuracies VALUES (1, 1, 'clean', 0.9, 0.8, 1, 0.95, 100);
    INSERT INTO accuracy_draws VALUES (1, 0, 0.9);
  `);
  const tables = tablesOf(before);
  before.close();
  const after = openAt(folder, 40);
  expect(tablesOf(after)).toEqual([...tables, ...added].sort());
  after.close();

  const workspace = openWorkspace(folder);
  expect(workspace.runs.list()).toMatchObject([{ id: 1, status: 'queued', seed: 1 }]);
  expect(workspace.metrics.read(1, 'loss')).toEqual([{ step: 1, value: 2.5 }]);
  expect(workspace.accuracies.ofRun(1)).toMatchObject([{ stage: 'clean', draws: [0.9] }]);
  expect(workspace.rateUpdates.ofRun(1)).toEqual([]);
  expect(workspace.memoryReports.ofRun(1)).toBeUndefined();
  expect(workspace.faultAccuracies.ofRun(1)).toEqual([]);
  expect(workspace.check()).toEqual([]);
  workspace.close();
});

test('holds results to a run, and removes them with it', () => {
  const connection = openAt(temporaryFolder(), 40);
  insertRun(connection);
  connection.execute(`
    INSERT INTO rate_updates VALUES (1, 1, 0.5, NULL);
    INSERT INTO rate_update_layers VALUES (1, 1, 0, 'conv1', 0.01, -1.5, NULL);
    INSERT INTO memory_reports VALUES (1, 50, 100, 1600, 3200);
    INSERT INTO memory_layers VALUES (1, 0, 'conv1', 100, 1, 0.01, 0.5, NULL);
    INSERT INTO fault_accuracies VALUES (1, 1, 'rate', 0.1, NULL, 0.9, 0.8, 1, 0.95, 100);
    INSERT INTO fault_accuracies VALUES (2, 1, 'layer', 0.5, 'conv1', 0.9, 0.8, 1, 0.95, 100);
    INSERT INTO fault_accuracy_draws VALUES (1, 0, 0.9);
  `);
  const insert = (values: string) => () => connection.run(`INSERT INTO ${values}`);
  expect(insert(`rate_updates VALUES (1, 1, 0.4, 2)`)).toThrow('UNIQUE');
  expect(insert(`rate_updates VALUES (2, 1, 0.4, 2)`)).toThrow('FOREIGN KEY');
  expect(insert(`rate_update_layers VALUES (1, 2, 0, 'conv1', 0.01, 0, 0)`)).toThrow('FOREIGN KEY');
  expect(insert(`memory_layers VALUES (2, 0, 'conv1', 100, 1, 0.01, 0.5, NULL)`)).toThrow('FOREIGN KEY');
  const accuracy = (start: string) => insert(`fault_accuracies VALUES (${start}, 0.9, 0.8, 1, 0.95, 100)`);
  expect(accuracy(`3, 2, 'rate', 0.1, NULL`)).toThrow('FOREIGN KEY');
  expect(accuracy(`3, 1, 'rate', 0.1, NULL`)).toThrow('UNIQUE');
  expect(accuracy(`3, 1, 'layer', 0.5, 'conv1'`)).toThrow('UNIQUE');
  expect(accuracy(`3, 1, 'rate', 0.2, 'conv1'`)).toThrow('CHECK');
  expect(accuracy(`3, 1, 'layer', 0.5, NULL`)).toThrow('CHECK');
  expect(accuracy(`3, 1, 'dance', 0.5, NULL`)).toThrow('CHECK');
  expect(accuracy(`3, 1, 'layer', 0.5, 'conv2'`)).not.toThrow();
  connection.run('DELETE FROM runs');
  for (const table of added) expect([table, connection.all(`SELECT * FROM ${table}`)]).toEqual([table, []]);
});
