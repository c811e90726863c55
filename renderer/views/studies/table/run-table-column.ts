import type { RunRow } from '../../../../main/contract/workbench/runs.ts';

/** What a run has in a column; `undefined` where it has nothing. Dates are ISO 8601. */
export type CellValue = number | string | boolean | readonly string[] | undefined;

export type ColumnType = 'number' | 'text' | 'date' | 'list' | 'yes-no';

/** A column of the run table: what it reads from a run, and how that is written. */
export interface RunTableColumn {
  /** How filters call it */
  readonly key: string;
  readonly title: string;
  /** Under which heading the column picker has it */
  readonly group: string;
  /** Of the value that is read, and so of numbers in filters */
  readonly unit?: string;
  readonly type: ColumnType;
  /** Values are fractions, written in percent */
  readonly percent?: boolean;
  readonly align: 'left' | 'right' | 'decimal';
  /** Pixels, until the user changes it */
  readonly width: number;
  read(row: RunRow): CellValue;
  /** As it stands in the cell; empty where there is nothing */
  text(row: RunRow): string;
  /** Further words that an equality in a filter holds for */
  also?(row: RunRow): readonly string[];
  /** Where the value has an interval */
  bounds?(row: RunRow): { readonly low: number; readonly high: number } | undefined;
  /** What the pointer is told over a cell */
  hint?(row: RunRow): string | undefined;
}
