import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { TableColumn, TableFormat } from '../../../components/table-text.ts';
import { tableText } from '../../../components/table-text.ts';
import type { CellValue, RunTableColumn } from './run-table-column.ts';

interface CopiedColumn {
  readonly column: TableColumn;
  read(row: RunRow): string;
}

/**
 * Runs as text to paste elsewhere, with the columns that are shown. Markdown and LaTeX are for reading and say what the
 * table says; tab-separated and CSV are for computing and have every digit, in the unit named in the title, intervals in
 * columns of their own.
 */
export function copiedRuns(format: TableFormat, columns: readonly RunTableColumn[], rows: readonly RunRow[]): string {
  const copied = columns.flatMap(format === 'markdown' || format === 'latex' ? asShown : plainValues);
  return tableText(
    format,
    copied.map(({ column }) => column),
    rows.map((row) => Object.fromEntries(copied.map((each) => [each.column.key, each.read(row)]))),
  );
}

function asShown(column: RunTableColumn): CopiedColumn {
  const { key, title, align, type } = column;
  return {
    column: {
      key,
      label: title,
      align: align === 'left' ? 'left' : 'right',
      kind: type === 'number' ? 'number' : 'text',
    },
    read: (row) => column.text(row),
  };
}

function plainValues(column: RunTableColumn): readonly CopiedColumn[] {
  const { key, title, type, unit } = column;
  const one = (suffix: string, read: (row: RunRow) => CellValue): CopiedColumn => ({
    column: {
      key: `${key}${suffix}`,
      label: `${title}${suffix}`,
      kind: type === 'number' ? 'number' : 'text',
      ...(unit === undefined ? {} : { unit }),
    },
    read: (row) => plainText(read(row)),
  });
  const { bounds } = column;
  const value = one('', (row) => column.read(row));
  if (bounds === undefined) return [value];
  return [value, one(' low', (row) => bounds(row)?.low), one(' high', (row) => bounds(row)?.high)];
}

function plainText(value: CellValue): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return typeof value === 'string' ? value : value.join(', ');
}
