import type { BatchNormForward, Ops } from '../ops.ts';

const allButLast = (rank: number): number[] => Array.from({ length: rank - 1 }, (_, axis) => axis);

/** Batch normalisation from elementary operations, for engines without a fused kernel. Ioffe and Szegedy 2015, Alg. 1. */
export function composedBatchNormTraining<T>(
  ops: Ops<T>,
  x: T,
  scale: T,
  shift: T,
  epsilon: number,
): BatchNormForward<T> {
  const axes = allButLast(ops.shapeOf(x).length);
  const mean = ops.mean(x, axes);
  const centred = ops.subtract(x, mean);
  const variance = ops.mean(ops.square(centred), axes);
  const inverseDeviation = ops.reciprocalSquareRoot(ops.add(variance, ops.constant(epsilon)));
  const output = ops.add(ops.multiply(centred, ops.multiply(inverseDeviation, scale)), shift);
  return { output, mean, variance, saved: [mean, inverseDeviation] };
}

/** Ioffe and Szegedy 2015, section 3, with the sums over the batch written as means. */
export function composedBatchNormGradient<T>(
  ops: Ops<T>,
  dy: T,
  x: T,
  scale: T,
  saved: readonly T[],
): { input: T; scale: T; shift: T } {
  const [mean, inverseDeviation] = saved;
  const shape = ops.shapeOf(x);
  const axes = allButLast(shape.length);
  const count = axes.reduce((product, axis) => product * shape[axis], 1);
  const normalised = ops.multiply(ops.subtract(x, mean), inverseDeviation);
  const shiftGradient = ops.sum(dy, axes);
  const scaleGradient = ops.sum(ops.multiply(dy, normalised), axes);
  const perElement = ops.constant(1 / count);
  const input = ops.multiply(
    ops.subtract(
      dy,
      ops.add(
        ops.multiply(shiftGradient, perElement),
        ops.multiply(normalised, ops.multiply(scaleGradient, perElement)),
      ),
    ),
    ops.multiply(scale, inverseDeviation),
  );
  return { input, scale: scaleGradient, shift: shiftGradient };
}
