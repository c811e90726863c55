import type { ChartLook } from './chart-look.ts';
import { tooltip } from './base-option.ts';
import { methodStyle } from './method-style.ts';
import { formatSignificant } from './number-format.ts';
import { isLogarithmic, type ParallelAxis, type ParallelRow } from './parallel-rows.ts';

export interface ParallelChart {
  /** From left to right */
  readonly axes: readonly ParallelAxis[];
  readonly rows: readonly ParallelRow[];
  /** Places in `rows`; where there are some the others fade */
  readonly selected: ReadonlySet<number>;
  readonly look: ChartLook;
  describe(row: ParallelRow): string;
}

/** Lines fade as they become many, so that bundles stay visible. */
export function lineOpacity(rows: number): number {
  return Math.max(0.06, Math.min(0.75, 20 / Math.sqrt(Math.max(1, rows)) / 10));
}

const missing = '-';

function valuesOf(row: ParallelRow, axes: readonly ParallelAxis[]): readonly (number | string)[] {
  return axes.map((axis) => {
    const value = row.values[axis.key];
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return missing;
    if (typeof value === 'number' && isLogarithmic(axis) && value <= 0) return missing;
    return value;
  });
}

function axisOption(axis: ParallelAxis, dim: number, { tokens }: ChartLook): Record<string, unknown> {
  const { title, unit, kind, percent } = axis;
  // Lines run through the labels
  const label = { color: tokens.inkSoft, fontSize: 11, backgroundColor: tokens.surfaceRaised, padding: [1, 2] };
  return {
    id: `axis-${dim}`,
    dim,
    // Told at the end of a drag: the lines are drawn once then
    realtime: false,
    name: unit === undefined ? title : `${title}\n(${unit})`,
    nameLocation: 'end',
    nameGap: 10,
    nameTextStyle: { color: tokens.ink, fontSize: 12, align: 'center', lineHeight: 14 },
    axisLine: { lineStyle: { color: tokens.lineStrong } },
    areaSelectStyle: { width: 18, borderWidth: 1, borderColor: tokens.accent, color: tokens.accent, opacity: 0.3 },
    ...(kind === 'category'
      ? { type: 'category', data: axis.categories, axisLabel: { ...label, formatter: shortened } }
      : {
          type: isLogarithmic(axis) ? 'log' : 'value',
          scale: true,
          axisLabel: {
            ...label,
            formatter: (value: number) => tickText(percent === true ? 100 * value : value),
          },
        }),
  };
}

const longestName = 16;

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** As many of three digits as a round value has. */
function tickText(value: number): string {
  const rounded = Number(value.toPrecision(3));
  const digits = rounded.toExponential().split('e')[0]!.replace(/[-.]/g, '').length;
  return formatSignificant(rounded, digits);
}

/** Rows that are drawn, of each kind: all of them, or so many evenly spread when there are more. */
export const mostLines = 800;

/** Places of the rows that are drawn: those that are selected, and those behind them. */
export function drawnRows(
  rows: number,
  selected: ReadonlySet<number>,
): { readonly lines: readonly number[]; readonly others: readonly number[] } {
  const places = Array.from({ length: rows }, (_, place) => place);
  if (selected.size === 0) return { lines: thinned(places), others: [] };
  return {
    lines: thinned(places.filter((place) => selected.has(place))),
    others: thinned(places.filter((place) => !selected.has(place))),
  };
}

function thinned(places: readonly number[]): readonly number[] {
  if (places.length <= mostLines) return places;
  return Array.from({ length: mostLines }, (_, index) => places[Math.floor((index * places.length) / mostLines)]!);
}

/** A line across the axes for every row; one series for each method, so that hue and dash are those it has elsewhere. */
export function parallelOption(chart: ParallelChart): Record<string, unknown> {
  const { axes, rows, selected, look, describe } = chart;
  const { lines, others } = drawnRows(rows.length, selected);
  const opacity = lineOpacity(lines.length);
  const methods = [...new Set(rows.map(({ method }) => method))];
  const dataOf = (places: readonly number[], method: string) =>
    places.flatMap((place) => {
      const row = rows[place]!;
      return row.method === method ? [{ value: valuesOf(row, axes), row: place }] : [];
    });
  const series = methods.flatMap((method) => {
    const { color, dash, label } = methodStyle(method, look.palette, look.dark);
    const common = { type: 'parallel', name: label, progressive: 0, smooth: false, inactiveOpacity: 0.06 };
    return [
      {
        ...common,
        id: `${method}/others`,
        z: 1,
        lineStyle: { color, width: 1, opacity: 0.07, type: dash },
        activeOpacity: 0.07,
        data: dataOf(others, method),
      },
      {
        ...common,
        id: `${method}/lines`,
        z: 2,
        lineStyle: { color, width: 1.5, opacity, type: dash },
        activeOpacity: opacity,
        emphasis: { lineStyle: { color: look.tokens.ink, width: 3, opacity: 1 } },
        data: dataOf(lines, method),
      },
    ];
  });
  return {
    animation: false,
    tooltip: tooltip({
      trigger: 'item',
      formatter: (item: { readonly data?: { readonly row?: number } }) => {
        const found = rows[item.data?.row ?? -1];
        return found === undefined ? '' : describe(found);
      },
    }),
    parallel: { left: 56, right: 72, top: 52, bottom: 20, axisExpandable: false },
    parallelAxis: axes.map((axis, dim) => axisOption(axis, dim, look)),
    series,
  };
}

/** Where the line of each row is that is drawn, by the row's place: to point at it, and to walk along them. */
export function linePlaces(
  option: Readonly<Record<string, unknown>>,
): ReadonlyMap<number, { readonly seriesIndex: number; readonly dataIndex: number }> {
  const series = option['series'] as readonly { readonly data: readonly { readonly row: number }[] }[];
  return new Map(
    series.flatMap(({ data }, seriesIndex) =>
      data.map(({ row }, dataIndex) => [row, { seriesIndex, dataIndex }] as const),
    ),
  );
}
