import { expect, test } from 'vitest';
import { temporaryFolder } from '../support.ts';
import { insertRun, openAt } from './open-at.ts';

test('sums up the series there are', () => {
  const folder = temporaryFolder();
  const before = openAt(folder, 100);
  insertRun(before);
  before.execute(`
    INSERT INTO metrics VALUES (1, 'loss', 1, 2.5), (1, 'loss', 2, 0.5), (1, 'loss', 3, 0.5), (1, 'loss', 4, 2.5),
      (1, 'loss', 5, 1.5), (1, 'accuracy', 1, NULL), (1, 'accuracy', 2, NULL),
      (1, 'step-ms', 1, NULL), (1, 'step-ms', 2, 7.5);
  `);
  const connection = openAt(folder, 110);
  expect(connection.all('SELECT * FROM metric_summaries ORDER BY series')).toEqual([
    summary('accuracy', { last_step: 2 }),
    summary('loss', { last_step: 5, last: 1.5, minimum_step: 2, minimum: 0.5, maximum_step: 1, maximum: 2.5 }),
    summary('step-ms', { last_step: 2, last: 7.5, minimum_step: 2, minimum: 7.5, maximum_step: 2, maximum: 7.5 }),
  ]);
  connection.run('DELETE FROM runs');
  expect(connection.all('SELECT * FROM metric_summaries')).toEqual([]);
});

function summary(series: string, values: Readonly<Record<string, number>>): unknown {
  const nothing = { last: null, minimum_step: null, minimum: null, maximum_step: null, maximum: null };
  return { run_id: 1, series, ...nothing, ...values };
}
