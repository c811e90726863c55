import type { Shape } from '../../main/lab/ops/ops.ts';
import { forEachCoordinates, offsetOf, sizeOf, tabulate, tensor, valueAt } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

/** Folds the values along some axes, in row-major order. */
export function reduce(
  x: ReferenceTensor,
  axes: readonly number[],
  keepDimensions: boolean,
  initial: number,
  fold: (accumulated: number, value: number) => number,
): ReferenceTensor {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const values = new Float64Array(sizeOf(kept)).fill(initial);
  forEachCoordinates(x.shape, (coordinates, offset) => {
    const target = offsetOf(
      kept,
      coordinates.map((coordinate, axis) => (axes.includes(axis) ? 0 : coordinate)),
    );
    values[target] = fold(values[target], x.values[offset]);
  });
  return { shape: keepDimensions ? kept : kept.filter((_, axis) => !axes.includes(axis)), values };
}

export function argMax(x: ReferenceTensor): ReferenceTensor {
  const outer = x.shape.slice(0, -1);
  const length = x.shape[x.shape.length - 1];
  return tabulate(outer, (coordinates) => {
    let best = 0;
    for (let index = 1; index < length; index++) {
      if (valueAt(x, [...coordinates, index]) > valueAt(x, [...coordinates, best])) best = index;
    }
    return best;
  });
}

export function reshape(x: ReferenceTensor, shape: Shape): ReferenceTensor {
  return tensor(x.values, shape);
}

export function transpose(x: ReferenceTensor, permutation: readonly number[]): ReferenceTensor {
  return tabulate(
    permutation.map((axis) => x.shape[axis]),
    (coordinates) =>
      valueAt(
        x,
        x.shape.map((_, axis) => coordinates[permutation.indexOf(axis)]),
      ),
  );
}

export function concat(xs: readonly ReferenceTensor[], axis: number): ReferenceTensor {
  const total = xs.reduce((sum, x) => sum + x.shape[axis], 0);
  return tabulate(xs[0].shape.with(axis, total), (coordinates) => {
    let position = coordinates[axis];
    let source = 0;
    while (position >= xs[source].shape[axis]) {
      position -= xs[source].shape[axis];
      source++;
    }
    return valueAt(xs[source], coordinates.with(axis, position));
  });
}

export function slice(x: ReferenceTensor, begin: readonly number[], size: readonly number[]): ReferenceTensor {
  if (begin.some((first, axis) => first < 0 || first + size[axis] > x.shape[axis])) {
    throw new RangeError(`[${begin.join()}] + [${size.join()}] leaves the shape [${x.shape.join(', ')}]`);
  }
  return tabulate(size, (coordinates) =>
    valueAt(
      x,
      coordinates.map((coordinate, axis) => coordinate + begin[axis]),
    ),
  );
}

export function pad(
  x: ReferenceTensor,
  paddings: readonly (readonly [number, number])[],
  value: number,
): ReferenceTensor {
  return tabulate(
    x.shape.map((length, axis) => paddings[axis][0] + length + paddings[axis][1]),
    (coordinates) => {
      const inside = coordinates.map((coordinate, axis) => coordinate - paddings[axis][0]);
      const isInside = inside.every((coordinate, axis) => coordinate >= 0 && coordinate < x.shape[axis]);
      return isInside ? valueAt(x, inside) : value;
    },
  );
}

export function oneHot(labels: ReferenceTensor, classes: number): ReferenceTensor {
  return tabulate([...labels.shape, classes], (coordinates) =>
    valueAt(labels, coordinates.slice(0, -1)) === coordinates[coordinates.length - 1] ? 1 : 0,
  );
}
