import type { BinaryQuantization, IntegerQuantization, Quantization } from '../../contract/profile.ts';
import type { Ops } from '../ops/ops.ts';

/** Keeps a division finite where a layer or channel is all zeros; far below any weight that matters. */
const SMALLEST_STEP = 1e-30;

/** Axes a statistic is taken over: all of them for the layer, all but the last (output channels) per channel. */
export function statisticAxes(rank: number, granularity: 'layer' | 'channel'): number[] {
  return Array.from({ length: granularity === 'layer' ? rank : rank - 1 }, (_, axis) => axis);
}

function rounded<T>(ops: Ops<T>, x: T, rounding: IntegerQuantization['rounding']): T {
  if (rounding === 'half-even') {
    return ops.round(x);
  }
  const half = ops.floor(ops.add(ops.absolute(x), ops.constant(0.5)));
  return ops.select(ops.greater(ops.zeros(ops.shapeOf(x)), x), ops.negative(half), half);
}

function clamped<T>(ops: Ops<T>, x: T, low: number, high: number): T {
  return ops.minimum(ops.maximum(x, ops.constant(low)), ops.constant(high));
}

/** What a memory holds of a weight: whole numbers of so many bits, and what they stand for. */
export interface StoredCode<T> {
  /** Of the weight's shape. Symmetric: -(2^(b-1)-1) .. 2^(b-1)-1. Affine: 0 .. 2^b-1. Binary: 1 for plus, 0 for minus */
  readonly code: T;
  readonly bits: number;
  readonly signed: boolean;
  /** The weights that any codes of so many bits stand for, with the step and the zero point of this weight */
  readonly value: (code: T) => T;
}

/**
 * One bit a weight: scale times sign(w), sign(0) = +1 (BinaryConnect: Courbariaux, Bengio and David 2015,
 * arXiv:1511.00363, equation 1). The scale is a layer's: sqrt(2 / fan-in), fan-in being the weights of one output channel
 * (McDonnell 2018, arXiv:1802.08530), or the mean of |w|.
 */
function binaryCode<T>(ops: Ops<T>, weight: T, { scale }: BinaryQuantization): StoredCode<T> {
  const shape = ops.shapeOf(weight);
  const fanIn = shape.slice(0, -1).reduce((product, length) => product * length, 1);
  const unit =
    scale === 'he'
      ? ops.constant(Math.sqrt(2 / fanIn))
      : ops.mean(ops.absolute(weight), statisticAxes(shape.length, 'layer'), true);
  const one = ops.constant(1);
  return {
    code: ops.subtract(one, ops.greater(ops.zeros(shape), weight)),
    bits: 1,
    signed: false,
    value: (code) => ops.multiply(ops.subtract(ops.multiply(code, ops.constant(2)), one), unit),
  };
}

function symmetricCode<T>(ops: Ops<T>, weight: T, quantization: IntegerQuantization): StoredCode<T> {
  const { bits, granularity, rounding } = quantization;
  const axes = statisticAxes(ops.shapeOf(weight).length, granularity);
  const codes = 2 ** (bits - 1) - 1;
  const step = ops.maximum(
    ops.multiply(ops.max(ops.absolute(weight), axes, true), ops.constant(1 / codes)),
    ops.constant(SMALLEST_STEP),
  );
  const code = clamped(ops, rounded(ops, ops.divide(weight, step), rounding), -codes, codes);
  return { code, bits, signed: true, value: (read) => ops.multiply(read, step) };
}

function affineCode<T>(ops: Ops<T>, weight: T, quantization: IntegerQuantization): StoredCode<T> {
  const { bits, granularity, rounding } = quantization;
  const axes = statisticAxes(ops.shapeOf(weight).length, granularity);
  const codes = 2 ** bits - 1;
  const zero = ops.constant(0);
  const low = ops.minimum(ops.min(weight, axes, true), zero);
  const high = ops.maximum(ops.max(weight, axes, true), zero);
  const step = ops.maximum(ops.multiply(ops.subtract(high, low), ops.constant(1 / codes)), ops.constant(SMALLEST_STEP));
  const zeroPoint = rounded(ops, ops.negative(ops.divide(low, step)), rounding);
  const code = clamped(ops, ops.add(rounded(ops, ops.divide(weight, step), rounding), zeroPoint), 0, codes);
  return { code, bits, signed: false, value: (read) => ops.multiply(ops.subtract(read, zeroPoint), step) };
}

/**
 * The code a weight is stored as: rounded to the nearest one. Integer codes are those of Wu et al. 2020, arXiv:2004.09602,
 * section 3 (symmetric: "scale quantization" with codes -(2^(b-1)-1) .. 2^(b-1)-1; affine: codes 0 .. 2^b-1 with a rounded
 * zero point, over a range that includes zero).
 *
 * @param weight any shape, output channels last
 */
export function storedCode<T>(ops: Ops<T>, weight: T, quantization: Quantization): StoredCode<T> {
  switch (quantization.scheme) {
    case 'symmetric':
      return symmetricCode(ops, weight, quantization);
    case 'affine':
      return affineCode(ops, weight, quantization);
    case 'binary':
      return binaryCode(ops, weight, quantization);
  }
}

/** The values that stored codes can carry: weights to {@link storedCode} and back. @param weight output channels last */
export function quantise<T>(ops: Ops<T>, weight: T, quantization: Quantization): T {
  const { code, value } = storedCode(ops, weight, quantization);
  return value(code);
}
