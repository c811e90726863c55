import type { ParallelAxis, ParallelRow } from '../../../charts/parallel-rows.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { significant } from '../../../charts/digits.ts';

function valueText(axis: ParallelAxis, row: ParallelRow): string {
  const value = row.values[axis.key];
  if (value === undefined) return '';
  return typeof value === 'number' ? significant(axis.percent === true ? 100 * value : value, 4) : value;
}

/** What a line says, for the tooltip and for reading out. */
export function describeRow(row: ParallelRow, axes: readonly ParallelAxis[]): string {
  const runs = row.runIds.length === 1 ? `run ${row.runIds[0]!}` : `runs ${row.runIds.join(', ')}`;
  const lines = axes
    .filter((axis) => row.values[axis.key] !== undefined)
    .map((axis) => `${axis.title}: ${valueText(axis, row)}${axis.unit === undefined ? '' : `\u202f${axis.unit}`}`);
  return [`${row.title} (${runs})`, ...lines].join('\n');
}

/** The lines as a table, a column for each axis. Its rows are the lines themselves; what they say is found as it is read. */
export function parallelTable(
  rows: readonly ParallelRow[],
  axes: readonly ParallelAxis[],
): { readonly columns: readonly TableColumn[]; readonly rows: readonly TableRow[] } {
  return {
    columns: [
      { key: 'title', label: 'Line' },
      ...axes.map((axis) => ({
        key: axis.key,
        label: axis.title,
        ...(axis.unit === undefined ? {} : { unit: axis.unit }),
        ...(axis.kind === 'number' ? { kind: 'number' as const } : {}),
        format: (_value: unknown, row: TableRow) => valueText(axis, row as unknown as ParallelRow),
      })),
    ],
    rows: rows as unknown as readonly TableRow[],
  };
}
