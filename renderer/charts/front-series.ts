import type { Interval } from './number-format.ts';
import type { ChartLook } from './chart-look.ts';
import { errorBars } from './error-bars.ts';
import { frontLine } from './front-line.ts';
import { methodStyle } from './method-style.ts';

/** A configuration of a method on an energy-accuracy chart; fractions. */
export interface FrontChartPoint {
  /** Of the specification: `saft`, `lanmax`, ... */
  readonly method: string;
  readonly energy: Interval;
  readonly accuracy: Interval;
  /** By another point of its own method */
  readonly dominated: boolean;
}

export type Series = Record<string, unknown>;

/** A point that is shown: its place in the list that was given. */
interface Placed extends FrontChartPoint {
  readonly index: number;
}

/** More points than this are told apart by their marks alone: only those on the fronts keep their error bars. */
const mostErrorBars = 400;
/**
 * Above this all marks of a series are drawn in one go, as dots: of larger ones ECharts would make a single outline, which
 * takes a browser minutes to fill. In such a crowd no shape could be seen anyway; the fronts keep theirs.
 */
const largeAbove = 800;
const dot = 3;
const faded = 0.38;

const positionOf = ({ energy, accuracy, index }: Placed): readonly number[] => [energy.value, accuracy.value, index];

function marks(
  name: string,
  id: string,
  points: readonly Placed[],
  method: string,
  look: ChartLook,
  dim: boolean,
): Series {
  const { color, symbol } = methodStyle(method, look.palette, look.dark);
  return {
    id,
    name,
    type: 'scatter',
    ...markSize(points.length, symbol, dim ? 7 : 10),
    z: dim ? 2 : 4,
    progressive: 0,
    itemStyle: dim ? { color, opacity: faded } : { color, borderColor: look.tokens.surface, borderWidth: 1 },
    data: points.map(positionOf),
  };
}

function markSize(points: number, symbol: string, size: number): Series {
  if (points <= largeAbove) return { symbol, symbolSize: size, large: false };
  return { symbol: 'rect', symbolSize: dot, large: true, largeThreshold: largeAbove };
}

function bars(points: readonly Placed[], id: string, color: string, opacity: number): Series {
  const lines = points.map(({ energy, accuracy }) => ({
    x: energy.value,
    y: accuracy.value,
    xLow: energy.low,
    xHigh: energy.high,
    yLow: accuracy.low,
    yHigh: accuracy.high,
  }));
  return { ...errorBars(lines, { color, opacity, cap: 3, z: 3 }), id };
}

/**
 * One method: the line through its non-dominated points, the points with their intervals, and those that others of the
 * method dominate, smaller and pale.
 */
export function methodSeries(
  method: string,
  points: readonly Placed[],
  settings: { readonly logarithmic: boolean; readonly showDominated: boolean; readonly look: ChartLook },
): readonly Series[] {
  const { logarithmic, showDominated, look } = settings;
  const { color, dash, label } = methodStyle(method, look.palette, look.dark);
  const front = points.filter(({ dominated }) => !dominated);
  const rest = showDominated ? points.filter(({ dominated }) => dominated) : [];
  const positions = front.map(({ energy, accuracy }) => ({ energy: energy.value, accuracy: accuracy.value }));
  return [
    {
      id: `${method}/line`,
      name: label,
      type: 'line',
      silent: true,
      symbol: 'none',
      z: 3,
      lineStyle: { color, type: dash, width: 1.5, opacity: 0.8 },
      itemStyle: { color },
      tooltip: { show: false },
      emphasis: { disabled: true },
      data: frontLine(positions, logarithmic),
    },
    bars(front, `${method}/intervals`, color, 0.75),
    ...(rest.length + front.length > mostErrorBars ? [] : [bars(rest, `${method}/dominated-intervals`, color, 0.25)]),
    marks(`${label}, dominated`, `${method}/dominated`, rest, method, look, true),
    marks(label, `${method}/front`, front, method, look, false),
  ];
}

/** Labels that stay at the points they were pinned to. */
export function pinSeries(
  points: readonly FrontChartPoint[],
  pinned: readonly number[],
  labelOf: (index: number) => string,
  { tokens }: ChartLook,
): Series {
  return {
    id: 'pinned',
    type: 'scatter',
    silent: true,
    symbol: 'circle',
    symbolSize: 3,
    z: 7,
    tooltip: { show: false },
    itemStyle: { color: tokens.ink },
    label: {
      show: true,
      position: 'right',
      distance: 10,
      color: tokens.ink,
      backgroundColor: tokens.surfaceRaised,
      borderColor: tokens.lineStrong,
      borderWidth: 1,
      borderRadius: 2,
      padding: [3, 5],
      fontSize: 12,
    },
    labelLayout: { moveOverlap: 'shiftY' },
    data: pinned
      .filter((index) => points[index] !== undefined)
      .map((index) => ({
        value: [points[index]!.energy.value, points[index]!.accuracy.value, index],
        label: { formatter: () => labelOf(index) },
      })),
  };
}
