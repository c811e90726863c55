import { leastPositive, type AxisScale } from '../layout/axis-scale.ts';

/** Below the smallest value of a logarithmic axis with a 0, so far that 0 has its place. */
export function lowerEnd(scale: AxisScale): number {
  if (!scale.hasZero) return scale.low;
  const share = scale.at(scale.low);
  return scale.low * (scale.low / scale.high) ** (share / (1 - share));
}

/** Where a value stands on the axis: 0 has a place of its own on a logarithmic one. */
export function standing(scale: AxisScale, value: number): number {
  if (scale.axis.scale !== 'logarithmic' || value > leastPositive) return value;
  const low = lowerEnd(scale);
  return low * (scale.high / low) ** scale.at(0);
}
