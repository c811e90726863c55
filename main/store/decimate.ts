export interface SeriesPoint {
  readonly step: number;
  readonly value: number;
}

/** The smallest and the largest of a stretch, in order; the first point where no value is a number. */
function extremes(points: readonly SeriesPoint[], from: number, to: number): readonly SeriesPoint[] {
  let smallest = from;
  let largest = from;
  for (let index = from + 1; index < to; index++) {
    const value = points[index]!.value;
    if (Number.isNaN(points[smallest]!.value) || value < points[smallest]!.value) smallest = index;
    if (Number.isNaN(points[largest]!.value) || value > points[largest]!.value) largest = index;
  }
  if (smallest === largest) return [points[smallest]!];
  return [points[Math.min(smallest, largest)]!, points[Math.max(smallest, largest)]!];
}

/**
 * Thins a series for drawing without losing its spikes: the first and the last point stay, and of each of the equal
 * stretches between them the smallest and the largest.
 *
 * @param maximumPoints >= 4
 * @returns points of the series itself, in order, at most so many
 */
export function decimate(points: readonly SeriesPoint[], maximumPoints: number): readonly SeriesPoint[] {
  if (!(maximumPoints >= 4)) throw new RangeError(`A series cannot be thinned to ${maximumPoints} points`);
  if (points.length <= maximumPoints) return points;
  const inner = points.length - 2;
  const stretches = Math.floor((maximumPoints - 2) / 2);
  const kept = [points[0]!];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * inner) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * inner) / stretches);
    kept.push(...extremes(points, from, to));
  }
  kept.push(points.at(-1)!);
  return kept;
}
