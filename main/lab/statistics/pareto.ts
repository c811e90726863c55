import { LabError } from '../../contract/errors.ts';

/** What a choice costs and what it gives. Less energy is better, more accuracy is better. */
export interface EnergyAccuracy {
  /** At least 0, in any one unit */
  readonly energy: number;
  /** A fraction */
  readonly accuracy: number;
}

/**
 * Which points another point makes needless: at least as accurate for at most the energy, and better in one of the
 * two (Pareto). Of equal points none dominates the other.
 *
 * @returns one answer a point, in order
 * @throws LabError 'not-finite'
 */
export function isDominated(points: readonly EnergyAccuracy[]): boolean[] {
  requireFinite(points);
  return points.map((point) => points.some((other) => dominates(other, point)));
}

function dominates(first: EnergyAccuracy, second: EnergyAccuracy): boolean {
  return (
    first.energy <= second.energy &&
    first.accuracy >= second.accuracy &&
    (first.energy < second.energy || first.accuracy > second.accuracy)
  );
}

/**
 * The points that no other dominates, by energy and therefore by accuracy too. Equal points are all kept.
 *
 * @throws LabError 'not-finite'
 */
export function paretoFront<Point extends EnergyAccuracy>(points: readonly Point[]): Point[] {
  requireFinite(points);
  const front: Point[] = [];
  for (const point of points.toSorted((a, b) => a.energy - b.energy || b.accuracy - a.accuracy)) {
    const last = front.at(-1);
    const better = last === undefined || point.accuracy > last.accuracy;
    if (better || (point.accuracy === last.accuracy && point.energy === last.energy)) front.push(point);
  }
  return front;
}

function requireFinite(points: readonly EnergyAccuracy[]): void {
  const wrong = points.findIndex(({ energy, accuracy }) => !Number.isFinite(energy) || !Number.isFinite(accuracy));
  if (wrong < 0) return;
  const { energy, accuracy } = points[wrong]!;
  throw new LabError(
    'not-finite',
    `Point ${wrong + 1} of ${points.length} of a front has energy ${energy} and accuracy ${accuracy}.`,
    'Look for the run that produced it: its training diverged or its file is damaged.',
  );
}
