import type { Shape } from '../ops.ts';

export type TensorFlowType = 'float32' | 'float64' | 'bfloat16' | 'int32' | 'int64' | 'bool';

export interface TensorType {
  readonly shape: Shape;
  readonly type: TensorFlowType;
}

/** The attributes of a TensorFlow operation, tagged with their kind as TensorFlow's op registry defines them. */
export type Attribute =
  | { readonly kind: 'type'; readonly value: TensorFlowType }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] };

export type Attributes = Readonly<Record<string, Attribute>>;

/**
 * Carries out or records one TensorFlow operation: what the eager and the graph engine do differently. Everything above
 * it is shared, so that both compute the same thing by construction.
 */
export interface Emitter<T> {
  emit(operation: string, inputs: readonly T[], attributes: Attributes, outputs: readonly TensorType[]): T[];
  typeOf(x: T): TensorType;
  constant(values: Float32Array | Int32Array, type: TensorType): T;
}

export const attribute = {
  type: (value: TensorFlowType): Attribute => ({ kind: 'type', value }),
  int: (value: number): Attribute => ({ kind: 'int', value }),
  float: (value: number): Attribute => ({ kind: 'float', value }),
  bool: (value: boolean): Attribute => ({ kind: 'bool', value }),
  string: (value: string): Attribute => ({ kind: 'string', value }),
  ints: (value: readonly number[]): Attribute => ({ kind: 'ints', value }),
};
