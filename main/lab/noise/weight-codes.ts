import type { IntegerQuantization, Quantization } from '../../contract/profile.ts';
import type { Shape } from '../ops/ops.ts';

type Codes = Int8Array | Uint8Array | Int16Array | Uint16Array;

/** What a memory holds of one weight, as whole numbers, and what they stand for: (code - zero point) × scale. */
export interface WeightCodes {
  /**
   * Of the weight's shape, row-major, in as few bytes as hold them. Symmetric: -(2^(b-1)-1) .. 2^(b-1)-1. Affine: 0 .. 2^b-1.
   * Binary: -1 or 1
   */
  readonly codes: Codes;
  /** One for the layer, or one for each output channel */
  readonly scale: Float32Array;
  /** As many as there are scales; absent where all are 0 */
  readonly zeroPoint?: Codes;
}

const smallestStep = Math.fround(1e-30);

/** In 32-bit arithmetic, step by step what `storedCode` computes on an engine. */
function rounding(mode: IntegerQuantization['rounding']): (value: number) => number {
  if (mode === 'half-away') return (value) => Math.sign(value) * Math.floor(Math.fround(Math.abs(value) + 0.5));
  return (value) => {
    const below = Math.floor(value);
    if (value - below !== 0.5) return Math.round(value);
    return below % 2 === 0 ? below : below + 1;
  };
}

/** Smallest and largest value, zero included: of all, or of each of the last axis's channels. */
function ranges(weight: Float32Array, channels: number): { readonly low: Float32Array; readonly high: Float32Array } {
  const low = new Float32Array(channels);
  const high = new Float32Array(channels);
  weight.forEach((value, index) => {
    const channel = index % channels;
    if (value < low[channel]!) low[channel] = value;
    if (value > high[channel]!) high[channel] = value;
  });
  return { low, high };
}

function codesFor(bits: number, signed: boolean): new (length: number) => Codes {
  if (signed) return bits <= 8 ? Int8Array : Int16Array;
  return bits <= 8 ? Uint8Array : Uint16Array;
}

function integerCodes(weight: Float32Array, shape: Shape, quantization: IntegerQuantization): WeightCodes {
  const { bits, scheme, granularity } = quantization;
  const channels = granularity === 'channel' ? shape.at(-1)! : 1;
  const { low, high } = ranges(weight, channels);
  const round = rounding(quantization.rounding);
  const signed = scheme === 'symmetric';
  const most = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const inverse = Math.fround(1 / most);
  const scale = low.map((least, channel) => {
    const range = signed ? Math.max(-least, high[channel]!) : Math.fround(high[channel]! - least);
    return Math.max(Math.fround(range * inverse), smallestStep);
  });
  const Held = codesFor(bits, signed);
  const zeroPoint = new Held(channels);
  if (!signed) low.forEach((least, channel) => (zeroPoint[channel] = round(-Math.fround(least / scale[channel]!))));
  const codes = new Held(weight.length);
  weight.forEach((value, index) => {
    const channel = index % channels;
    const code = round(Math.fround(value / scale[channel]!)) + zeroPoint[channel]!;
    codes[index] = Math.min(Math.max(code, signed ? -most : 0), most);
  });
  return { codes, scale, ...(signed ? {} : { zeroPoint }) };
}

/**
 * The codes that a weight is stored as under a quantisation, those that the hardware's programs compute.
 *
 * @param weight row-major, output channels last
 * @param shape of the weight
 */
export function weightCodes(weight: Float32Array, shape: Shape, quantization: Quantization): WeightCodes {
  if (quantization.scheme !== 'binary') return integerCodes(weight, shape, quantization);
  const fanIn = weight.length / shape.at(-1)!;
  const mean = weight.reduce((sum, value) => sum + Math.abs(value), 0) / weight.length;
  return {
    codes: Int8Array.from(weight, (value) => (value < 0 ? -1 : 1)),
    scale: Float32Array.of(quantization.scale === 'he' ? Math.sqrt(2 / fanIn) : mean),
  };
}

/** The weights that codes stand for, in 32-bit arithmetic. */
export function codedValues({ codes, scale, zeroPoint }: WeightCodes): Float32Array {
  const values = new Float32Array(codes.length);
  codes.forEach((code, index) => {
    const channel = index % scale.length;
    values[index] = (code - (zeroPoint?.[channel] ?? 0)) * scale[channel]!;
  });
  return values;
}
