import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTableColumn } from './run-table-column.ts';

/** Columns in which some of the runs differ. With fewer than two runs none can. */
export function varyingColumns(columns: readonly RunTableColumn[], rows: readonly RunRow[]): readonly RunTableColumn[] {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return [];
  return columns.filter((column) => {
    const value = JSON.stringify(column.read(first));
    return others.some((row) => JSON.stringify(column.read(row)) !== value);
  });
}
