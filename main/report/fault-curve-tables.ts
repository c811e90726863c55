import type { FaultCurve } from '../contract/results.ts';
import { intervalNote } from './interval-note.ts';
import {
  layerCurveRows,
  networksOf,
  rateCurveRows,
  ratesOf,
  type UsualAccuracy,
} from './tables/layouts/fault-curves.ts';
import { plainTable } from './tables/plain-table.ts';

/** Columns of numbers that fit beside a label on a terminal of 100 columns or so. */
const columnsAtOnce = 6;

function chunks<Value>(values: readonly Value[]): readonly (readonly Value[])[] {
  const count = Math.ceil(values.length / columnsAtOnce);
  return Array.from({ length: count }, (_, index) => values.slice(index * columnsAtOnce, (index + 1) * columnsAtOnce));
}

function titled(title: string, table: ReturnType<typeof rateCurveRows>): string {
  const [first, ...rest] = table.columns;
  return plainTable({ columns: [{ ...first!, title }, ...rest], rows: table.rows });
}

function withNote(tables: readonly string[], curves: readonly FaultCurve[]): string {
  const estimates = curves.flatMap(({ points }) => points.map(({ accuracy }) => accuracy));
  return `${tables.join('\n\n')}\n${intervalNote(estimates)}`;
}

/** Accuracy of each trained network, a row, at each fault rate it was used at, a column; empty without any. */
export function rateCurvesTable(all: readonly FaultCurve[]): string {
  const curves = all.filter(({ kind }) => kind === 'rate');
  if (curves.length === 0) return '';
  const tables = chunks(ratesOf(curves)).map((some) => titled('accuracy % at fault rate', rateCurveRows(curves, some)));
  return withNote(tables, curves);
}

/** Accuracy with the bits of one layer random, a row for each layer, a column for each network; empty without any. */
export function layerCurvesTable(all: readonly FaultCurve[], usual: UsualAccuracy): string {
  const curves = all.filter(({ kind }) => kind === 'layer');
  if (curves.length === 0) return '';
  const tables = networksOf(curves).flatMap((group) =>
    chunks(group).map((some) => titled('accuracy % with layer', layerCurveRows(some, curves, usual))),
  );
  return withNote(tables, curves);
}
