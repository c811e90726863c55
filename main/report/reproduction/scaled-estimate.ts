import type { Estimate } from '../../contract/estimate.ts';

/** An estimate in another unit. @param factor > 0 */
export function scaledEstimate(estimate: Estimate, factor: number): Estimate {
  return { ...estimate, value: factor * estimate.value, low: factor * estimate.low, high: factor * estimate.high };
}

/** A value that nothing is known about the spread of. */
export function bareEstimate(value: number, like: Estimate): Estimate {
  return { ...like, value, low: -Infinity, high: Infinity };
}
