import type { OptimizerSpecification } from '../../contract/specification.ts';
import type { Ops, Shape } from '../ops/ops.ts';

/** Scalars an update needs that change from step to step; computed outside the engine, in float64. */
export interface UpdateScalars {
  /** What multiplies the direction; for Adam with the first moment's bias correction in it */
  readonly rate: number;
  /** 1 / sqrt(1 - beta2^t) for Adam, 1 for SGD */
  readonly secondMomentScale: number;
}

/** @param step 1 for the first update */
export function updateScalars(optimizer: OptimizerSpecification, learningRate: number, step: number): UpdateScalars {
  if (optimizer.kind === 'sgd') {
    return { rate: learningRate, secondMomentScale: 1 };
  }
  return {
    rate: learningRate / (1 - optimizer.beta1 ** step),
    secondMomentScale: 1 / Math.sqrt(1 - optimizer.beta2 ** step),
  };
}

/** Names of the state tensors an optimiser keeps beside one parameter; each has the parameter's shape and starts at 0. */
export function slotNames(optimizer: OptimizerSpecification, parameter: string): readonly string[] {
  if (optimizer.kind === 'adam') {
    return [`adam.first/${parameter}`, `adam.second/${parameter}`];
  }
  return optimizer.momentum > 0 ? [`sgd.velocity/${parameter}`] : [];
}

export function slotShapes(
  optimizer: OptimizerSpecification,
  parameters: Readonly<Record<string, Shape>>,
): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, shape]) => slotNames(optimizer, name).map((slot) => [slot, shape])),
  );
}

export interface Update<T> {
  readonly parameter: T;
  /** New values in the order of {@link slotNames} */
  readonly slots: readonly T[];
}

/**
 * One update of one parameter, as PyTorch's `SGD` (momentum, Nesterov, L2 weight decay) and `Adam` compute it.
 * Sutskever et al. 2013; Kingma and Ba 2015, Algorithm 1.
 *
 * @param rate see {@link UpdateScalars}
 */
export function optimizerUpdate<T>(
  ops: Ops<T>,
  optimizer: OptimizerSpecification,
  parameter: T,
  gradient: T,
  slots: readonly T[],
  rate: T,
  secondMomentScale: T,
): Update<T> {
  const scaled = (x: T, factor: number): T => ops.multiply(x, ops.constant(factor));
  const decayed = optimizer.weightDecay > 0 ? ops.add(gradient, scaled(parameter, optimizer.weightDecay)) : gradient;
  if (optimizer.kind === 'adam') {
    const first = ops.add(scaled(slots[0], optimizer.beta1), scaled(decayed, 1 - optimizer.beta1));
    const second = ops.add(scaled(slots[1], optimizer.beta2), scaled(ops.square(decayed), 1 - optimizer.beta2));
    const deviation = ops.multiply(ops.squareRoot(second), secondMomentScale);
    const step = ops.divide(ops.multiply(first, rate), ops.add(deviation, ops.constant(optimizer.epsilon)));
    return { parameter: ops.subtract(parameter, step), slots: [first, second] };
  }
  if (optimizer.momentum === 0) {
    return { parameter: ops.subtract(parameter, ops.multiply(decayed, rate)), slots: [] };
  }
  const velocity = ops.add(scaled(slots[0], optimizer.momentum), decayed);
  const direction = optimizer.nesterov ? ops.add(decayed, scaled(velocity, optimizer.momentum)) : velocity;
  return { parameter: ops.subtract(parameter, ops.multiply(direction, rate)), slots: [velocity] };
}
