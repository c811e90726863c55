import { statelessNormal, statelessUniform } from '../../main/lab/random/stateless.ts';
import { histogramCounts } from '../../main/lab/ops/histogram-counts.ts';
import type { Ops } from '../../main/lab/ops/ops.ts';
import { conv2d, conv2dFilterGradient, conv2dInputGradient, matMul } from './reference-convolution.ts';
import { binary, broadcastTo, errorFunctionValue, roundHalfToEven, select, unary } from './reference-elementwise.ts';
import {
  batchNormGradient,
  batchNormInference,
  batchNormTraining,
  logSoftmax,
  softmaxCrossEntropy,
} from './reference-normalisation.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './reference-pooling.ts';
import { argMax, concat, oneHot, pad, reduce, reshape, slice, transpose } from './reference-shapes.ts';
import { mapValues, sizeOf, tensor } from './reference-tensor.ts';
import type { ReferenceTensor } from './reference-tensor.ts';

/** {@link Ops} by plain loops in float64: slow, meant to be obviously right. The oracle of every engine and layer rule. */
export const referenceOps: Ops<ReferenceTensor> = {
  precision: 'float64',
  shapeOf: (x) => x.shape,

  constant(values, shape) {
    if (typeof values === 'number') return tensor(new Float64Array(sizeOf(shape ?? [])).fill(values), shape ?? []);
    return tensor(values, shape ?? [values.length]);
  },
  zeros: (shape) => tensor(new Float64Array(sizeOf(shape)), shape),
  narrow: (x) => x,
  widen: (x) => x,

  add: (a, b) => binary(a, b, (left, right) => left + right),
  subtract: (a, b) => binary(a, b, (left, right) => left - right),
  multiply: (a, b) => binary(a, b, (left, right) => left * right),
  divide: (a, b) => binary(a, b, (left, right) => left / right),
  minimum: (a, b) => binary(a, b, Math.min),
  maximum: (a, b) => binary(a, b, Math.max),
  greater: (a, b) => binary(a, b, (left, right) => (left > right ? 1 : 0)),
  equal: (a, b) => binary(a, b, (left, right) => (left === right ? 1 : 0)),
  select,
  negative: unary((x) => -x),
  absolute: unary(Math.abs),
  square: unary((x) => x * x),
  squareRoot: unary(Math.sqrt),
  reciprocalSquareRoot: unary((x) => 1 / Math.sqrt(x)),
  exponential: unary(Math.exp),
  logarithm: unary(Math.log),
  tanh: unary(Math.tanh),
  sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  errorFunction: unary(errorFunctionValue),
  floor: unary(Math.floor),
  round: unary(roundHalfToEven),
  relu: unary((x) => Math.max(x, 0)),
  reluGradient: (dy, y) => binary(dy, y, (gradient, output) => (output > 0 ? gradient : 0)),
  relu6: unary((x) => Math.min(Math.max(x, 0), 6)),
  relu6Gradient: (dy, y) => binary(dy, y, (gradient, output) => (output > 0 && output < 6 ? gradient : 0)),

  sum: (x, axes, keepDimensions = false) => reduce(x, axes, keepDimensions, 0, (sum, value) => sum + value),
  mean(x, axes, keepDimensions = false) {
    const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
    return mapValues(
      reduce(x, axes, keepDimensions, 0, (sum, value) => sum + value),
      (sum) => sum / count,
    );
  },
  min: (x, axes, keepDimensions = false) => reduce(x, axes, keepDimensions, Infinity, Math.min),
  max: (x, axes, keepDimensions = false) => reduce(x, axes, keepDimensions, -Infinity, Math.max),
  argMax,

  reshape,
  transpose,
  concat,
  slice,
  pad: (x, paddings, value = 0) => pad(x, paddings, value),
  broadcastTo,
  oneHot,

  matMul,
  conv2d,
  conv2dInputGradient,
  conv2dFilterGradient,
  maxPool,
  maxPoolGradient,
  averagePool,
  averagePoolGradient,

  batchNormTraining,
  batchNormGradient,
  batchNormInference,
  logSoftmax,
  softmaxCrossEntropy,

  histogram: (x, low, high, bins) => tensor(histogramCounts(x.values, low.values[0], high.values[0], bins), [bins]),
  randomNormal: (shape, { key, draw }) => tensor(statelessNormal(sizeOf(shape), [key, draw.values[0]]), shape),
  randomUniform: (shape, { key, draw }) => tensor(statelessUniform(sizeOf(shape), [key, draw.values[0]]), shape),
};
