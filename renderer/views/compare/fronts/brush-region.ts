import { pointsInside } from '../../../charts/points-inside.ts';
import type { Polygon, Rectangle } from '../../../charts/points-inside.ts';
import type { Range } from '../../../charts/front-axis.ts';
import type { ChartTool, Position } from './chart-tool.ts';

/** What was drawn on a chart, in the units of its axes. */
export interface BrushArea {
  readonly tool: ChartTool;
  /** In order; four of a rectangle */
  readonly corners: readonly Position[];
}

/** Positions along an axis on which a straight edge of the area is straight. */
export type AxisScale = (value: number) => number;

export const linearScale: AxisScale = (value) => value;
/** Values at or below 0 have no place on a logarithmic axis: NaN, which no region contains. */
export const logarithmicScale: AxisScale = (value) => (value > 0 ? Math.log10(value) : NaN);

function rangeOf(values: readonly number[]): Range {
  return { min: Math.min(...values), max: Math.max(...values) };
}

/** The rectangle that an area spans, to be shown alone; undefined for one of no area. */
export function windowOf({ corners }: BrushArea): { readonly x: Range; readonly y: Range } | undefined {
  const x = rangeOf(corners.map(([across]) => across));
  const y = rangeOf(corners.map(([, up]) => up));
  return x.max > x.min && y.max > y.min ? { x, y } : undefined;
}

function regionOf(area: BrushArea, xScale: AxisScale): Rectangle | Polygon | undefined {
  const corners = area.corners.map(([x, y]): Position => [xScale(x), y]);
  if (area.tool === 'polygon') return corners.length < 3 ? undefined : corners;
  const window = windowOf({ ...area, corners });
  return window === undefined ? undefined : { x: [window.x.min, window.x.max], y: [window.y.min, window.y.max] };
}

/**
 * Which points an area covers, exactly, by their index. A lasso's edges are straight on the screen, so on a logarithmic axis
 * they are so in the logarithm.
 */
export function pointsUnderBrush(
  area: BrushArea,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  xScale: AxisScale = linearScale,
): readonly number[] {
  const region = regionOf(area, xScale);
  return region === undefined ? [] : pointsInside(region, Float64Array.from(xs, xScale), ys);
}
