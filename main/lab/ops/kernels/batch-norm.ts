import type { BatchNormForward } from '../ops.ts';
import { sizeOf } from './pixels.ts';
import { mean } from './reductions.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';
import { scaleAndShift } from './window-kernels.ts';

const pixelAxes = [0, 1, 2];

const channelMean = (tf: TensorFlowCore, x: Tensor): Tensor => mean(tf, x, pixelAxes, false);

/** Ioffe and Szegedy, ICML 2015, algorithm 1. The variance is of the centred values: no cancellation. */
export function batchNormTraining(
  tf: TensorFlowCore,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  epsilon: number,
): BatchNormForward<Tensor> {
  const average = channelMean(tf, x);
  const centred = scaleAndShift(tf, x, tf.onesLike(scale), tf.neg(average));
  const variance = channelMean(tf, tf.square(centred));
  const reciprocalDeviation = tf.rsqrt(tf.add(variance, epsilon));
  const output = scaleAndShift(tf, centred, tf.mul(scale, reciprocalDeviation), tf.add(shift, 0));
  return { output, mean: average, variance, saved: [centred, reciprocalDeviation] };
}

/** Ioffe and Szegedy, ICML 2015, section 3, with the sums over the batch written as means. */
export function batchNormGradient(
  tf: TensorFlowCore,
  dy: Tensor,
  scale: Tensor,
  saved: readonly Tensor[],
): { input: Tensor; scale: Tensor; shift: Tensor } {
  const [centred, reciprocalDeviation] = saved;
  const count = sizeOf(dy.shape.slice(0, 3));
  const meanGradient = channelMean(tf, dy);
  const meanProduct = channelMean(tf, tf.mul(dy, centred));
  const factor = tf.mul(scale, reciprocalDeviation);
  const slope = tf.neg(tf.mul(tf.mul(factor, meanProduct), tf.square(reciprocalDeviation)));
  const direct = scaleAndShift(tf, dy, factor, tf.neg(tf.mul(factor, meanGradient)));
  const throughVariance = scaleAndShift(tf, centred, slope, tf.zerosLike(slope));
  return {
    input: tf.add(direct, throughVariance),
    scale: tf.mul(tf.mul(meanProduct, reciprocalDeviation), count),
    shift: tf.mul(meanGradient, count),
  };
}

export function batchNormInference(
  tf: TensorFlowCore,
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  average: Tensor,
  variance: Tensor,
  epsilon: number,
): Tensor {
  const factor = tf.mul(scale, tf.rsqrt(tf.add(variance, epsilon)));
  return scaleAndShift(tf, x, factor, tf.sub(shift, tf.mul(average, factor)));
}
