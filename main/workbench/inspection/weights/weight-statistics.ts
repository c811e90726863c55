import type { LayerHistogram } from '../../../contract/workbench/weights.ts';

export { meanSquare, meanSquareDifference, standardDeviation } from '../../../lab/statistics/moments.ts';

/** 10 log10 of signal by noise, both mean squares; Infinity without noise */
export function decibel(signal: number, noise: number): number {
  return noise === 0 ? Infinity : 10 * Math.log10(signal / noise);
}

/** Lowest and highest value of either array; a range of one value is widened, so that bins have a width. */
function commonRange(first: Float32Array, second: Float32Array): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const values of [first, second]) {
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low < high) return [low, high];
  const widening = Math.max(Math.abs(low) * 1e-3, 1e-6);
  return [low - widening, low + widening];
}

/** Counts over equal bins from `low` to `high`; the last bin has both its edges. */
function counts(values: Float32Array, low: number, high: number, bins: number): number[] {
  const found = new Array<number>(bins).fill(0);
  const scale = bins / (high - low);
  for (const value of values) found[Math.min(bins - 1, Math.floor((value - low) * scale))]! += 1;
  return found;
}

/** Two distributions of one layer's weights over the same bins, from the lowest to the highest value of either. */
export function layerHistogram(layer: string, before: Float32Array, after: Float32Array, bins: number): LayerHistogram {
  const [low, high] = commonRange(before, after);
  return {
    layer,
    edges: Array.from({ length: bins + 1 }, (_, edge) => low + ((high - low) * edge) / bins),
    before: counts(before, low, high, bins),
    after: counts(after, low, high, bins),
  };
}
