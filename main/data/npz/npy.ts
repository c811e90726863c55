import { readWholeFile } from '../read-file.ts';
import {
  defaultNpzLimits,
  itemBytes,
  refuseNpy,
  type NpyArray,
  type NpyType,
  type NpyValues,
  type NpzLimits,
} from './npy-array.ts';
import { longestHeaderBytes, parseNpyHeader } from './npy-header.ts';
import { decodeNpyValues, encodeNpyValues, rowMajor, swapBytes } from './npy-values.ts';

/**
 * Takes apart an .npy file: versions 1.0 to 3.0, either byte order, C and Fortran order, numbers and bools.
 *
 * @param bytes may be changed, and the values may share its memory
 * @param place file (and array) for the sentence of an error
 * @throws LabError `invalid-data-file` for everything that is not exactly such a file, trailing bytes included
 */
export function parseNpy(bytes: Uint8Array<ArrayBuffer>, place: string, limits: Partial<NpzLimits> = {}): NpyArray {
  const { arrayBytes } = { ...defaultNpzLimits, ...limits };
  const header = parseNpyHeader(bytes.subarray(0, longestHeaderBytes), place, arrayBytes);
  const { shape, dtype, dataStart, byteLength } = header;
  const found = bytes.length - dataStart;
  if (found < byteLength) refuseNpy(place, `is cut short: ${found} of the ${byteLength} bytes of its values are there`);
  if (found > byteLength) refuseNpy(place, `has ${found - byteLength} bytes too many after its values`);
  const payload = bytes.subarray(dataStart);
  if (!header.littleEndian && itemBytes(dtype) > 1) swapBytes(payload, itemBytes(dtype));
  const values = decodeNpyValues(payload, dtype, place);
  return { shape, dtype, values: header.fortranOrder ? rowMajor(values, shape) : values };
}

/**
 * Reads an .npy file; see {@link parseNpy}.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readNpy(path: string, limits: Partial<NpzLimits> = {}): NpyArray {
  const { arrayBytes } = { ...defaultNpzLimits, ...limits };
  const bytes = readWholeFile(path, 'NumPy array', 'invalid-data-file', arrayBytes + longestHeaderBytes);
  return parseNpy(bytes, path, limits);
}

const typeNames: ReadonlyMap<string, NpyType> = new Map([
  ['Uint8Array', 'u1'],
  ['Int8Array', 'i1'],
  ['Uint16Array', 'u2'],
  ['Int16Array', 'i2'],
  ['Uint32Array', 'u4'],
  ['Int32Array', 'i4'],
  ['Float32Array', 'f4'],
  ['Float64Array', 'f8'],
]);

/** An array of these values, of the element type that holds them exactly. */
export function npyArray(shape: readonly number[], values: NpyValues): NpyArray {
  return { shape, dtype: typeNames.get(values.constructor.name)!, values };
}

/**
 * The bytes of an .npy file of version 1.0: little-endian, C order, the header filled up to a multiple of 64 bytes, as
 * numpy.save writes it. The same array always gives the same bytes.
 *
 * @throws RangeError for values that do not fill the shape, and for `f2`
 */
export function writeNpy({ shape, dtype, values }: NpyArray): Uint8Array<ArrayBuffer> {
  if (shape.reduce((product, size) => product * size, 1) !== values.length) {
    throw new RangeError(`${values.length} values do not fill the shape (${shape.join(', ')}).`);
  }
  const order = itemBytes(dtype) === 1 ? '|' : '<';
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const fields = `{'descr': '${order}${dtype}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const headerBytes = Math.ceil((10 + fields.length + 1) / 64) * 64;
  const payload = encodeNpyValues(values, dtype);
  const bytes = new Uint8Array(headerBytes + payload.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, headerBytes - 10, true);
  bytes.set(new TextEncoder().encode(`${fields.padEnd(headerBytes - 11)}\n`), 10);
  bytes.set(payload, headerBytes);
  return bytes;
}
