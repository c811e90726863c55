import { float16ToFloat32Bits } from '../tensor-elements.ts';
import { itemBytes, refuseNpy, type NpyType, type NpyValues } from './npy-array.ts';

/**
 * The elements of bytes, in the order they lie in. Memory is shared with `bytes` where it is aligned.
 *
 * @param bytes little-endian; `itemBytes(dtype)` for each element
 * @throws LabError `invalid-data-file` for a whole number of 64 bits beyond 2^53 - 1
 */
export function decodeNpyValues(bytes: Uint8Array<ArrayBuffer>, dtype: NpyType, place: string): NpyValues {
  const size = itemBytes(dtype);
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const count = byteLength / size;
  switch (dtype) {
    case 'b1':
      return new Uint8Array(buffer, byteOffset, count).map((byte) => (byte === 0 ? 0 : 1));
    case 'u1':
      return new Uint8Array(buffer, byteOffset, count);
    case 'i1':
      return new Int8Array(buffer, byteOffset, count);
    case 'u2':
      return new Uint16Array(buffer, byteOffset, count);
    case 'i2':
      return new Int16Array(buffer, byteOffset, count);
    case 'u4':
      return new Uint32Array(buffer, byteOffset, count);
    case 'i4':
      return new Int32Array(buffer, byteOffset, count);
    case 'u8':
    case 'i8':
      return safeNumbers(new Uint32Array(buffer, byteOffset, 2 * count), dtype === 'i8', place);
    case 'f2':
      return fromHalves(new Uint16Array(buffer, byteOffset, count));
    case 'f4':
      return new Float32Array(buffer, byteOffset, count);
    case 'f8':
      return new Float64Array(buffer, byteOffset, count);
  }
}

/** By halves, because a BigInt for each element takes twenty times as long. */
function safeNumbers(words: Uint32Array, signed: boolean, place: string): Float64Array {
  const values = new Float64Array(words.length / 2);
  for (let index = 0; index < values.length; index++) {
    const high = signed ? words[2 * index + 1]! | 0 : words[2 * index + 1]!;
    const value = high * 2 ** 32 + words[2 * index]!;
    if (!Number.isSafeInteger(value)) {
      refuseNpy(place, `has a whole number beyond 2^53 at element ${index}`, 'Write the array as int32 or float64.');
    }
    values[index] = value;
  }
  return values;
}

function fromHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let index = 0; index < halves.length; index++) bits[index] = float16ToFloat32Bits(halves[index]!);
  return new Float32Array(bits.buffer);
}

/**
 * The little-endian bytes of elements.
 *
 * @throws RangeError for `f2`, which is only read
 */
export function encodeNpyValues(values: NpyValues, dtype: NpyType): Uint8Array {
  if (dtype === 'f2') throw new RangeError('Arrays of f2 are not written.');
  if (dtype !== 'i8' && dtype !== 'u8') return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const words = new Uint32Array(2 * values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    words[2 * index] = value >>> 0;
    words[2 * index + 1] = Math.floor(value / 2 ** 32) >>> 0;
  }
  return new Uint8Array(words.buffer);
}

/** In place: each element's bytes the other way round. */
export function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; start + size <= bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

/** Values in column-major (Fortran) order of a shape, put into row-major order. */
export function rowMajor<Values extends NpyValues>(values: Values, shape: readonly number[]): Values {
  if (shape.length < 2) return values;
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const ordered = values.slice() as Values;
  const position = shape.map(() => 0);
  let source = 0;
  for (let target = 0; target < values.length; target++) {
    ordered[target] = values[source]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis]! += 1;
      source += strides[axis]!;
      if (position[axis]! < shape[axis]!) break;
      source -= shape[axis]! * strides[axis]!;
      position[axis] = 0;
    }
  }
  return ordered;
}
