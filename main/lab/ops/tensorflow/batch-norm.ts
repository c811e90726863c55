import type { BatchNormForward } from '../ops.ts';
import { attribute, type Attributes } from './emitter.ts';
import type { Primitives } from './primitives.ts';

function attributes<T>(p: Primitives<T>, epsilon: number, training: boolean): Attributes {
  return {
    T: attribute.type(p.narrowType),
    U: attribute.type('float32'),
    epsilon: attribute.float(epsilon),
    data_format: attribute.string('NHWC'),
    is_training: attribute.bool(training),
  };
}

/** TensorFlow's fused kernel; its batch variance is unbiased, so it is scaled back. float32 and bfloat16 only. */
export function fusedBatchNormTraining<T>(
  p: Primitives<T>,
  x: T,
  scale: T,
  shift: T,
  epsilon: number,
): BatchNormForward<T> {
  const shape = p.shapeOf(x);
  const channels = shape[shape.length - 1];
  const perChannel = { shape: [channels], type: 'float32' } as const;
  const none = p.floats(new Float32Array(0), [0]);
  const [output, mean, unbiased, reserve1, reserve2, reserve3] = p.run(
    'FusedBatchNormV3',
    [p.narrow(x), scale, shift, none, none],
    { ...attributes(p, epsilon, true), exponential_avg_factor: attribute.float(1) },
    { shape, type: p.narrowType },
    perChannel,
    perChannel,
    perChannel,
    perChannel,
    perChannel,
  );
  const count = shape.slice(0, -1).reduce((a, b) => a * b, 1);
  const variance = p.binary('Mul', unbiased, p.float(count > 1 ? (count - 1) / count : 1));
  return { output, mean, variance, saved: [reserve1, reserve2, reserve3] };
}

/** The same kernel with given statistics. float32 and bfloat16 only. */
export function fusedBatchNormInference<T>(
  p: Primitives<T>,
  x: T,
  parameters: { readonly scale: T; readonly shift: T; readonly mean: T; readonly variance: T },
  epsilon: number,
): T {
  const shape = p.shapeOf(x);
  const perChannel = { shape: [shape[shape.length - 1]], type: 'float32' } as const;
  const { scale, shift, mean, variance } = parameters;
  const [output] = p.run(
    'FusedBatchNormV3',
    [p.narrow(x), scale, shift, mean, variance],
    { ...attributes(p, epsilon, false), exponential_avg_factor: attribute.float(1) },
    { shape, type: p.narrowType },
    perChannel,
    perChannel,
    perChannel,
    perChannel,
    perChannel,
  );
  return output;
}

export function fusedBatchNormGradient<T>(
  p: Primitives<T>,
  dy: T,
  x: T,
  scale: T,
  saved: readonly T[],
  epsilon: number,
): { input: T; scale: T; shift: T } {
  const shape = p.shapeOf(x);
  const perChannel = { shape: [shape[shape.length - 1]], type: 'float32' } as const;
  const [input, scaleGradient, shiftGradient] = p.run(
    'FusedBatchNormGradV3',
    [p.narrow(dy), p.narrow(x), scale, ...saved],
    attributes(p, epsilon, true),
    { shape, type: p.narrowType },
    perChannel,
    perChannel,
    { shape: [0], type: 'float32' },
    { shape: [0], type: 'float32' },
  );
  return { input, scale: scaleGradient, shift: shiftGradient };
}
