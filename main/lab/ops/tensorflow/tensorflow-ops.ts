import type { Ops, Precision } from '../ops.ts';
import { fusedBatchNormGradient, fusedBatchNormInference, fusedBatchNormTraining } from './batch-norm.ts';
import { convolution, convolutionFilterGradient, convolutionInputGradient } from './convolution.ts';
import { attribute, type Emitter } from './emitter.ts';
import { averagePool, averagePoolGradient, maxPool, maxPoolGradient } from './pooling.ts';
import { Primitives } from './primitives.ts';
import { composedBatchNormGradient, composedBatchNormTraining } from '../composed/batch-norm.ts';

/** {@link Ops} by TensorFlow's own kernels, carried out at once or recorded, as the emitter does. */
export function createTensorFlowOps<T>(emitter: Emitter<T>, precision: Precision): Ops<T> {
  const p = new Primitives(emitter, precision);

  const random = (operation: string) => (shape: readonly number[], source: { key: number; draw: T }) => {
    const seed = p.one(
      'Pack',
      [p.integer(source.key), source.draw],
      { N: attribute.int(2), T: attribute.type('int32'), axis: attribute.int(0) },
      [2],
      'int32',
    );
    const attributes = {
      T: attribute.type('int32'),
      dtype: attribute.type('float32'),
      Tseed: attribute.type('int32'),
    };
    return p.widen(p.one(operation, [p.integers(shape), seed], attributes, shape, 'float32'));
  };

  const gradientBy = (operation: string) => (dy: T, y: T) => {
    const type = p.typeOf(y);
    return p.one(operation, [p.cast(dy, type), y], { T: attribute.type(type) }, p.shapeOf(y), type);
  };

  const perRow = (operation: string, x: T): T => {
    const wide = p.widen(x);
    return p.one(operation, [wide], { T: attribute.type(p.wide) }, p.shapeOf(x), p.wide);
  };

  const ops: Ops<T> = {
    precision,
    shapeOf: (x) => p.shapeOf(x),

    constant: (values, shape) =>
      typeof values === 'number' ? p.float(values) : p.floats(Float32Array.from(values), shape ?? [values.length]),
    zeros: (shape) => ops.broadcastTo(p.float(0), shape),
    narrow: (x) => p.narrow(x),
    widen: (x) => p.widen(x),

    add: (a, b) => p.binary('AddV2', a, b),
    subtract: (a, b) => p.binary('Sub', a, b),
    multiply: (a, b) => p.binary('Mul', a, b),
    divide: (a, b) => p.binary('RealDiv', a, b),
    minimum: (a, b) => p.binary('Minimum', a, b),
    maximum: (a, b) => p.binary('Maximum', a, b),
    greater: (a, b) => p.cast(p.comparison('Greater', a, b), p.wide),
    equal: (a, b) => p.cast(p.comparison('Equal', a, b), p.wide),
    select(condition, a, b) {
      const [x, y] = p.aligned(a, b);
      const type = p.typeOf(x);
      return p.one('SelectV2', [p.cast(condition, 'bool'), x, y], { T: attribute.type(type) }, p.shapeOf(x), type);
    },
    negative: (x) => p.unary('Neg', x),
    absolute: (x) => p.unary('Abs', x),
    square: (x) => p.unary('Square', x),
    squareRoot: (x) => p.unary('Sqrt', x),
    reciprocalSquareRoot: (x) => p.unary('Rsqrt', x),
    exponential: (x) => p.unary('Exp', x),
    logarithm: (x) => p.unary('Log', x),
    tanh: (x) => p.unary('Tanh', x),
    sigmoid: (x) => p.unary('Sigmoid', x),
    errorFunction: (x) => p.unary('Erf', x),
    floor: (x) => p.unary('Floor', x),
    round: (x) => p.unary('Rint', x),
    relu: (x) => p.unary('Relu', x),
    reluGradient: gradientBy('ReluGrad'),
    relu6: (x) => p.unary('Relu6', x),
    relu6Gradient: gradientBy('Relu6Grad'),

    sum: (x, axes, keep = false) => p.reduce('Sum', x, axes, keep),
    mean: (x, axes, keep = false) => p.reduce('Mean', x, axes, keep),
    min: (x, axes, keep = false) => p.reduce('Min', x, axes, keep),
    max: (x, axes, keep = false) => p.reduce('Max', x, axes, keep),
    argMax(x) {
      const shape = p.shapeOf(x);
      const attributes = {
        T: attribute.type(p.typeOf(x)),
        Tidx: attribute.type('int32'),
        output_type: attribute.type('int32'),
      };
      const index = p.one('ArgMax', [x, p.integer(shape.length - 1)], attributes, shape.slice(0, -1), 'int32');
      return p.cast(index, p.wide);
    },

    reshape: (x, shape) => p.reshape(x, shape),
    transpose: (x, permutation) => p.transpose(x, permutation),
    concat: (xs, axis) => p.concat(xs, axis),
    slice: (x, begin, size) => p.slice(x, begin, size),
    pad: (x, paddings, value = 0) => p.pad(x, paddings, value),
    broadcastTo(x, shape) {
      const type = p.typeOf(x);
      const attributes = { T: attribute.type(type), Tidx: attribute.type('int32') };
      return p.one('BroadcastTo', [x, p.integers(shape)], attributes, shape, type);
    },
    oneHot(labels, classes) {
      const attributes = {
        T: attribute.type(p.wide),
        TI: attribute.type('int32'),
        axis: attribute.int(-1),
      };
      const inputs = [labels, p.integer(classes), p.float(1), p.float(0)];
      return p.one('OneHot', inputs, attributes, [...p.shapeOf(labels), classes], p.wide);
    },

    matMul(a, b, { transposeA = false, transposeB = false } = {}) {
      const x = p.narrow(a);
      const y = p.narrow(b);
      const rows = p.shapeOf(x)[transposeA ? 1 : 0];
      const columns = p.shapeOf(y)[transposeB ? 0 : 1];
      const attributes = {
        T: attribute.type(p.narrowType),
        transpose_a: attribute.bool(transposeA),
        transpose_b: attribute.bool(transposeB),
      };
      return p.one('MatMul', [x, y], attributes, [rows, columns], p.narrowType);
    },
    conv2d: (x, filter, geometry) => convolution(p, x, filter, geometry),
    conv2dInputGradient: (dy, filter, shape, geometry) => convolutionInputGradient(p, dy, filter, shape, geometry),
    conv2dFilterGradient: (x, dy, shape, geometry) => convolutionFilterGradient(p, x, dy, shape, geometry),

    maxPool: (x, geometry) => maxPool(p, x, geometry),
    maxPoolGradient: (dy, x, y, geometry) => maxPoolGradient(p, dy, x, y, geometry),
    averagePool: (x, geometry) => averagePool(p, x, geometry),
    averagePoolGradient: (dy, shape, geometry) => averagePoolGradient(p, dy, shape, geometry),

    batchNormTraining: (x, scale, shift, epsilon) =>
      precision === 'float64'
        ? composedBatchNormTraining(ops, x, scale, shift, epsilon)
        : fusedBatchNormTraining(p, x, scale, shift, epsilon),
    batchNormGradient: (dy, x, scale, saved, epsilon) =>
      precision === 'float64'
        ? composedBatchNormGradient(ops, dy, x, scale, saved)
        : fusedBatchNormGradient(p, dy, x, scale, saved, epsilon),
    batchNormInference(x, scale, shift, mean, variance, epsilon) {
      if (precision !== 'float64') {
        return fusedBatchNormInference(p, x, { scale, shift, mean, variance }, epsilon);
      }
      const factor = ops.multiply(scale, ops.reciprocalSquareRoot(ops.add(variance, p.float(epsilon))));
      return ops.add(ops.multiply(x, factor), ops.subtract(shift, ops.multiply(mean, factor)));
    },

    logSoftmax: (logits) => perRow('LogSoftmax', logits),
    softmaxCrossEntropy(logits, targets) {
      const wide = p.widen(logits);
      const target = p.widen(targets);
      const [rows, classes] = p.shapeOf(wide);
      const [loss, gradient] = p.run(
        'SoftmaxCrossEntropyWithLogits',
        [wide, target],
        { T: attribute.type(p.wide) },
        { shape: [rows], type: p.wide },
        { shape: [rows, classes], type: p.wide },
      );
      // TensorFlow's gradient is softmax - target even where the target is empty
      return { loss, gradient: ops.multiply(gradient, ops.sum(target, [1], true)) };
    },

    histogram(x, low, high, bins) {
      const wide = p.widen(x);
      const range = p.concat([p.reshape(p.widen(low), [1]), p.reshape(p.widen(high), [1])], 0);
      const attributes = { T: attribute.type(p.wide), dtype: attribute.type('int32') };
      return p.cast(p.one('HistogramFixedWidth', [wide, range, p.integer(bins)], attributes, [bins], 'int32'), p.wide);
    },

    randomNormal: random('StatelessRandomNormal'),
    randomUniform: random('StatelessRandomUniform'),
  };
  return ops;
}
