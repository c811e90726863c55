import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import { writeTable } from '../../../main/report/tables/write-table.ts';
import { fullSubject, provenance } from './full-subject.ts';

const written = (id: string): ArrayBuffer => {
  const table = studyTables(fullSubject).find((each) => each.id === id)!;
  return Uint8Array.from(writeTable(table, 'parquet', { siunitx: false }, provenance)).buffer;
};

/** Parquet type of each column. */
const typesOf = (file: ArrayBuffer): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    parquetMetadata(file)
      .schema.slice(1)
      .map(({ name, type }) => [name, type]),
  );

test('counts are whole numbers in Parquet, measurements and rates are not', () => {
  expect(typesOf(written('saft-table-4'))).toMatchObject({
    ...{ network: 'BYTE_ARRAY', batch: 'INT64', trained_layers: 'INT64', total_layers: 'INT64' },
    ...{ speed_up: 'DOUBLE', speed_up_low: 'DOUBLE', speed_up_confidence: 'DOUBLE', speed_up_n: 'INT64' },
    speed_up_bound: 'DOUBLE',
  });
  expect(typesOf(written('energy-accuracy-table'))).toMatchObject({ seeds: 'INT64', energy_percent: 'DOUBLE' });
  expect(typesOf(written('paired-tests-table'))).toMatchObject({ pairs: 'INT64', p_value: 'DOUBLE' });
  expect(typesOf(written('sensitivity-table-additive'))).toMatchObject({ std_rank: 'INT64', std_score_n: 'INT64' });
});

test('they are read again as they were, missing ones too', async () => {
  const rows = await parquetReadObjects({ file: written('energy-accuracy-table') });
  expect(rows.map(({ seeds }) => seeds)).toEqual([3n, 3n, 3n, 3n]);
  expect(rows.map(({ times_less_energy_n: n }) => n)).toEqual([null, null, 2000n, 2000n]);
});
