import { studyReport } from '../../../../main/report/study-report.ts';
import { cellText, type TableColumn, type TableRow } from '../../../../renderer/components/table-text.ts';
import { comparison } from './compare-fixture.ts';

/** As a terminal has it: plain minus signs and spaces. */
export const plain = (text: string): string => text.replaceAll('\u2212', '-').replaceAll('\u202f', ' ');

const lines = studyReport(comparison)
  .split('\n')
  .map((line) => line.trim().split(/ {2,}/));

/** Whether a line of `lab compare` has these cells, in this order; cells between them do not matter. */
export function reportHas(cells: readonly string[]): boolean {
  return lines.some((line) => {
    let from = 0;
    return cells.map(plain).every((cell) => {
      const place = line.indexOf(cell, from);
      from = place + 1;
      return place >= 0;
    });
  });
}

/** What the cells of chosen columns say, row by row. */
export function cellsOf(
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  keys: readonly string[],
): readonly (readonly string[])[] {
  const chosen = keys.map((key) => columns.find((column) => column.key === key)!);
  return rows.map((row) => chosen.map((column) => cellText(column, row)));
}
