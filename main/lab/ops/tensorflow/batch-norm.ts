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

/**
 * TensorFlow's fused kernel, with statistics given or (training) found. float32 and bfloat16 only.
 *
 * @returns output, mean, variance (unbiased when training), and three reserves for the gradient
 */
function fusedForward<T>(p: Primitives<T>, x: T, parameters: readonly T[], epsilon: number, training: boolean): T[] {
  const shape = p.shapeOf(x);
  const perChannel = { shape: [shape[shape.length - 1]], type: 'float32' } as const;
  return p.run(
    'FusedBatchNormV3',
    [p.narrow(x), ...parameters],
    { ...attributes(p, epsilon, training), exponential_avg_factor: attribute.float(1) },
    { shape, type: p.narrowType },
    perChannel,
    perChannel,
    perChannel,
    perChannel,
    perChannel,
  );
}

/** The kernel's batch variance is unbiased, so it is scaled back. */
export function fusedBatchNormTraining<T>(
  p: Primitives<T>,
  x: T,
  scale: T,
  shift: T,
  epsilon: number,
): BatchNormForward<T> {
  const none = p.floats(new Float32Array(0), [0]);
  const [output, mean, unbiased, ...saved] = fusedForward(p, x, [scale, shift, none, none], epsilon, true);
  const count = p
    .shapeOf(x)
    .slice(0, -1)
    .reduce((a, b) => a * b, 1);
  const variance = p.binary('Mul', unbiased, p.float(count > 1 ? (count - 1) / count : 1));
  return { output, mean, variance, saved };
}

export function fusedBatchNormInference<T>(
  p: Primitives<T>,
  x: T,
  { scale, shift, mean, variance }: { readonly scale: T; readonly shift: T; readonly mean: T; readonly variance: T },
  epsilon: number,
): T {
  return fusedForward(p, x, [scale, shift, mean, variance], epsilon, false)[0];
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
