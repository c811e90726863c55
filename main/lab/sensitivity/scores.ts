import type { SensitivityMetric } from '../../contract/specification.ts';
import type { Ops } from '../ops/ops.ts';

/** Bins of the histogram reading of KL divergence, as TensorRT's calibration has them (Migacz 2017). */
export const HISTOGRAM_BINS = 2048;

/** Keeps empty bins from making the divergence infinite; a share of the whole. */
const SMOOTHING = 1e-6;

const allAxes = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

/**
 * SAFT's score: the unbiased standard deviation of the output difference, over the whole tensor (batch, pixels,
 * channels). Nair and Bunandar, arXiv:2306.03076, Algorithm 1.
 *
 * @param difference noisy minus clean output of one layer on the clean input
 */
export function standardDeviationScore<T>(ops: Ops<T>, difference: T): T {
  const shape = ops.shapeOf(difference);
  const axes = allAxes(shape.length);
  const count = shape.reduce((a, b) => a * b, 1);
  // From the centred values: in float32 a difference of mean squares drowns in a mean of many deviations
  const variance = ops.mean(ops.square(ops.subtract(difference, ops.mean(difference, axes, true))), axes);
  return ops.squareRoot(ops.multiply(variance, ops.constant(count / Math.max(1, count - 1))));
}

/** [n, ...] to [n, everything else] */
function flattened<T>(ops: Ops<T>, x: T): T {
  const [rows, ...rest] = ops.shapeOf(x);
  return ops.reshape(x, [rows, rest.reduce((a, b) => a * b, 1)]);
}

/**
 * KL(softmax(clean) || softmax(noisy)) of each image's whole output vector, averaged over the batch, in nats. SAFT says
 * only that activations are turned into probability distributions; this is one of two readings (reconstructed,
 * methods.md 3).
 */
export function softmaxDivergence<T>(ops: Ops<T>, clean: T, noisy: T): T {
  const p = ops.logSoftmax(flattened(ops, clean));
  const q = ops.logSoftmax(flattened(ops, noisy));
  const perImage = ops.sum(ops.multiply(ops.exponential(p), ops.subtract(p, q)), [1]);
  return ops.mean(perImage, [0]);
}

/**
 * KL between histograms of all output values, clean against noisy, over 2048 shared bins from the smallest to the largest
 * value of either, smoothed; in nats. The second reading (reconstructed, after Migacz 2017, as methods.md 3 has it).
 */
export function histogramDivergence<T>(ops: Ops<T>, clean: T, noisy: T): T {
  const axes = allAxes(ops.shapeOf(clean).length);
  const low = ops.minimum(ops.min(clean, axes), ops.min(noisy, axes));
  const largest = ops.maximum(ops.max(clean, axes), ops.max(noisy, axes));
  // TensorFlow refuses an empty range, as the outputs of a dead layer have
  const widening = ops.multiply(ops.equal(low, largest), ops.maximum(ops.absolute(low), ops.constant(1)));
  const high = ops.add(largest, widening);
  const p = smoothedShares(ops, ops.histogram(clean, low, high, HISTOGRAM_BINS));
  const q = smoothedShares(ops, ops.histogram(noisy, low, high, HISTOGRAM_BINS));
  return ops.sum(ops.multiply(p, ops.logarithm(ops.divide(p, q))), [0]);
}

function smoothedShares<T>(ops: Ops<T>, counts: T): T {
  const shares = ops.divide(counts, ops.sum(counts, [0]));
  return ops.multiply(ops.add(shares, ops.constant(SMOOTHING / HISTOGRAM_BINS)), ops.constant(1 / (1 + SMOOTHING)));
}

/** One layer's score by one metric, a scalar. `std-normalised` (ours, not the paper's) divides by the output's own spread. */
export function layerScore<T>(ops: Ops<T>, metric: SensitivityMetric, clean: T, difference: T): T {
  switch (metric) {
    case 'std':
      return standardDeviationScore(ops, difference);
    case 'std-normalised':
      return ops.divide(standardDeviationScore(ops, difference), standardDeviationScore(ops, clean));
    case 'kl':
      return softmaxDivergence(ops, clean, ops.add(clean, difference));
    case 'kl-histogram':
      return histogramDivergence(ops, clean, ops.add(clean, difference));
  }
}
