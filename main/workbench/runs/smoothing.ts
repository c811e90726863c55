import type { SeriesPoint } from '../../store/decimate.ts';

/**
 * Exponential moving average over steps, with the weights of all points so far made to sum to 1, so that its beginning is
 * not drawn towards zero. Values that are not finite are passed over.
 *
 * @param points by step, ascending
 * @param halfLife > 0: steps after which a point counts half
 * @returns a point at every step that had a finite value
 */
export function smooth(points: readonly SeriesPoint[], halfLife: number): readonly SeriesPoint[] {
  const smoothed: SeriesPoint[] = [];
  let weighted = 0;
  let weights = 0;
  let lastStep = 0;
  for (const { step, value } of points) {
    if (!Number.isFinite(value)) continue;
    const decay = 2 ** (-(step - lastStep) / halfLife);
    weighted = weighted * decay + value;
    weights = weights * decay + 1;
    lastStep = step;
    smoothed.push({ step, value: weighted / weights });
  }
  return smoothed;
}
