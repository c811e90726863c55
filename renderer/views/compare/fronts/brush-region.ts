import type { Range } from '../../../charts/front-axis.ts';
import { pointsInside } from '../../../charts/points-inside.ts';
import type { Polygon, Rectangle } from '../../../charts/points-inside.ts';

/** An area of ECharts' `brushEnd`, in the units of the axes. */
export interface BrushArea {
  readonly brushType: string;
  readonly coordRange: readonly (readonly number[])[];
}

/** Positions along an axis on which a straight edge of the brush is straight. */
export type AxisScale = (value: number) => number;

export const linearScale: AxisScale = (value) => value;
/** Values at or below 0 have no place on a logarithmic axis: NaN, which no region contains. */
export const logarithmicScale: AxisScale = (value) => (value > 0 ? Math.log10(value) : NaN);

function pair([first = NaN, second = NaN]: readonly number[]): readonly [number, number] {
  return [first, second];
}

/** The region that a brush covers, along the axes as they are drawn. Undefined for a brush of no area. */
export function regionOf(area: BrushArea | undefined, xScale: AxisScale): Rectangle | Polygon | undefined {
  if (area === undefined) return undefined;
  if (area.brushType === 'polygon') {
    return area.coordRange.length < 3 ? undefined : area.coordRange.map(([x = NaN, y = NaN]) => [xScale(x), y]);
  }
  const [xs = [], ys = []] = area.coordRange;
  const x = pair(xs.map(xScale));
  return { x, y: pair(ys) };
}

/** The part of the chart that a rectangle covers, to be shown alone; undefined for one of no area. */
export function windowOf({ coordRange }: BrushArea): { readonly x: Range; readonly y: Range } | undefined {
  const range = (ends: readonly number[] = []): Range => ({ min: Math.min(...ends), max: Math.max(...ends) });
  const [x, y] = [range(coordRange[0]), range(coordRange[1])];
  return x.max > x.min && y.max > y.min ? { x, y } : undefined;
}

/**
 * Which points a brush covers, exactly, by their index. A lasso's edges are straight on the screen, so on a logarithmic
 * axis they are so in the logarithm.
 */
export function pointsUnderBrush(
  areas: readonly BrushArea[],
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  xScale: AxisScale = linearScale,
): readonly number[] {
  const scaled = Float64Array.from(xs, xScale);
  const found = areas.map((area) => regionOf(area, xScale)).filter((region) => region !== undefined);
  const inside = found.flatMap((region) => [...pointsInside(region, scaled, ys)]);
  return found.length < 2 ? inside : [...new Set(inside)].toSorted((first, second) => first - second);
}
