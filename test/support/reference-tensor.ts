import type { Shape } from '../../main/lab/ops/ops.ts';

/** A float64 tensor in row-major order: the handle of the reference {@link Ops}. */
export interface ReferenceTensor {
  readonly shape: Shape;
  readonly values: Float64Array;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}

export function tensor(values: ArrayLike<number>, shape: Shape): ReferenceTensor {
  if (values.length !== sizeOf(shape)) {
    throw new RangeError(`${values.length} values do not fill the shape [${shape.join(', ')}]`);
  }
  return { shape: [...shape], values: Float64Array.from(values) };
}

export function scalar(value: number): ReferenceTensor {
  return tensor([value], []);
}

/** Position in row-major order of a value with the given coordinates. */
export function offsetOf(shape: Shape, coordinates: readonly number[]): number {
  return shape.reduce((offset, length, axis) => offset * length + coordinates[axis], 0);
}

export function valueAt(x: ReferenceTensor, coordinates: readonly number[]): number {
  return x.values[offsetOf(x.shape, coordinates)];
}

/** Calls `visit` with the coordinates of every value in row-major order; the array is reused between calls. */
export function forEachCoordinates(
  shape: Shape,
  visit: (coordinates: readonly number[], offset: number) => void,
): void {
  const coordinates = shape.map(() => 0);
  const size = sizeOf(shape);
  for (let offset = 0; offset < size; offset++) {
    visit(coordinates, offset);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      coordinates[axis]++;
      if (coordinates[axis] < shape[axis]) break;
      coordinates[axis] = 0;
    }
  }
}

/** The tensor whose value at each coordinate is given by a function. */
export function tabulate(shape: Shape, value: (coordinates: readonly number[]) => number): ReferenceTensor {
  const values = new Float64Array(sizeOf(shape));
  forEachCoordinates(shape, (coordinates, offset) => {
    values[offset] = value(coordinates);
  });
  return { shape: [...shape], values };
}

export function mapValues(x: ReferenceTensor, f: (value: number) => number): ReferenceTensor {
  return { shape: x.shape, values: x.values.map(f) };
}
