import type { Ops } from '../ops/ops.ts';

/**
 * Keeps |w| <= alpha std(w), with the unbiased standard deviation of the layer's weights. Joshi et al. 2020 (Nat. Commun.
 * 11:2473; alpha = 2 for CIFAR-10). That it is applied to the clean weights after each update is a reconstruction
 * (methods.md 2.1): the code of a co-author clips the noisy weight instead.
 */
export function clippedWeight<T>(ops: Ops<T>, weight: T, alpha: number): T {
  const shape = ops.shapeOf(weight);
  const axes = shape.map((_, axis) => axis);
  const count = shape.reduce((a, b) => a * b, 1);
  const centred = ops.subtract(weight, ops.mean(weight, axes, true));
  const variance = ops.multiply(
    ops.mean(ops.square(centred), axes, true),
    ops.constant(count / Math.max(1, count - 1)),
  );
  const bound = ops.multiply(ops.squareRoot(variance), ops.constant(alpha));
  return ops.minimum(ops.maximum(weight, ops.negative(bound)), bound);
}
