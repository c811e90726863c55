import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';

/** Runs as points of a chart: those that have a number in both columns. */
export interface RunPoints {
  readonly rows: readonly RunRow[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** Runs without a number in one of the columns, or that a logarithmic axis has no place for */
  readonly missing: number;
}

export interface ChartAxis {
  readonly column: RunTableColumn;
  readonly log: boolean;
}

function numberOf({ column, log }: ChartAxis, row: RunRow): number {
  const value = column.read(row);
  return typeof value === 'number' && (!log || value > 0) ? value : Number.NaN;
}

export function runPoints(rows: readonly RunRow[], x: ChartAxis, y: ChartAxis): RunPoints {
  const placed = rows.filter((row) => Number.isFinite(numberOf(x, row)) && Number.isFinite(numberOf(y, row)));
  return {
    rows: placed,
    xs: Float64Array.from(placed, (row) => numberOf(x, row)),
    ys: Float64Array.from(placed, (row) => numberOf(y, row)),
    missing: rows.length - placed.length,
  };
}

/** Whether a chart of both looks the same. */
export function isSamePoints(one: RunPoints, other: RunPoints): boolean {
  return (
    one.rows.length === other.rows.length &&
    one.missing === other.missing &&
    one.rows.every(
      (row, place) =>
        row.id === other.rows[place]!.id && one.xs[place] === other.xs[place] && one.ys[place] === other.ys[place],
    )
  );
}
