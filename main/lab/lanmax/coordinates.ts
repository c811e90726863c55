import type { LanmaxOptions } from '../../contract/lanmax.ts';

type Space = Pick<LanmaxOptions, 'space'>;

/** Rates below count as this where their logarithm is needed. */
const leastRate = 1e-7;

/** What perturbations are added to and slopes are taken by: the rate itself, or its natural logarithm. */
export function coordinateOf({ space }: Space, rate: number): number {
  return space === 'linear' ? rate : Math.log(Math.max(rate, leastRate));
}

/** The rate at a coordinate; the inverse of {@link coordinateOf}. */
export function rateAt({ space }: Space, coordinate: number): number {
  return space === 'linear' ? coordinate : Math.exp(coordinate);
}

/** Slope by the coordinate of a function whose slope by the rate is given. */
export function slopeByCoordinate({ space }: Space, rate: number, slope: number): number {
  return space === 'linear' ? slope : slope * Math.max(rate, leastRate);
}
