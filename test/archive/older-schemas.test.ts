import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRowStore } from '../../main/archive/row-store.ts';
import { openDatabase } from '../../main/store/database.ts';
import type { Migration } from '../../main/store/migrate.ts';
import { migrations } from '../../main/store/migrations/index.ts';
import { archiveOf, filledWorkspace, temporaryFolder } from './archived-study.ts';
import { unpacked } from './edit-archive.ts';

/** What a later version might do: a table under another name, a column more. */
const later: Migration = {
  number: 1_000_000,
  title: 'later',
  up: (connection) =>
    connection.execute(`
      ALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey';
      ALTER TABLE plans RENAME TO intentions;
      DROP TABLE timings;
    `),
};

test('rows of an archive that is older than the program are brought to its schema', async () => {
  const { bytes } = await archiveOf(filledWorkspace(temporaryFolder()), 'a.noisefloor', { weights: 'none' });
  const { manifest, entries } = unpacked(bytes);
  const folder = mkdtempSync(join(temporaryFolder(), 'store-'));
  const store = createRowStore(folder, manifest.schema, [...migrations, later]);
  for (const [name, content] of Object.entries(entries).filter(([each]) => each.startsWith('rows/'))) {
    const table = name.slice('rows/'.length).replace('.ndjson', '');
    const lines = Buffer.from(content).toString('utf8').split('\n').slice(0, -1);
    expect(lines.map((line) => store.take(table, line)).filter((problem) => problem !== undefined)).toEqual([]);
  }
  expect(store.finish()).toEqual([]);
  const connection = openDatabase(folder, { migrations: [...migrations, later] });
  expect(connection.all('SELECT seed, colour, status FROM runs ORDER BY id')).toEqual([
    { seed: 1, colour: 'grey', status: 'finished' },
    { seed: 2, colour: 'grey', status: 'failed' },
    { seed: 3, colour: 'grey', status: 'lost' },
    { seed: 4, colour: 'grey', status: 'stopped' },
  ]);
  expect(connection.get('SELECT count(*) AS plans FROM intentions')).toEqual({ plans: 2 });
  connection.close();
});

test('an archive of today keeps its format: a table is lines of JSON with the columns as keys', async () => {
  const { path } = await archiveOf(filledWorkspace(temporaryFolder()), 'a.noisefloor', { weights: 'none' });
  const { manifest, entries } = unpacked(readFileSync(path));
  expect(manifest).toMatchObject({ format: 'noisefloor-archive', version: 2, schema: migrations.at(-1)!.number });
  expect(manifest.entries[0]!.name).toBe('README.txt');
  expect(Buffer.from(entries['rows/metrics.ndjson']!).toString('utf8').split('\n').slice(0, 3)).toEqual([
    '{"run_id":1,"series":"loss","step":0,"value":0.3333333333333333}',
    '{"run_id":1,"series":"loss","step":1,"value":null}',
    '{"run_id":1,"series":"loss","step":2,"value":"Infinity"}',
  ]);
});
