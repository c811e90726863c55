import type { Polygon, Rectangle } from '../../../charts/points-inside.ts';

type Pair = readonly [number, number];

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number');
}

/**
 * What was drawn, in the units of the axes, of the parameters of ECharts' `brushEnd`.
 *
 * @returns undefined when nothing was
 */
export function brushedArea(params: Readonly<Record<string, unknown>>): Rectangle | Polygon | undefined {
  const areas = params['areas'];
  const area: unknown = Array.isArray(areas) ? areas.at(-1) : undefined;
  if (typeof area !== 'object' || area === null || !('coordRange' in area)) return undefined;
  const { coordRange } = area;
  if (!Array.isArray(coordRange) || !coordRange.every(isPair)) return undefined;
  if ('brushType' in area && area.brushType === 'polygon') return coordRange.length < 3 ? undefined : coordRange;
  const [x, y] = coordRange;
  return x === undefined || y === undefined ? undefined : { x, y };
}
