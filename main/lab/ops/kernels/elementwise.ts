import type { Shape } from '../ops.ts';
import { sizeOf } from './pixels.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

type Binary = (a: Tensor, b: Tensor) => Tensor;

/** Below this many elements a call's own cost hides everything else. */
const largeSize = 4096;
/** XNNPACK broadcasts row by row; longer rows are better. */
const wantedRow = 256;

/** Shapes of NumPy broadcasting, right-aligned. */
function broadcastShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const first = a[axis - rank + a.length] ?? 1;
    const second = b[axis - rank + b.length] ?? 1;
    if (first !== second && first !== 1 && second !== 1) {
      throw new RangeError(`Shapes [${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    }
    return first === 1 ? second : first;
  });
}

const equalShapes = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis]);

/** Exact for every number, as x times 1; tfjs's own broadcastTo is a hundred times slower on wasm. */
export function broadcastTo(tf: TensorFlowCore, x: Tensor, shape: Shape): Tensor {
  if (equalShapes(x.shape, shape)) return x;
  if (!equalShapes(broadcastShape(x.shape, shape), shape)) {
    throw new RangeError(`Shape [${x.shape.join(', ')}] does not broadcast to [${shape.join(', ')}]`);
  }
  return tf.mul(tf.ones([...shape]), x);
}

/** For add, subtract, multiply and divide, which broadcast fast unless the rows are short. */
export function arithmetic(tf: TensorFlowCore, operation: Binary): Binary {
  return (a, b) => {
    if (a.size >= largeSize && isShortRow(b, a)) {
      const [rows, row] = withLongRows(tf, a, b);
      return tf.reshape(operation(rows, row), a.shape);
    }
    if (b.size >= largeSize && isShortRow(a, b)) {
      const [rows, row] = withLongRows(tf, b, a);
      return tf.reshape(operation(row, rows), b.shape);
    }
    return operation(a, b);
  };
}

/** Whether `row` holds one number for each place along the last axis of `x`. */
function isShortRow(row: Tensor, x: Tensor): boolean {
  const channels = x.shape[x.rank - 1];
  return (
    row.size > 1 &&
    row.size <= wantedRow / 2 &&
    row.rank <= x.rank &&
    row.shape[row.rank - 1] === channels &&
    row.size === channels
  );
}

/** The same numbers with several rows side by side, and the short row repeated as often. */
function withLongRows(tf: TensorFlowCore, x: Tensor, row: Tensor): [Tensor, Tensor] {
  const channels = row.size;
  const rows = x.size / channels;
  let copies = 1;
  while (copies * channels < wantedRow && rows % (2 * copies) === 0) copies *= 2;
  const repeated = tf.mul(tf.ones([copies, 1]), tf.reshape(row, [1, channels]));
  return [tf.reshape(x, [rows / copies, copies * channels]), tf.reshape(repeated, [copies * channels])];
}

/**
 * For minimum, maximum and comparisons, whose broadcasting is hundreds of times slower on wasm than equal shapes are, except
 * for scalars.
 */
export function aligned(tf: TensorFlowCore, operation: Binary): Binary {
  return (a, b) => {
    if (equalShapes(a.shape, b.shape)) return operation(a, b);
    const shape = broadcastShape(a.shape, b.shape);
    const [first, second] = [a, b].map((x) => {
      return x.size === 1 && sizeOf(shape) > 1 ? tf.reshape(x, []) : broadcastTo(tf, x, shape);
    });
    return tf.reshape(operation(first, second), shape);
  };
}

/** a where the condition (1 or 0) holds, else b */
export function select(tf: TensorFlowCore, condition: Tensor, a: Tensor, b: Tensor): Tensor {
  const shape = broadcastShape(condition.shape, broadcastShape(a.shape, b.shape));
  const [chosen, first, second] = [condition, a, b].map((x) => broadcastTo(tf, x, shape));
  return tf.where(tf.cast(chosen, 'bool'), first, second);
}

/** Rows of zeros with a 1 at the label; labels outside 0 ... classes - 1 give zeros only. */
export function oneHot(tf: TensorFlowCore, labels: Tensor, classes: number): Tensor {
  const values = new Float32Array(labels.size * classes);
  labels.dataSync().forEach((label, row) => {
    if (label >= 0 && label < classes) values[row * classes + label] = 1;
  });
  return tf.tensor(values, [...labels.shape, classes]);
}
