import { LabError } from '../../contract/errors.ts';

/** Element types as NumPy writes them, without the byte order: kind (bool, unsigned, int, float) and bytes. */
export const npyTypes = ['b1', 'u1', 'i1', 'u2', 'i2', 'u4', 'i4', 'u8', 'i8', 'f2', 'f4', 'f8'] as const;
export type NpyType = (typeof npyTypes)[number];

/** What elements are held in: whole numbers of 64 bits as float64 (they are refused beyond 2^53), f2 as float32. */
export type NpyValues =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array of an .npy or .npz file. */
export interface NpyArray {
  /** [] for a single number */
  readonly shape: readonly number[];
  readonly dtype: NpyType;
  /** Row-major (C order), in whichever order the file has it */
  readonly values: NpyValues;
}

/** What an array is, without its values. */
export interface NpyHeader {
  readonly shape: readonly number[];
  readonly dtype: NpyType;
}

/** Most that is read, before any memory is taken. */
export interface NpzLimits {
  /** Of one array, as it lies in the file */
  readonly arrayBytes: number;
  /** Of all arrays that are read from one file together */
  readonly totalBytes: number;
  /** Files in an archive */
  readonly entries: number;
}

export const defaultNpzLimits: NpzLimits = { arrayBytes: 2 ** 31, totalBytes: 2 ** 32, entries: 10_000 };

export function itemBytes(dtype: NpyType): number {
  return Number(dtype.slice(1));
}

export function refuseNpy(place: string, cause: string, nextStep = 'Write the file again with numpy.save.'): never {
  throw new LabError('invalid-data-file', `${place} ${cause}.`, nextStep);
}
