import type { SafetensorsType } from './safetensors-header.ts';

/** What tensors are held in: numbers with a point as float32, whole numbers as they are. */
export type TensorValues =
  Float32Array | Int32Array | BigInt64Array | Uint8Array | Int8Array | Int16Array | Uint16Array;

export type ReadableType = 'F32' | 'F16' | 'BF16' | 'F64' | 'I64' | 'I32' | 'I16' | 'U16' | 'I8' | 'U8';

const readable: ReadonlySet<string> = new Set<ReadableType>([
  'F32',
  'F16',
  'BF16',
  'F64',
  'I64',
  'I32',
  'I16',
  'U16',
  'I8',
  'U8',
]);

export function isReadableType(dtype: SafetensorsType): dtype is ReadableType {
  return readable.has(dtype);
}

/**
 * The elements of little-endian bytes. F16, BF16 and F32 keep every value exactly, NaN payloads included; F64 is
 * rounded to float32 (and becomes infinite beyond 3.4e38). Every machine Node runs on that this project supports is
 * little-endian.
 *
 * @param bytes own memory, starting at offset 0 of its buffer
 */
export function decodeElements(bytes: Uint8Array<ArrayBuffer>, dtype: ReadableType): TensorValues {
  switch (dtype) {
    case 'F32':
      return new Float32Array(bytes.buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(bytes.buffer));
    case 'F16':
      return fromBits(new Uint16Array(bytes.buffer), float16ToFloat32Bits);
    case 'BF16':
      return fromBits(new Uint16Array(bytes.buffer), (bits) => bits << 16);
    case 'I64':
      return new BigInt64Array(bytes.buffer);
    case 'I32':
      return new Int32Array(bytes.buffer);
    case 'I16':
      return new Int16Array(bytes.buffer);
    case 'U16':
      return new Uint16Array(bytes.buffer);
    case 'I8':
      return new Int8Array(bytes.buffer);
    case 'U8':
      return bytes;
  }
}

/** The element type that holds these values exactly. */
export function typeOfValues(values: TensorValues): ReadableType {
  if (values instanceof Float32Array) return 'F32';
  if (values instanceof Int32Array) return 'I32';
  if (values instanceof BigInt64Array) return 'I64';
  if (values instanceof Int16Array) return 'I16';
  if (values instanceof Uint16Array) return 'U16';
  return values instanceof Int8Array ? 'I8' : 'U8';
}

/** Through integers, because moving a signalling NaN as a number may make it a quiet one. */
function fromBits(source: Uint16Array, convert: (bits: number) => number): Float32Array {
  const bits = new Uint32Array(source.length);
  for (let index = 0; index < source.length; index++) bits[index] = convert(source[index]!);
  return new Float32Array(bits.buffer);
}

/** IEEE 754 binary16 to binary32, bit by bit. */
export function float16ToFloat32Bits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >>> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13);
}
