import { grid, tooltip } from './base-option.ts';
import type { ChartLook } from './chart-look.ts';
import { percentAxis, padded, rangeOf, type Range } from './front-axis.ts';
import { cursorSeries, type FrontCursors } from './front-cursor-series.ts';
import { methodSeries, pinSeries, type FrontChartPoint, type Series } from './front-series.ts';

export type { FrontChartPoint } from './front-series.ts';
export type { FrontCursors } from './front-cursor-series.ts';

/** Pixels between the frame of the axes and the edge of the drawing. */
export const frontMargins = { left: 64, right: 24, top: 12, bottom: 48 } as const;

const accuracyName = 'Accuracy under faults and noise (%)';

export interface FrontChart {
  readonly points: readonly FrontChartPoint[];
  /** Methods that are not drawn */
  readonly hidden: ReadonlySet<string>;
  /** Of the energy axis */
  readonly logarithmic: boolean;
  readonly showDominated: boolean;
  /** Places in `points` */
  readonly pinned: readonly number[];
  readonly cursors: FrontCursors;
  /** Only this part is shown */
  readonly window?: { readonly x: Range; readonly y: Range };
  /** Of the energy axis, with what its 100 % are */
  readonly energyName: string;
  readonly look: ChartLook;
  /** Several lines about a point, for the tooltip */
  describe(index: number): string;
  /** One short line, for a pin */
  labelOf(index: number): string;
}

/** Where a point of the list ended up among the series. */
export interface ChartPlace {
  readonly index: number;
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

/** Places in `points` that are drawn, in their order. */
export function shownPoints(chart: Pick<FrontChart, 'points' | 'hidden' | 'showDominated'>): readonly number[] {
  return chart.points.flatMap(({ method, dominated }, index) =>
    chart.hidden.has(method) || (dominated && !chart.showDominated) ? [] : [index],
  );
}

/** Of the points that are drawn, with their intervals where there are few of them. */
export function shownWindow(chart: FrontChart): { readonly x?: Range; readonly y?: Range } {
  const shown = shownPoints(chart).map((index) => chart.points[index]!);
  const x = rangeOf(
    shown.map(({ energy }) => energy),
    chart.logarithmic,
  );
  const y = rangeOf(shown.map(({ accuracy }) => accuracy));
  return {
    ...(x === undefined ? {} : { x: clampedEnergy(padded(x, chart.logarithmic)) }),
    ...(y === undefined ? {} : { y: clampedAccuracy(padded(y, false)) }),
  };
}

const clampedEnergy = ({ min, max }: Range): Range => ({ min: Math.max(min, 0), max });
/** An interval may reach beyond what an accuracy can be. */
const clampedAccuracy = ({ min, max }: Range): Range => ({ min: Math.max(min, 0), max: Math.min(max, 1.005) });

/** What is drawn of the methods themselves: stays as it is while things are selected, pointed at and read off. */
export function frontSeries(
  chart: Pick<FrontChart, 'points' | 'hidden' | 'showDominated' | 'logarithmic' | 'look'>,
): readonly Series[] {
  const placed = chart.points.map((point, index) => ({ ...point, index }));
  const byMethod = Map.groupBy(placed, ({ method }) => method);
  return [...byMethod].flatMap(([method, points]) =>
    chart.hidden.has(method) ? [] : methodSeries(method, points, chart),
  );
}

/**
 * All methods on one chart: energy across, accuracy up (arXiv:1912.10764, figure 3).
 *
 * @param methods of `frontSeries`, where they are at hand
 */
export function frontOption(chart: FrontChart, methods = frontSeries(chart)): Record<string, unknown> {
  const { points, logarithmic, look } = chart;
  const { x, y } = chart.window ?? shownWindow(chart);
  const isRight = (energy: number): boolean => x !== undefined && shareOf(energy, x, logarithmic) > 0.6;
  const series = [
    ...methods,
    cursorSeries(chart.cursors, look, isRight),
    pinSeries(points, chart.pinned, chart.labelOf, look),
  ];
  return {
    animation: false,
    grid: grid(frontMargins),
    tooltip: tooltip({ trigger: 'item', formatter: (item: unknown) => tooltipText(item, chart) }),
    xAxis: percentAxis(chart.energyName, x, { logarithmic }),
    yAxis: percentAxis(accuracyName, y, { vertical: true }),
    series,
  };
}

/** How far along an axis a value lies, 0 to 1 inside its range. */
function shareOf(value: number, { min, max }: Range, logarithmic: boolean): number {
  return logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
}

function tooltipText(item: unknown, { describe }: FrontChart): string {
  const { value } = item as { readonly value?: unknown };
  const index = Array.isArray(value) ? Number(value[2]) : NaN;
  return Number.isInteger(index) ? describe(index) : '';
}

/**
 * Where each drawn point is, in the order of the list, for walking along them with the arrow keys.
 *
 * @param series of `frontSeries`, which come first in the option
 */
export function chartPlaces(series: readonly Series[]): readonly ChartPlace[] {
  return series
    .flatMap(({ id, data }, seriesIndex) => {
      if (!/\/(?:front|dominated)$/.test(String(id))) return [];
      const values = data as readonly (readonly number[])[];
      return values.map((value, dataIndex) => ({ index: value[2]!, seriesIndex, dataIndex }));
    })
    .toSorted((first, second) => first.index - second.index);
}
