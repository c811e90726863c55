import type { Shape } from '../ops.ts';
import { sizeOf } from './pixels.ts';
import { shapeOf, type Tensor, type TensorFlowCore } from './tensorflow-core.ts';
import { pool } from './window-kernels.ts';

/** Longest run of float32 numbers that is added up at once: rounding errors then stay near 1e-6 for any length. */
const longestRun = 1024;

export function sum(tf: TensorFlowCore, x: Tensor, axes: readonly number[], keepDimensions: boolean): Tensor {
  return reduce(tf, x, axes, keepDimensions, 'sum');
}

export function mean(tf: TensorFlowCore, x: Tensor, axes: readonly number[], keepDimensions: boolean): Tensor {
  return reduce(tf, x, axes, keepDimensions, 'mean');
}

type Reduction = 'sum' | 'mean';

function reduce(
  tf: TensorFlowCore,
  x: Tensor,
  axes: readonly number[],
  keepDimensions: boolean,
  reduction: Reduction,
): Tensor {
  const sorted = [...axes].sort((a, b) => a - b);
  const [first] = sorted;
  if (first === undefined) return x;
  const last = sorted[sorted.length - 1];
  if (last - first !== sorted.length - 1) {
    return reduction === 'sum' ? tf.sum(x, sorted, keepDimensions) : tf.mean(x, sorted, keepDimensions);
  }
  const outer = sizeOf(x.shape.slice(0, first));
  const count = sizeOf(x.shape.slice(first, last + 1));
  const inner = sizeOf(x.shape.slice(last + 1));
  const reduced =
    inner === 1
      ? reduceRows(tf, tf.reshape(x, [outer, count]), reduction)
      : reduceMiddle(tf, tf.reshape(x, [outer, count, inner]), reduction);
  return tf.reshape(reduced, reducedShape(x.shape, sorted, keepDimensions));
}

function reducedShape(shape: Shape, axes: readonly number[], keepDimensions: boolean): number[] {
  return keepDimensions
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** [outer, count] to [outer] */
function reduceRows(tf: TensorFlowCore, x: Tensor, reduction: Reduction): Tensor {
  const [outer, count] = x.shape;
  let partial = x;
  while (shapeOf(partial)[1] > longestRun) {
    const length = shapeOf(partial)[1];
    const missing = (longestRun - (length % longestRun)) % longestRun;
    const whole = missing === 0 ? partial : tf.pad(partial, [[0, 0], [0, missing]]); // prettier-ignore
    partial = tf.sum(tf.reshape(whole, [outer, (length + missing) / longestRun, longestRun]), 2);
  }
  const total = tf.sum(partial, 1);
  return reduction === 'sum' ? total : tf.mul(total, 1 / count);
}

/** [outer, count, inner] to [outer, inner], by average pooling: tfjs's sum on wasm would transpose first. */
function reduceMiddle(tf: TensorFlowCore, x: Tensor, reduction: Reduction): Tensor {
  const [outer, count, inner] = x.shape;
  let partial = x;
  while (shapeOf(partial)[1] > 1) {
    const length = shapeOf(partial)[1];
    const run = largestDivisor(length, longestRun);
    if (run === 1) {
      partial = tf.mean(partial, 1, true);
      break;
    }
    const runs = tf.reshape(partial, [(outer * length) / run, run, 1, inner]);
    const geometry = { window: [run, 1], strides: [1, 1], padding: [0, 0, 0, 0] } as const;
    partial = tf.reshape(pool(tf, 'AvgPool', runs, geometry), [outer, length / run, inner]);
  }
  const average = tf.reshape(partial, [outer, inner]);
  return reduction === 'mean' ? average : tf.mul(average, count);
}

function largestDivisor(length: number, limit: number): number {
  for (let divisor = Math.min(limit, length); divisor > 1; divisor--) {
    if (length % divisor === 0) return divisor;
  }
  return 1;
}
