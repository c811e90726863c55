import type { ConvolutionGeometry, PoolingGeometry } from './geometry.ts';

export type Shape = readonly number[];

/** The arithmetic of activations. Parameters, statistics and losses stay in float32 (float64 in a float64 engine). */
export type Precision = 'float32' | 'bfloat16' | 'float64';

/** Names a noise mask: the same (key, draw) gives the same numbers on every engine (Philox 4x32-10). */
export interface RandomSource<T> {
  /** int32, from `streamKey(seed, purpose)` */
  readonly key: number;
  /** int32 scalar: the step, or the number of the draw */
  readonly draw: T;
}

export interface BatchNormForward<T> {
  readonly output: T;
  /** Mean over batch and pixels, [channels] */
  readonly mean: T;
  /** Biased variance over batch and pixels, [channels] */
  readonly variance: T;
  /** What {@link Ops.batchNormGradient} wants back, opaque to the rule */
  readonly saved: readonly T[];
}

/**
 * The tensor operations a layer rule, a noise model or a training step may use. `T` is a handle: a tensor in an eager
 * engine, a node's output in a graph.
 *
 * Layouts: images NHWC, convolution filters HWIO, dense weights [in, out]. Elementwise operations broadcast as in NumPy.
 * Where an activation meets a parameter (bfloat16 beside float32) the result has the activation's type; convolution and
 * matMul narrow their parameters by themselves; filter gradients, reductions and batch-norm statistics come out wide.
 */
export interface Ops<T> {
  readonly precision: Precision;
  shapeOf(x: T): Shape;

  constant(values: number | ArrayLike<number>, shape?: Shape): T;
  zeros(shape: Shape): T;
  /** To the type of activations */
  narrow(x: T): T;
  /** To the type of parameters */
  widen(x: T): T;

  add(a: T, b: T): T;
  subtract(a: T, b: T): T;
  multiply(a: T, b: T): T;
  divide(a: T, b: T): T;
  minimum(a: T, b: T): T;
  maximum(a: T, b: T): T;
  /** 1 where a > b, else 0 */
  greater(a: T, b: T): T;
  /** 1 where a = b, else 0 */
  equal(a: T, b: T): T;
  /** a where the condition (1 or 0, same shape) holds, else b */
  select(condition: T, a: T, b: T): T;
  negative(x: T): T;
  absolute(x: T): T;
  square(x: T): T;
  squareRoot(x: T): T;
  reciprocalSquareRoot(x: T): T;
  exponential(x: T): T;
  logarithm(x: T): T;
  tanh(x: T): T;
  sigmoid(x: T): T;
  errorFunction(x: T): T;
  floor(x: T): T;
  /** To the nearest integer, halves to even */
  round(x: T): T;
  relu(x: T): T;
  /** The gradient of relu: dy where y > 0 */
  reluGradient(dy: T, y: T): T;
  relu6(x: T): T;
  /** The gradient of relu6: dy where 0 < y < 6 */
  relu6Gradient(dy: T, y: T): T;

  sum(x: T, axes: readonly number[], keepDimensions?: boolean): T;
  mean(x: T, axes: readonly number[], keepDimensions?: boolean): T;
  min(x: T, axes: readonly number[], keepDimensions?: boolean): T;
  max(x: T, axes: readonly number[], keepDimensions?: boolean): T;
  /** Index of the largest value along the last axis, as a number of the parameters' type */
  argMax(x: T): T;

  reshape(x: T, shape: Shape): T;
  transpose(x: T, permutation: readonly number[]): T;
  concat(xs: readonly T[], axis: number): T;
  slice(x: T, begin: readonly number[], size: readonly number[]): T;
  /** Adds `value` [before, after] each axis */
  pad(x: T, paddings: readonly (readonly [number, number])[], value?: number): T;
  broadcastTo(x: T, shape: Shape): T;
  /** [n] int labels to [n, classes]; a label of -1 gives a row of zeros */
  oneHot(labels: T, classes: number): T;

  matMul(a: T, b: T, options?: { readonly transposeA?: boolean; readonly transposeB?: boolean }): T;
  conv2d(x: T, filter: T, geometry: ConvolutionGeometry): T;
  conv2dInputGradient(dy: T, filter: T, inputShape: Shape, geometry: ConvolutionGeometry): T;
  conv2dFilterGradient(x: T, dy: T, filterShape: Shape, geometry: ConvolutionGeometry): T;

  /** Padding never wins a maximum. */
  maxPool(x: T, geometry: PoolingGeometry): T;
  maxPoolGradient(dy: T, x: T, y: T, geometry: PoolingGeometry): T;
  /** Padding counts as zeros in the mean (PyTorch's count_include_pad). */
  averagePool(x: T, geometry: PoolingGeometry): T;
  averagePoolGradient(dy: T, inputShape: Shape, geometry: PoolingGeometry): T;

  /** Normalises x [n, h, w, c] by its own mean and biased variance over n, h and w */
  batchNormTraining(x: T, scale: T, shift: T, epsilon: number): BatchNormForward<T>;
  batchNormGradient(
    dy: T,
    x: T,
    scale: T,
    saved: readonly T[],
    epsilon: number,
  ): { readonly input: T; readonly scale: T; readonly shift: T };
  /** (x - mean) / sqrt(variance + epsilon) * scale + shift, with given statistics [c] */
  batchNormInference(x: T, scale: T, shift: T, mean: T, variance: T, epsilon: number): T;

  /** Along the last axis, in wide arithmetic */
  logSoftmax(logits: T): T;
  /**
   * Cross-entropy of each row with target probabilities, and its gradient (softmax - target, for targets that sum to 1;
   * rows of zeros give loss 0 and gradient 0).
   */
  softmaxCrossEntropy(logits: T, targets: T): { readonly loss: T; readonly gradient: T };

  /**
   * Counts of x's values in equal bins from low to high (scalars), [bins], wide. Values outside fall into the nearest bin.
   */
  histogram(x: T, low: T, high: T, bins: number): T;

  /** Standard normal, wide */
  randomNormal(shape: Shape, source: RandomSource<T>): T;
  /** Uniform in [0, 1), wide */
  randomUniform(shape: Shape, source: RandomSource<T>): T;
}
