/**
 * Counts of values in equal bins from low to high; values outside fall into the nearest bin, as TensorFlow's
 * HistogramFixedWidth does. An empty range puts everything into the first bin.
 */
export function histogramCounts(values: ArrayLike<number>, low: number, high: number, bins: number): Float32Array {
  const counts = new Float32Array(bins);
  const perUnit = high > low ? bins / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    counts[Math.min(bins - 1, Math.max(0, Math.floor((values[i] - low) * perUnit)))]++;
  }
  return counts;
}
