import { statelessNormal, statelessUniform } from '../../random/stateless.ts';
import { histogramCounts } from '../histogram-counts.ts';
import type { Ops, RandomSource, Shape } from '../ops.ts';
import { batchNormGradient, batchNormInference, batchNormTraining } from './batch-norm.ts';
import { convolution, convolutionFilterGradient, convolutionInputGradient } from './convolution.ts';
import { logSoftmax, softmaxCrossEntropy } from './cross-entropy.ts';
import { aligned, arithmetic, broadcastTo, oneHot, select } from './elementwise.ts';
import { sizeOf } from './pixels.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling.ts';
import { mean, sum } from './reductions.ts';
import { createSimdKernels } from './simd/simd-kernels.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

export interface KernelOptions {
  /** Whether our own vector loops may be used beside tfjs's kernels, where the backend allows it; default true */
  readonly ownKernels?: boolean;
}

/**
 * {@link Ops} in float32 by the kernels of tfjs's current backend, for `wasm` and `cpu`: every composition was chosen by its
 * time on wasm, whose kernels differ by factors of up to a hundred. Intermediate tensors are disposed at once; results are
 * the caller's (see `createKernelEngine`).
 *
 * Where dy is not finite, the gradients of relu and relu6 are not a number instead of 0 at masked places.
 */
export function createKernelOps(tf: TensorFlowCore, { ownKernels = true }: KernelOptions = {}): Ops<Tensor> {
  const simd = ownKernels ? createSimdKernels(tf) : undefined;
  const random =
    (draw: (size: number, seed: readonly [number, number]) => Float32Array) =>
    (shape: Shape, source: RandomSource<Tensor>): Tensor =>
      tf.tensor(draw(sizeOf(shape), [source.key, source.draw.dataSync()[0]]), [...shape]);

  const ops: Ops<Tensor> = {
    precision: 'float32',
    shapeOf: (x) => x.shape,

    constant(values, shape) {
      if (typeof values === 'number') return tf.fill([...(shape ?? [])], values, 'float32');
      // The cpu backend keeps the array it is given, so it gets one of its own.
      return tf.tensor(Float32Array.from(values), [...(shape ?? [values.length])]);
    },
    zeros: (shape) => tf.zeros([...shape]),
    narrow: (x) => x,
    widen: (x) => x,

    add: arithmetic(tf, tf.add),
    subtract: arithmetic(tf, tf.sub),
    multiply: arithmetic(tf, tf.mul),
    divide: arithmetic(tf, tf.div),
    minimum: aligned(tf, tf.minimum),
    maximum: aligned(tf, tf.maximum),
    greater: aligned(tf, (a, b) => tf.cast(tf.greater(a, b), 'float32')),
    equal: aligned(tf, (a, b) => tf.cast(tf.equal(a, b), 'float32')),
    select: (condition, a, b) => select(tf, condition, a, b),
    negative: (x) => tf.neg(x),
    absolute: (x) => tf.abs(x),
    square: (x) => tf.square(x),
    squareRoot: (x) => tf.sqrt(x),
    reciprocalSquareRoot: (x) => tf.rsqrt(x),
    exponential: (x) => tf.exp(x),
    logarithm: (x) => tf.log(x),
    tanh: (x) => tf.tanh(x),
    sigmoid: (x) => tf.sigmoid(x),
    errorFunction: (x) => tf.erf(x),
    floor: (x) => tf.floor(x),
    round: (x) => tf.round(x),
    relu: (x) => tf.relu(x),
    // Comparing and selecting takes fifteen times as long on wasm.
    reluGradient: (dy, y) => tf.mul(dy, tf.step(y)),
    relu6: (x) => tf.relu6(x),
    relu6Gradient: (dy, y) => tf.mul(tf.mul(dy, tf.step(y)), tf.step(tf.sub(6, y))),

    sum: (x, axes, keepDimensions = false) => sum(tf, x, axes, keepDimensions),
    mean: (x, axes, keepDimensions = false) => mean(tf, x, axes, keepDimensions),
    min: (x, axes, keepDimensions = false) => tf.min(x, [...axes], keepDimensions),
    max: (x, axes, keepDimensions = false) => tf.max(x, [...axes], keepDimensions),
    argMax: (x) => tf.cast(tf.argMax(x, x.rank - 1), 'float32'),

    reshape: (x, shape) => tf.reshape(x, [...shape]),
    transpose: (x, permutation) => tf.transpose(x, [...permutation]),
    concat: (xs, axis) => tf.concat([...xs], axis),
    slice: (x, begin, size) => tf.slice(x, [...begin], [...size]),
    pad: (x, paddings, value = 0) => tf.pad(x, paddings as [number, number][], value),
    broadcastTo: (x, shape) => broadcastTo(tf, x, shape),
    oneHot: (labels, classes) => oneHot(tf, labels, classes),

    // wasm multiplies transposed matrices ten times slower than it transposes them.
    matMul: (a, b, { transposeA = false, transposeB = false } = {}) =>
      tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b),
    conv2d: (x, filter, geometry) => convolution(tf, simd, x, filter, geometry),
    conv2dInputGradient: (dy, filter, shape, geometry) =>
      convolutionInputGradient(tf, simd, dy, filter, shape, geometry),
    conv2dFilterGradient: (x, dy, shape, geometry) => convolutionFilterGradient(tf, simd, x, dy, shape, geometry),

    maxPool: (x, geometry) => maxPool(tf, x, geometry),
    maxPoolGradient: (dy, x, y, geometry) => maxPoolGradient(tf, dy, x, y, geometry),
    averagePool: (x, geometry) => averagePool(tf, x, geometry),
    averagePoolGradient: (dy, shape, geometry) => averagePoolGradient(tf, dy, shape, geometry),

    batchNormTraining: (x, scale, shift, epsilon) => batchNormTraining(tf, x, scale, shift, epsilon),
    batchNormGradient: (dy, _x, scale, saved) => batchNormGradient(tf, dy, scale, saved),
    batchNormInference: (x, scale, shift, average, variance, epsilon) =>
      batchNormInference(tf, x, scale, shift, average, variance, epsilon),

    logSoftmax: (logits) => logSoftmax(tf, logits),
    softmaxCrossEntropy: (logits, targets) => softmaxCrossEntropy(tf, logits, targets),

    histogram: (x, low, high, bins) =>
      tf.tensor(histogramCounts(x.dataSync(), low.dataSync()[0], high.dataSync()[0], bins)),
    randomNormal: random(statelessNormal),
    randomUniform: random(statelessUniform),
  };
  return tidied(tf, ops);
}

/** Every function disposes its intermediate tensors when it returns: a step's memory is its results alone. */
function tidied(tf: TensorFlowCore, ops: Ops<Tensor>): Ops<Tensor> {
  const entries = Object.entries(ops).map(([name, member]) => {
    if (typeof member !== 'function' || name === 'shapeOf') return [name, member];
    const operation = member as (...values: unknown[]) => Tensor;
    return [name, (...values: unknown[]) => tf.tidy(() => operation(...values))];
  });
  return Object.fromEntries(entries) as Ops<Tensor>;
}
