import { textTable } from '../text-table.ts';
import { plainCell } from './shown-cell.ts';
import type { TableCell, TableColumn, TableContent } from './table-document.ts';

export interface PlainOptions {
  /** Keys of columns to leave out */
  readonly without?: readonly string[];
  /** Units that stand behind each number instead of in the heading */
  readonly cellUnits?: readonly string[];
}

/**
 * A table for a terminal: columns of monospaced text under headings in lower case, without caption and notes. Columns that
 * are missing in every row are left out.
 */
export function plainTable(
  table: Pick<TableContent, 'columns' | 'rows'>,
  { without = [], cellUnits = ['×'] }: PlainOptions = {},
): string {
  const columns = table.columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ key }) => !without.includes(key));
  return textTable(
    columns.map((column) => ({ title: heading(column, cellUnits), align: isLeft(column) ? 'left' : 'right' })),
    table.rows.map(({ cells }) => columns.map((column) => withUnit(cells[column.index]!, column, cellUnits))),
  );
}

export function isLeft({ kind }: TableColumn): boolean {
  return kind === 'text' || kind === 'mark';
}

/** A heading within a sentence or on a terminal. Abbreviations stay: FP32, SAFT. */
export function lowerFirst(title: string): string {
  return /^\p{Lu}(?![\p{Lu}\d])/u.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}

function heading({ title, unit }: TableColumn, cellUnits: readonly string[]): string {
  const lower = lowerFirst(title);
  return unit === undefined || cellUnits.includes(unit) ? lower : `${lower} ${unit}`;
}

function withUnit(cell: TableCell, { unit }: TableColumn, cellUnits: readonly string[]): string {
  // Methods by the names that specifications and options have
  const text = cell.kind === 'text' ? (cell.machine ?? cell.text) : plainCell(cell);
  if (text === '' || cell.kind === 'missing' || unit === undefined || !cellUnits.includes(unit)) return text;
  return unit === '×' ? `${text}×` : `${text} ${unit}`;
}
