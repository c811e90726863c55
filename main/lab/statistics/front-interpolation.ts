import { paretoFront, type EnergyAccuracy } from './pareto.ts';

/**
 * The least energy at which the front of these points reaches an accuracy, linear between neighbouring non-dominated
 * points. An accuracy below the cheapest point's is reached at that point's energy: nothing cheaper was measured.
 *
 * @returns undefined for more accuracy than any point has; nothing is extrapolated
 * @throws LabError 'not-finite'
 */
export function energyAt(points: readonly EnergyAccuracy[], accuracy: number): number | undefined {
  return energyOnFront(paretoFront(points), accuracy);
}

/**
 * The accuracy the front of these points reaches for an energy, linear between neighbouring non-dominated points. For
 * more energy than the most accurate point needs it is that point's: energy may be left over.
 *
 * @returns undefined for less energy than any point needs; nothing is extrapolated
 * @throws LabError 'not-finite'
 */
export function accuracyAt(points: readonly EnergyAccuracy[], energy: number): number | undefined {
  return accuracyOnFront(paretoFront(points), energy);
}

/** {@link energyAt} of a front as `paretoFront` returns it. */
export function energyOnFront(front: readonly EnergyAccuracy[], accuracy: number): number | undefined {
  const index = front.findIndex((point) => point.accuracy >= accuracy);
  const above = front[index];
  const below = front[index - 1];
  if (above === undefined || below === undefined || above.accuracy === accuracy) return above?.energy;
  const share = (accuracy - below.accuracy) / (above.accuracy - below.accuracy);
  return below.energy + share * (above.energy - below.energy);
}

/** {@link accuracyAt} of a front as `paretoFront` returns it. */
export function accuracyOnFront(front: readonly EnergyAccuracy[], energy: number): number | undefined {
  const index = front.findLastIndex((point) => point.energy <= energy);
  const below = front[index];
  const above = front[index + 1];
  if (below === undefined || above === undefined) return below?.accuracy;
  const share = (energy - below.energy) / (above.energy - below.energy);
  return below.accuracy + share * (above.accuracy - below.accuracy);
}
