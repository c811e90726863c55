import { invalidOnnx } from './onnx-error.ts';
import { isFloat, type OnnxTensor, productOf } from './onnx-tensor.ts';

/** Values a constant computed from others may have, unless one of those has more */
const maximumFolded = 2 ** 22;

/** A tensor of the same type whose values are those of `source` at the places that `place` gives. */
export function rearranged(source: OnnxTensor, dims: readonly number[], place: (index: number) => number): OnnxTensor {
  const count = requireSize(dims, source);
  const Values = source.values.constructor as new (length: number) => OnnxTensor['values'];
  const values = new Values(count);
  for (let index = 0; index < count; index++) values[index] = source.values[place(index)]!;
  return { type: source.type, dims, values };
}

export function requireSize(dims: readonly number[], ...sources: readonly OnnxTensor[]): number {
  const count = productOf(dims);
  if (!(count <= Math.max(maximumFolded, ...sources.map(({ values }) => values.length)))) {
    throw invalidOnnx(`computes a constant of ${count} values from smaller ones`);
  }
  return count;
}

/** Distance between neighbours along each axis, in values. */
export function stridesOf(dims: readonly number[]): number[] {
  return dims.map((_, axis) => productOf(dims.slice(axis + 1)));
}

/** Place in a tensor of `strides` of the value at `index` in a tensor of `dims`. */
export function placeBy(dims: readonly number[], strides: readonly number[]): (index: number) => number {
  const own = stridesOf(dims);
  return (index) => {
    let place = 0;
    for (let axis = 0; axis < dims.length; axis++) {
      place += (Math.floor(index / own[axis]!) % dims[axis]!) * strides[axis]!;
    }
    return place;
  };
}

/** Shape of two tensors broadcast as in NumPy, or undefined where they do not fit. */
/** A tensor with its axes in another order. */
export function transposed(source: OnnxTensor, order: readonly number[]): OnnxTensor {
  const strides = stridesOf(source.dims);
  const dims = order.map((axis) => source.dims[axis]!);
  const place = placeBy(
    dims,
    order.map((axis) => strides[axis]!),
  );
  return rearranged(source, dims, place);
}

export function broadcastDims(left: readonly number[], right: readonly number[]): readonly number[] | undefined {
  const rank = Math.max(left.length, right.length);
  const padded = (dims: readonly number[]) => [...Array<number>(rank - dims.length).fill(1), ...dims];
  const [a, b] = [padded(left), padded(right)];
  const fits = a.every((size, axis) => size === b[axis] || size === 1 || b[axis] === 1);
  return fits ? a.map((size, axis) => (size === 1 ? b[axis]! : size)) : undefined;
}

/** `source` repeated to a shape it broadcasts to. */
export function broadcastTo(source: OnnxTensor, dims: readonly number[]): OnnxTensor {
  const missing = dims.length - source.dims.length;
  const own = stridesOf(source.dims);
  const strides = dims.map((_, axis) =>
    axis < missing || source.dims[axis - missing] === 1 ? 0 : own[axis - missing]!,
  );
  return rearranged(source, dims, placeBy(dims, strides));
}

/**
 * Two constants combined value by value, in float32 or in whole numbers.
 * @throws LabError when they do not broadcast, or one holds the number of images, which is open
 */
export function combined(left: OnnxTensor, right: OnnxTensor, combine: (a: number, b: number) => number): OnnxTensor {
  const dims = broadcastDims(left.dims, right.dims);
  if (dims === undefined) throw invalidOnnx('combines constants of shapes that do not broadcast');
  requireSize(dims, left, right);
  const [a, b] = [broadcastTo(left, dims).values, broadcastTo(right, dims).values];
  if (isFloat(left))
    return { type: left.type, dims, values: Float32Array.from(a, (value, at) => combine(value, b[at]!)) };
  const values = Float64Array.from(a, (value, at) => Math.trunc(combine(value, b[at]!)));
  if (!values.every(Number.isFinite)) throw invalidOnnx('computes with the number of images, which is left open');
  return { type: 'int64', dims, values };
}
