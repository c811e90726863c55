import { shortPartsNote } from './step-parts.ts';
import { textCell } from './tables/cells.ts';
import { stepTimeCells, stepTimeColumns, stepTimeNotes, type StepTime } from './tables/layouts/step-time.ts';
import { plainTable } from './tables/plain-table.ts';

export type StepTimeRow = StepTime & { readonly speedup?: number };

/** Where the time of a training step goes, in milliseconds, with the measured speed-up beside its arithmetic bound. */
export function stepTimeTable(rows: readonly StepTimeRow[]): string {
  const table = plainTable({
    columns: [{ key: 'method', title: 'ms a step', kind: 'text' }, ...stepTimeColumns()],
    rows: rows.map((row) => ({ cells: [textCell(row.label), ...stepTimeCells(row)] })),
  });
  return rows.length === 0 ? table : [table, ...stepTimeNotes(rows, shortPartsNote)].join('\n');
}
