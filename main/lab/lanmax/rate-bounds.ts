import type { LanmaxOptions } from '../../contract/lanmax.ts';

/** Between which fault rates stay; both are float32. */
export interface RateBounds {
  readonly minimum: number;
  readonly maximum: number;
}

/**
 * The bounds of the options as float32, rounded inwards, so that no float32 rate lies outside what was asked for (an
 * energy table may end there). Bounds with no float32 between them become the nearest one.
 */
export function rateBounds({ rates }: Pick<LanmaxOptions, 'rates'>): RateBounds {
  const minimum = float32(rates.minimum, 1);
  const maximum = float32(rates.maximum, -1);
  if (minimum <= maximum) return { minimum, maximum };
  const only = Math.fround(rates.minimum);
  return { minimum: only, maximum: only };
}

/** The rate as float32 within the bounds. */
export function clipRate(rate: number, { minimum, maximum }: RateBounds): number {
  return Math.min(Math.max(Math.fround(rate), minimum), maximum);
}

/** The nearest float32 that is not below (direction 1) or not above (direction -1) a rate in [0, 0.5]. */
function float32(rate: number, direction: 1 | -1): number {
  const nearest = Math.fround(rate);
  if ((nearest - rate) * direction >= 0) return nearest;
  // Neighbours among the positive floats are neighbours among the integers.
  const value = Float32Array.of(nearest);
  new Int32Array(value.buffer)[0]! += direction;
  return value[0]!;
}
