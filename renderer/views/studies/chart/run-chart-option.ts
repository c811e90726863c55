import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { axis, errorBars, grid, tooltip } from '../../../charts/base-option.ts';
import { methodStyle } from '../../../charts/method-style.ts';
import type { PaletteName } from '../../../charts/palettes.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import { runTitle } from '../table/run-words.ts';
import type { ChartAxis, RunPoints } from './run-points.ts';

export interface RunChartLook {
  readonly palette: PaletteName;
  readonly dark: boolean;
  readonly tokens: ChartTokens;
}

/** More intervals than this hide what they are of. */
const mostErrorBars = 300;
/** More rings than this hide what they are around. */
const mostRings = 200;
/** More points than this are drawn as one shape a series; where they are drawn stays the same. */
const mostSinglePoints = 2000;
/**
 * Width and height of the marks of that many points, in pixels. Below 4 across, ECharts fills a rectangle for each, ten times
 * quicker than the outlines of shapes. A form of its own for each method, so that a hue is not all there is.
 */
const smallMarks: Readonly<Record<string, readonly [number, number]>> = {
  saft: [3, 3],
  'noise-injection': [1.5, 6.5],
  lanmax: [3.9, 2],
  'uniform-bsc': [2.5, 2.5],
  reliable: [1, 9],
  plain: [2, 4.5],
};

/** Places of the points of one series among all points. */
export type SeriesPlaces = readonly (readonly number[])[];

/** Points by method: a series each, so that each has its colour and shape. */
export function placesByMethod({ rows }: RunPoints): SeriesPlaces {
  const places = rows.map((_, place) => place);
  return [...Map.groupBy(places, (place) => rows[place]!.methodName ?? '').values()];
}

function axisOf({ column, log }: ChartAxis, vertical: boolean): Record<string, unknown> {
  return axis(column.title, column.unit, { log, percent: column.percent === true, vertical });
}

/**
 * Runs as points, one series a method in the order of `places`, then the intervals, then what is selected once more: the
 * others are dimmed, and few selected points have a ring. Nothing is left out or drawn later, so that what is seen is what can be selected.
 */
export function runChartOption(
  points: RunPoints,
  places: SeriesPlaces,
  x: ChartAxis,
  y: ChartAxis,
  selected: ReadonlySet<number>,
  { palette, dark, tokens }: RunChartLook,
): Record<string, unknown> {
  const { rows, xs, ys } = points;
  const pair = (place: number): readonly number[] => [xs[place]!, ys[place]!];
  const isLarge = rows.length > mostSinglePoints;
  const size = isLarge ? 4 : 8;
  const chosen = places
    .map((each) => each.filter((place) => selected.has(rows[place]!.id)))
    .filter((each) => each.length > 0);
  const count = chosen.reduce((sum, each) => sum + each.length, 0);
  const isDimmed = count > 0 && count < rows.length;
  const styleOf = (each: readonly number[]) => methodStyle(rows[each[0]!]!.methodName, palette, dark);
  const colorOf = (each: readonly number[]) => ({ color: styleOf(each).color });
  const marksOf = (each: readonly number[]) => ({
    type: 'scatter',
    name: rows[each[0]!]!.methodName ?? 'other',
    symbol: styleOf(each).symbol,
    symbolSize: isLarge ? (smallMarks[rows[each[0]!]!.methodName ?? 'plain'] ?? smallMarks['plain']) : size,
    progressive: 0,
    large: isLarge,
    largeThreshold: 0,
    emphasis: { scale: 1.8, itemStyle: { borderColor: tokens.ink, borderWidth: 1 } },
    data: each.map(pair),
  });
  return {
    animation: false,
    grid: grid(),
    xAxis: axisOf(x, false),
    yAxis: axisOf(y, true),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
        const place = places[seriesIndex]?.[dataIndex];
        return place === undefined ? '' : pointText(rows[place]!, x, y);
      },
    }),
    // A brush brings its own buttons otherwise
    toolbox: { show: false },
    // The rectangle is only drawn here; what lies in it is found by pointsInside
    brush: {
      xAxisIndex: 0,
      yAxisIndex: 0,
      throttleType: 'debounce',
      throttleDelay: 300,
      inBrush: {},
      outOfBrush: {},
      brushStyle: { borderWidth: 1, borderColor: tokens.accent, color: 'transparent' },
    },
    series: [
      ...places.map((each) => ({ ...marksOf(each), itemStyle: { ...colorOf(each), opacity: isDimmed ? 0.2 : 0.85 } })),
      ...(y.column.bounds === undefined || rows.length > mostErrorBars ? [] : [intervals(points, y, tokens, isDimmed)]),
      ...chosen.map((each) => ({ ...marksOf(each), silent: true, z: 4, itemStyle: colorOf(each) })),
      ...(count === 0 || count > mostRings ? [] : [rings(chosen.flat().map(pair), size, tokens)]),
    ],
  };
}

function intervals(
  { rows, xs, ys }: RunPoints,
  y: ChartAxis,
  tokens: ChartTokens,
  isDimmed: boolean,
): Record<string, unknown> {
  const bars = rows.map((row, place) => {
    const bounds = y.column.bounds!(row);
    return { x: xs[place]!, y: ys[place]!, yLow: bounds?.low, yHigh: bounds?.high };
  });
  return errorBars(bars, { color: tokens.inkFaint, width: 1, cap: 2, opacity: isDimmed ? 0.35 : 1 });
}

function rings(pairs: readonly (readonly number[])[], size: number, tokens: ChartTokens): Record<string, unknown> {
  return {
    type: 'scatter',
    name: 'Selected',
    symbol: 'circle',
    symbolSize: size + 6,
    silent: true,
    progressive: 0,
    z: 5,
    itemStyle: { color: 'transparent', borderColor: tokens.ink, borderWidth: 1.5 },
    data: pairs,
  };
}

/** What is said about a point, for eyes and for screen readers. */
export function pointText(row: RunRow, x: ChartAxis, y: ChartAxis): string {
  return [runTitle(row), `${x.column.title}: ${x.column.text(row)}`, `${y.column.title}: ${y.column.text(row)}`].join(
    '\n',
  );
}
