import type { TableContent, TableRow } from '../table-document.ts';

export interface LatexRow extends TableRow {
  /** What this row and those below it have in common, on a line of its own above them */
  readonly heading?: string;
}

/** A table as it is set on paper, where what would be wide may be said elsewhere than in a column. */
export interface LatexContent extends TableContent {
  readonly rows: readonly LatexRow[];
}

/** Columns that name the rows: those on the left of the first with numbers. */
export function leadingColumns({ columns }: Pick<TableContent, 'columns'>): number {
  const first = columns.findIndex(({ kind }) => kind !== 'text');
  return first === -1 ? columns.length : first;
}

/** A table without one of its columns. */
export function withoutColumn<Content extends LatexContent>(table: Content, index: number): Content {
  return {
    ...table,
    columns: table.columns.toSpliced(index, 1),
    rows: table.rows.map((row) => ({ ...row, cells: row.cells.toSpliced(index, 1) })),
  };
}

/** The texts of a column, one for each row; undefined where a cell is no text. */
export function columnTexts({ rows }: Pick<TableContent, 'rows'>, index: number): readonly (string | undefined)[] {
  return rows.map(({ cells }) => {
    const cell = cells[index]!;
    return cell.kind === 'text' ? cell.text : undefined;
  });
}

/** A table with other texts in one column, where the row has one. */
export function withTexts(table: LatexContent, index: number, text: (row: number) => string | undefined): LatexContent {
  return {
    ...table,
    rows: table.rows.map((row, place) => {
      const other = text(place);
      return other === undefined ? row : { ...row, cells: row.cells.with(index, { kind: 'text', text: other }) };
    }),
  };
}

export const distinct = (texts: readonly (string | undefined)[]): number => new Set(texts).size;
