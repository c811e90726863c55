import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

/** Along the last axis. The largest logit is taken off first, so that nothing overflows. */
export function logSoftmax(tf: TensorFlowCore, logits: Tensor): Tensor {
  const last = logits.rank - 1;
  const shifted = tf.sub(logits, tf.max(logits, last, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), last, true)));
}

/** Loss [n] and its gradient [n, classes]. With the target's own sum before the softmax, empty rows have no gradient. */
export function softmaxCrossEntropy(
  tf: TensorFlowCore,
  logits: Tensor,
  targets: Tensor,
): { loss: Tensor; gradient: Tensor } {
  const logProbabilities = logSoftmax(tf, logits);
  const loss = tf.neg(tf.sum(tf.mul(targets, logProbabilities), 1));
  const gradient = tf.sub(tf.mul(tf.exp(logProbabilities), tf.sum(targets, 1, true)), targets);
  return { loss, gradient };
}
