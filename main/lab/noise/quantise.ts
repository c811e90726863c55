import type { Quantization } from '../../contract/profile.ts';
import type { Ops } from '../ops/ops.ts';

/** Keeps a division finite where a layer or channel is all zeros; far below any weight that matters. */
const SMALLEST_STEP = 1e-30;

/** Axes a statistic is taken over: all of them for the layer, all but the last (output channels) per channel. */
export function statisticAxes(rank: number, granularity: 'layer' | 'channel'): number[] {
  return Array.from({ length: granularity === 'layer' ? rank : rank - 1 }, (_, axis) => axis);
}

function rounded<T>(ops: Ops<T>, x: T, rounding: Quantization['rounding']): T {
  if (rounding === 'half-even') {
    return ops.round(x);
  }
  const half = ops.floor(ops.add(ops.absolute(x), ops.constant(0.5)));
  return ops.select(ops.greater(ops.zeros(ops.shapeOf(x)), x), ops.negative(half), half);
}

function clamped<T>(ops: Ops<T>, x: T, low: number, high: number): T {
  return ops.minimum(ops.maximum(x, ops.constant(low)), ops.constant(high));
}

/**
 * The values an integer code can carry: weights rounded to the nearest code and back. Wu et al. 2020, arXiv:2004.09602,
 * section 3 (symmetric: "scale quantization" with codes -(2^(b-1)-1) .. 2^(b-1)-1; affine: codes 0 .. 2^b-1 with a rounded
 * zero point, over a range that includes zero).
 *
 * @param weight any shape, output channels last
 */
export function quantise<T>(ops: Ops<T>, weight: T, quantization: Quantization): T {
  const { bits, scheme, granularity, rounding } = quantization;
  const axes = statisticAxes(ops.shapeOf(weight).length, granularity);
  if (scheme === 'symmetric') {
    const codes = 2 ** (bits - 1) - 1;
    const step = ops.maximum(
      ops.multiply(ops.max(ops.absolute(weight), axes, true), ops.constant(1 / codes)),
      ops.constant(SMALLEST_STEP),
    );
    const code = clamped(ops, rounded(ops, ops.divide(weight, step), rounding), -codes, codes);
    return ops.multiply(code, step);
  }
  const codes = 2 ** bits - 1;
  const zero = ops.constant(0);
  const low = ops.minimum(ops.min(weight, axes, true), zero);
  const high = ops.maximum(ops.max(weight, axes, true), zero);
  const step = ops.maximum(ops.multiply(ops.subtract(high, low), ops.constant(1 / codes)), ops.constant(SMALLEST_STEP));
  const zeroPoint = rounded(ops, ops.negative(ops.divide(low, step)), rounding);
  const code = clamped(ops, ops.add(rounded(ops, ops.divide(weight, step), rounding), zeroPoint), 0, codes);
  return ops.multiply(ops.subtract(code, zeroPoint), step);
}
