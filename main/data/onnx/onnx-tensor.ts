import type { ElementTypeName } from './onnx-messages.ts';

/**
 * A constant of the file. Numbers with a point are float32 (double stays double), codes keep their type, all other whole
 * numbers are doubles; those beyond 2^53 are rounded.
 */
export interface OnnxTensor {
  readonly type: ElementTypeName;
  readonly dims: readonly number[];
  /** Row-major. In an int64 tensor {@link BATCH_SIZE} stands for the number of images, which the file leaves open */
  readonly values: Float32Array | Float64Array | Int8Array | Uint8Array;
}

/** Stands for the number of images among the whole numbers of a shape; see {@link isBatchSize}. */
export const BATCH_SIZE = Number.NaN;

/** Whether a whole number of an int64 tensor is the number of images. Other whole numbers are never NaN. */
export const isBatchSize = (value: number): boolean => Number.isNaN(value);

export const productOf = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, 1);

const floatTypes: ReadonlySet<ElementTypeName> = new Set(['float', 'double', 'float16', 'bfloat16']);

export function isFloat({ type }: Pick<OnnxTensor, 'type'>): boolean {
  return floatTypes.has(type);
}

/** Whole numbers as a tensor of type int64, for example a shape. */
export function integers(values: readonly number[], dims: readonly number[] = [values.length]): OnnxTensor {
  return { type: 'int64', dims, values: Float64Array.from(values) };
}

/** The values as float32. */
export function floatValues({ values }: OnnxTensor): Float32Array {
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
