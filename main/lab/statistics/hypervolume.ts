import { paretoFront, type EnergyAccuracy } from './pareto.ts';

export interface Hypervolume {
  /** In units of the energy, times a fraction */
  readonly area: number;
  /** Of the rectangle between the reference and the ideal, 0 to 1 */
  readonly fraction: number;
}

/**
 * The area that a set of points dominates: of the rectangle between `ideal` and `reference`, the part for which some
 * point is at least as accurate for at most the energy. Nothing is interpolated. A point that needs the reference's
 * energy or more, or is no more accurate than it, adds nothing. Zitzler and Thiele, "Multiobjective evolutionary
 * algorithms: a comparative case study and the strength Pareto approach", IEEE Trans. Evol. Comput. 3, 1999.
 *
 * @param reference the worst point that counts: a greatest energy and, for instance, the accuracy of chance
 * @param ideal what cannot be surpassed
 * @throws LabError 'not-finite' for a point that is not; RangeError when the ideal is not better than the reference
 */
export function hypervolume(
  points: readonly EnergyAccuracy[],
  reference: EnergyAccuracy,
  ideal: EnergyAccuracy = { energy: 0, accuracy: 1 },
): Hypervolume {
  const width = reference.energy - ideal.energy;
  const height = ideal.accuracy - reference.accuracy;
  if (!(width > 0 && width < Infinity && height > 0 && height < Infinity)) {
    throw new RangeError(
      `The ideal (energy ${ideal.energy}, accuracy ${ideal.accuracy}) is better in both than the reference ` +
        `(${reference.energy}, ${reference.accuracy}).`,
    );
  }
  let area = 0;
  let reached = reference.accuracy;
  for (const point of paretoFront(points)) {
    const accuracy = Math.min(point.accuracy, ideal.accuracy);
    if (point.energy >= reference.energy || accuracy <= reached) continue;
    area += (accuracy - reached) * (reference.energy - Math.max(point.energy, ideal.energy));
    reached = accuracy;
  }
  return { area, fraction: area / (width * height) };
}
