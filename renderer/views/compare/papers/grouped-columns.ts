import { cellText, type TableColumn, type TableRow } from '../../../components/table-text.ts';

export interface RowGroup {
  /** The first of rows that have the first column in common */
  readonly starts: boolean;
  /** Leading columns in which it says the same as the row above */
  readonly repeated: ReadonlySet<string>;
}

/** How rows of a table belong together by their leading words: what a paper prints once for several rows. */
export function groupedColumns(columns: readonly TableColumn[], rows: readonly TableRow[]): readonly RowGroup[] {
  const leading = columns.filter(({ kind }) => kind !== 'number').slice(0, -1);
  return rows.map((row, index) => {
    const above = rows[index - 1];
    const repeated = new Set<string>();
    for (const column of above === undefined ? [] : leading) {
      if (cellText(column, row) !== cellText(column, above!)) break;
      repeated.add(column.key);
    }
    return { starts: !repeated.has(columns[0]?.key ?? ''), repeated };
  });
}
