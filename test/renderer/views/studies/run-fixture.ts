import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { CellValue, RunTableColumn } from '../../../../renderer/views/studies/table/run-table-column.ts';

/** A run of which only what a test is about is given. */
export function runRow(row: Partial<RunRow> = {}): RunRow {
  return {
    id: 1,
    studyId: 1,
    studyName: 'Study',
    kind: 'train',
    seed: 1,
    status: 'finished',
    fraction: 1,
    createdAt: '2026-11-20T10:00:00.000Z',
    locked: false,
    tags: [],
    hasNotes: false,
    ...row,
  };
}

function column(
  key: string,
  type: RunTableColumn['type'],
  read: (row: RunRow) => CellValue,
  more: Partial<RunTableColumn> = {},
): RunTableColumn {
  const text = (row: RunRow) => String(read(row) ?? '');
  return { key, title: key, group: 'run', type, align: 'left', width: 100, read, text, ...more };
}

/** One of each type. */
export const columns: readonly RunTableColumn[] = [
  column('id', 'number', (row) => row.id),
  column('status', 'text', (row) => row.status),
  column('method', 'text', (row) => row.method, { also: (row) => (row.methodName ? [row.methodName] : []) }),
  column('accuracy', 'number', (row) => row.accuracy?.value),
  column('duration', 'number', (row) => row.durationSeconds, { unit: 's' }),
  column('created', 'date', (row) => row.createdAt),
  column('tags', 'list', (row) => row.tags),
  column('locked', 'yes-no', (row) => row.locked),
];

export const columnsByKey: ReadonlyMap<string, RunTableColumn> = new Map(columns.map((each) => [each.key, each]));
