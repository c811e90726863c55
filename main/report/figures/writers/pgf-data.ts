import { csvText, type SeparatedValue } from '../../../contract/text/separated-text.ts';
import type { FigureMark, FigurePoint } from '../figure-document.ts';
import { standing } from './zero-place.ts';
import type { PlacedPanel } from '../layout/figure-layout.ts';

/** Columns of a table of numbers that one `\addplot` reads. */
export interface PlotColumns {
  readonly x: string;
  readonly y: string;
  /** Lengths of the error bars, where there are any */
  readonly errorsX?: readonly [minus: string, plus: string];
  readonly errorsY?: readonly [minus: string, plus: string];
}

export interface PgfData {
  readonly text: string;
  /** Of each mark that is read from the table */
  readonly columnsOf: ReadonlyMap<FigureMark, PlotColumns>;
}

interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26));

/**
 * All numbers of a figure as one table: a column for each coordinate of each series, named by panel and series. Without
 * quotes, with `nan` where a series is shorter than another, because that is what pgfplots reads, and
 * with 0 where it stands on a logarithmic axis.
 */
export function pgfData(panels: readonly PlacedPanel[]): PgfData {
  const columns: Column[] = [];
  const columnsOf = new Map<FigureMark, PlotColumns>();
  for (const [panel, { plan }] of panels.entries()) {
    for (const [series, mark] of plan.panel.marks.entries()) {
      const points = plotPoints(mark, plan.panel.x.scale === 'category');
      if (points.length === 0) continue;
      const stem = `${letters(panel)}${series + 1}`;
      const add = (name: string, values: readonly number[]): string => {
        columns.push({ name: `${stem}_${name}`, values });
        return `${stem}_${name}`;
      };
      columnsOf.set(mark, {
        x: add(
          'x',
          points.map(({ x }) => standing(plan.x, x)),
        ),
        y: add(
          'y',
          points.map(({ y }) => standing(plan.y, y)),
        ),
        ...errors(points, 'x', add),
        ...errors(points, 'y', add),
      });
    }
  }
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  const rows = Array.from({ length }, (_, row) => columns.map(({ values }): SeparatedValue => numberText(values[row])));
  return {
    text: csvText(
      columns.map(({ name }) => name),
      rows,
    ).replaceAll('\r\n', '\n'),
    columnsOf,
  };
}

const numberText = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? 'nan' : String(value);

/** Bars as points: place on the category axis and length. */
function plotPoints(mark: FigureMark, upright: boolean): readonly FigurePoint[] {
  switch (mark.kind) {
    case 'rule':
      return [];
    case 'bars':
      return mark.bars.map(({ at, from, to, low, high }) =>
        upright ? { x: at, y: to - from, yLow: low, yHigh: high } : { x: to - from, y: at },
      );
    default:
      return mark.points;
  }
}

function errors(
  points: readonly FigurePoint[],
  along: 'x' | 'y',
  add: (name: string, values: readonly number[]) => string,
): Partial<PlotColumns> {
  const ends = points.map((point) => (along === 'x' ? [point.xLow, point.xHigh] : [point.yLow, point.yHigh]));
  const isKnown = ([low, high]: readonly (number | undefined)[]): boolean =>
    Number.isFinite(low) && Number.isFinite(high) && high! > low!;
  if (!ends.some(isKnown)) return {};
  const pair = [
    add(
      `${along}_minus`,
      ends.map((end, index) => (isKnown(end) ? points[index]![along] - end[0]! : 0)),
    ),
    add(
      `${along}_plus`,
      ends.map((end, index) => (isKnown(end) ? end[1]! - points[index]![along] : 0)),
    ),
  ] as const;
  return along === 'x' ? { errorsX: pair } : { errorsY: pair };
}
