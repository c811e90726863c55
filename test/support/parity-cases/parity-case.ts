import type { InputSpecification, Values } from '../../../main/lab/ops/engine.ts';
import type { Ops, Shape } from '../../../main/lab/ops/ops.ts';
import { statelessNormal, statelessUniform } from '../../../main/lab/random/stateless.ts';
import { sizeOf } from '../reference-tensor.ts';

export interface ParityInput extends InputSpecification {
  readonly values: Values;
}

/** A small computation whose result on an engine has to be the float64 reference's. */
export interface ParityCase {
  readonly title: string;
  readonly inputs: Readonly<Record<string, ParityInput>>;
  build<T>(ops: Ops<T>, inputs: Readonly<Record<string, T>>): Readonly<Record<string, T>>;
  /** What a difference is measured against: each number itself, or (for sums, which cancel) the tensor's largest */
  readonly relativeTo: 'number' | 'tensor';
  /** Largest relative difference, default 1e-5 */
  readonly tolerance?: number;
}

/** Standard normal numbers times `scale` plus `offset`. */
export function normal(shape: Shape, seed: number, scale = 1, offset = 0): ParityInput {
  const values = statelessNormal(sizeOf(shape), [20, seed]).map((value) => value * scale + offset);
  return { shape, type: 'float32', values };
}

export function uniform(shape: Shape, seed: number, low = 0, high = 1): ParityInput {
  const values = statelessUniform(sizeOf(shape), [21, seed]).map((value) => low + (high - low) * value);
  return { shape, type: 'float32', values };
}

/** Whole numbers from low to high: equal ones are frequent. */
export function integers(shape: Shape, seed: number, low: number, high: number): ParityInput {
  const { values } = uniform(shape, seed, low, high + 1);
  return { shape, type: 'float32', values: Float32Array.from(values, Math.floor) };
}

export function floats(values: readonly number[], shape: Shape = [values.length]): ParityInput {
  return { shape, type: 'float32', values: Float32Array.from(values) };
}

export function labels(values: readonly number[], shape: Shape = [values.length]): ParityInput {
  return { shape, type: 'int32', values: Int32Array.from(values) };
}
