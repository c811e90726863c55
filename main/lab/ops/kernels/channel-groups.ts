import { sizeOf } from './pixels.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

/** Equal parts of the last axis. */
export function splitChannels(tf: TensorFlowCore, x: Tensor, parts: number): Tensor[] {
  const leading = x.shape.slice(0, -1);
  const rows = sizeOf(leading);
  const channels = x.shape[x.shape.length - 1] / parts;
  // tfjs's slice and split copy the whole tensor for every part; so its values are fetched once.
  const values = tf.transpose(tf.reshape(x, [rows, parts, channels]), [1, 0, 2]).dataSync<'float32'>();
  const length = rows * channels;
  return Array.from({ length: parts }, (_, part) =>
    tf.tensor(values.subarray(part * length, (part + 1) * length), [...leading, channels]),
  );
}

/** The reverse of {@link splitChannels}. */
export function joinChannels(tf: TensorFlowCore, parts: readonly Tensor[]): Tensor {
  const leading = parts[0].shape.slice(0, -1);
  const channels = parts[0].shape[leading.length];
  const flat = parts.map((part) => tf.reshape(part, [1, sizeOf(leading), channels]));
  const joined = tf.transpose(tf.concat(flat, 0), [1, 0, 2]);
  return tf.reshape(joined, [...leading, parts.length * channels]);
}
