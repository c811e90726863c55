import { describe, expect, it } from 'vitest';
import { baseColumns } from '../../../../../renderer/views/studies/table/base-columns.ts';
import { copiedRuns } from '../../../../../renderer/views/studies/table/copy-runs.ts';
import { varyingColumns } from '../../../../../renderer/views/studies/table/varying-columns.ts';
import { runRow } from '../run-fixture.ts';

const rows = [
  runRow({
    id: 7,
    method: 'saft',
    methodName: 'saft',
    accuracy: { value: 0.912, low: 0.9087, high: 0.9153, draws: 10 },
    durationSeconds: 80,
    tags: ['paper', 'a'],
  }),
  runRow({ id: 8, kind: 'prepare', status: 'failed' }),
];
const columns = ['id', 'method', 'accuracy', 'duration', 'tags'].map((key) =>
  baseColumns.find((column) => column.key === key)!,
);

describe('copiedRuns', () => {
  it('has every digit and the bounds where it is for computing', () => {
    expect(copiedRuns('tsv', columns, rows)).toBe(
      [
        'Run\tMethod\tAccuracy\tAccuracy low\tAccuracy high\tDuration (s)\tTags',
        '7\tSAFT\t0.912\t0.9087\t0.9153\t80\tpaper, a',
        '8\tPreparation\t\t\t\t\t',
        '',
      ].join('\n'),
    );
    expect(copiedRuns('csv', columns, rows)).toContain('7,SAFT,0.912,0.9087,0.9153,80,"paper, a"\r\n');
  });

  it('says what the table says where it is for reading', () => {
    expect(copiedRuns('markdown', columns, rows)).toContain('| 7 | SAFT | 91.20 ± 0.33 % | 1 min 20 s | paper, a |');
    expect(copiedRuns('latex', columns, rows)).toContain(
      String.raw`$7$ & SAFT & $91.20 \pm 0.33$\,\% & 1\,min 20\,s & paper, a \\`,
    );
  });
});

describe('varyingColumns', () => {
  it('are those in which runs differ', () => {
    expect(varyingColumns(baseColumns, rows).map((column) => column.key)).toEqual([
      'id',
      'method',
      'kind',
      'status',
      'accuracy',
      'draws',
      'duration',
      'tags',
    ]);
    expect(varyingColumns(baseColumns, [rows[0]!])).toEqual([]);
    expect(varyingColumns(baseColumns, [rows[0]!, { ...rows[0]!, id: 9 }]).map((column) => column.key)).toEqual(['id']);
  });
});
