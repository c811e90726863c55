import { paretoFront, type EnergyAccuracy } from './pareto.ts';

/**
 * The accuracies at which the energies of two methods are worth comparing: those of the non-dominated points of either
 * that the other's front reaches too, so that one of the two energies is always a measured one.
 *
 * @returns ascending, each once; empty when a method has no points
 * @throws LabError 'not-finite'
 */
export function savingAccuracies(method: readonly EnergyAccuracy[], against: readonly EnergyAccuracy[]): number[] {
  const accuracies = [method, against].map((points) => paretoFront(points).map(({ accuracy }) => accuracy));
  const reached = Math.min(...accuracies.map((values) => values.at(-1) ?? -Infinity));
  return [...new Set(accuracies.flat())].filter((value) => value <= reached).toSorted((a, b) => a - b);
}

/**
 * Energies at which the accuracies of two methods are worth comparing: evenly spaced in the logarithm, ends included,
 * from the least energy at which both fronts have a point to the least at which one of them reaches its best accuracy.
 * Where the fronts do not overlap it is the first of these alone, to which the cheaper front's best point is held up.
 *
 * @param count at least 2
 * @returns ascending; empty when a method has no points or both cost nothing
 * @throws LabError 'not-finite'; RangeError for another count
 */
export function gainEnergies(
  method: readonly EnergyAccuracy[],
  against: readonly EnergyAccuracy[],
  count = 9,
): number[] {
  if (!Number.isInteger(count) || count < 2) throw new RangeError(`A grid has at least 2 energies, not ${count}.`);
  const energies = [method, against].map((points) =>
    paretoFront(points)
      .map(({ energy }) => energy)
      .filter((energy) => energy > 0),
  );
  const low = Math.max(...energies.map((values) => values[0] ?? Infinity));
  const high = Math.min(...energies.map((values) => values.at(-1) ?? Infinity));
  if (low === Infinity) return [];
  if (high <= low) return [low];
  const grid = Array.from({ length: count }, (_value, index) => low * (high / low) ** (index / (count - 1)));
  // Rounding must not put the last energy beyond the front.
  return grid.with(-1, high);
}
