/**
 * A number with its confidence interval. Infinite or NaN bounds: one value, about whose spread nothing is known, or not on that
 * side. In JSON they are null.
 */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** For example 0.95 */
  readonly confidence: number;
  /** What the interval is over: test images (Wilson), noise draws or seeds (Student), bootstrap resamples of seeds and draws */
  readonly over: 'images' | 'draws' | 'seeds' | 'steps' | 'resamples';
  /** How many of them */
  readonly n: number;
}

export interface SeedAccuracy {
  readonly seed: number;
  readonly runId: number;
  /** Mean over noise draws, a fraction */
  readonly accuracy: number;
}
