import type { Shape } from '../ops.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

/** [top, bottom, left, right]; negative amounts cut off */
export type Margins = readonly [number, number, number, number];

/** Cuts off the negative part of the margins of [n, h, w, c]; the rest is the caller's to add. */
export function cropPixels(tf: TensorFlowCore, x: Tensor, margins: Margins): Tensor {
  const [top, bottom, left, right] = margins.map((amount) => Math.max(0, -amount));
  if (top + bottom + left + right === 0) return x;
  const [batch, height, width, channels] = x.shape;
  const rows = height - top - bottom;
  const columns = width - left - right;
  // With pixels and channels as one axis tfjs copies whole rows instead of single pixels.
  const flat = tf.reshape(x, [batch, height, width * channels]);
  const kept = tf.slice(flat, [0, top, left * channels], [batch, rows, columns * channels]);
  return tf.reshape(kept, [batch, rows, columns, channels]);
}

/** Adds zeros around the pixels of [n, h, w, c], or cuts pixels off where a margin is negative. */
export function padPixels(tf: TensorFlowCore, x: Tensor, margins: Margins): Tensor {
  const cropped = cropPixels(tf, x, margins);
  const [top, bottom, left, right] = margins.map((amount) => Math.max(0, amount));
  if (top + bottom + left + right === 0) return cropped;
  return tf.pad(cropped, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

/** Puts `strides - 1` rows and columns of zeros AFTER each pixel: [n, h, w, c] to [n, h sy, w sx, c]. */
export function spreadPixels(tf: TensorFlowCore, x: Tensor, strides: readonly [number, number]): Tensor {
  const [vertical, horizontal] = strides;
  if (vertical === 1 && horizontal === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const spread = tf.pad(tf.reshape(x, [batch * height, 1, width, 1, channels]), [
    [0, 0],
    [0, vertical - 1],
    [0, 0],
    [0, horizontal - 1],
    [0, 0],
  ]);
  return tf.reshape(spread, [batch, height * vertical, width * horizontal, channels]);
}

/** [n, h, w, sy sx c] to [n, h sy, w sx, c]: each pixel becomes a block of sy by sx pixels. */
export function channelsToPixels(tf: TensorFlowCore, x: Tensor, strides: readonly [number, number]): Tensor {
  const [vertical, horizontal] = strides;
  if (vertical === 1 && horizontal === 1) return x;
  const [batch, height, width, depth] = x.shape;
  const channels = depth / (vertical * horizontal);
  const blocks = tf.reshape(x, [batch * height, width, vertical, horizontal * channels]);
  const rows = tf.transpose(blocks, [0, 2, 1, 3]);
  return tf.reshape(rows, [batch, height * vertical, width * horizontal, channels]);
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1);
}
