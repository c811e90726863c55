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
  readonly pointed?: number;
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

/** Every row a line across the axes; one series for each method, so that hue and dash are those it has elsewhere. */
export function parallelOption(chart: ParallelChart): Record<string, unknown> {
  const { axes, rows, selected, pointed, look, describe } = chart;
  const opacity = lineOpacity(selected.size === 0 ? rows.length : selected.size);
  const methods = [...new Set(rows.map(({ method }) => method))];
  const lines = (method: string, isSelected: boolean) =>
    rows.flatMap((row, index) =>
      row.method === method && (selected.size === 0 || selected.has(index)) === isSelected
        ? [{ value: valuesOf(row, axes), row: index }]
        : [],
    );
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
        data: lines(method, false),
      },
      {
        ...common,
        id: `${method}/lines`,
        z: 2,
        lineStyle: { color, width: 1.5, opacity, type: dash },
        activeOpacity: opacity,
        emphasis: { lineStyle: { width: 3, opacity: 1 } },
        data: lines(method, true),
      },
    ];
  });
  const row = pointed === undefined ? undefined : rows[pointed];
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
    series: [
      ...series,
      {
        id: 'pointed',
        type: 'parallel',
        name: 'pointed at',
        silent: true,
        z: 5,
        lineStyle: { color: look.tokens.ink, width: 3, opacity: 1 },
        activeOpacity: 1,
        data: row === undefined ? [] : [{ value: valuesOf(row, axes), row: pointed }],
      },
    ],
  };
}
