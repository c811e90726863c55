import type { Precision, Shape } from '../ops.ts';
import { attribute, type Attributes, type Emitter, type TensorFlowType, type TensorType } from './emitter.ts';

/** Shapes of NumPy broadcasting, right-aligned. */
export function broadcastShape(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const m = a[i - rank + a.length] ?? 1;
    const n = b[i - rank + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(`Shapes [${a}] and [${b}] do not broadcast`);
    }
    return m === 1 ? n : m;
  });
}

export function reducedShape(shape: Shape, axes: readonly number[], keepDimensions: boolean): number[] {
  return keepDimensions
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** TensorFlow operations with their types worked out, from which the {@link Ops} of TensorFlow are put together. */
export class Primitives<T> {
  readonly wide: 'float32' | 'float64';
  readonly narrowType: 'float32' | 'float64' | 'bfloat16';
  private readonly emitter: Emitter<T>;
  private readonly narrowed = new Map<T, T>();

  constructor(emitter: Emitter<T>, precision: Precision) {
    this.emitter = emitter;
    this.wide = precision === 'float64' ? 'float64' : 'float32';
    this.narrowType = precision;
  }

  shapeOf(x: T): Shape {
    return this.emitter.typeOf(x).shape;
  }

  typeOf(x: T): TensorFlowType {
    return this.emitter.typeOf(x).type;
  }

  run(operation: string, inputs: readonly T[], attributes: Attributes, ...outputs: TensorType[]): T[] {
    return this.emitter.emit(operation, inputs, attributes, outputs);
  }

  one(operation: string, inputs: readonly T[], attributes: Attributes, shape: Shape, type: TensorFlowType): T {
    return this.run(operation, inputs, attributes, { shape, type })[0];
  }

  integers(values: readonly number[]): T {
    return this.emitter.constant(Int32Array.from(values), { shape: [values.length], type: 'int32' });
  }

  integer(value: number): T {
    return this.emitter.constant(Int32Array.of(value), { shape: [], type: 'int32' });
  }

  float(value: number, type: TensorFlowType = this.wide): T {
    return this.cast(this.emitter.constant(Float32Array.of(value), { shape: [], type: 'float32' }), type);
  }

  floats(values: Float32Array, shape: Shape): T {
    return this.cast(this.emitter.constant(values, { shape, type: 'float32' }), this.wide);
  }

  cast(x: T, type: TensorFlowType): T {
    const from = this.typeOf(x);
    if (from === type) {
      return x;
    }
    const attributes = { SrcT: attribute.type(from), DstT: attribute.type(type), Truncate: attribute.bool(false) };
    return this.one('Cast', [x], attributes, this.shapeOf(x), type);
  }

  /** A parameter is narrowed once and shared by the forward and the backward pass. */
  narrow(x: T): T {
    if (this.typeOf(x) === this.narrowType) {
      return x;
    }
    let result = this.narrowed.get(x);
    if (result === undefined) {
      result = this.cast(x, this.narrowType);
      this.narrowed.set(x, result);
    }
    return result;
  }

  widen(x: T): T {
    return this.cast(x, this.wide);
  }

  unary(operation: string, x: T): T {
    const type = this.typeOf(x);
    return this.one(operation, [x], { T: attribute.type(type) }, this.shapeOf(x), type);
  }

  /** Where an activation meets a parameter, the parameter is narrowed. */
  aligned(a: T, b: T): [T, T] {
    return this.typeOf(a) === this.typeOf(b) ? [a, b] : [this.narrow(a), this.narrow(b)];
  }

  binary(operation: string, a: T, b: T): T {
    const [x, y] = this.aligned(a, b);
    const type = this.typeOf(x);
    return this.one(
      operation,
      [x, y],
      { T: attribute.type(type) },
      broadcastShape(this.shapeOf(x), this.shapeOf(y)),
      type,
    );
  }

  comparison(operation: string, a: T, b: T): T {
    const [x, y] = this.aligned(a, b);
    const attributes: Attributes =
      operation === 'Equal'
        ? { T: attribute.type(this.typeOf(x)), incompatible_shape_error: attribute.bool(true) }
        : { T: attribute.type(this.typeOf(x)) };
    return this.one(operation, [x, y], attributes, broadcastShape(this.shapeOf(x), this.shapeOf(y)), 'bool');
  }

  reduce(operation: string, x: T, axes: readonly number[], keepDimensions: boolean): T {
    const type = this.typeOf(x);
    return this.one(
      operation,
      [x, this.integers(axes)],
      { T: attribute.type(type), Tidx: attribute.type('int32'), keep_dims: attribute.bool(keepDimensions) },
      reducedShape(this.shapeOf(x), axes, keepDimensions),
      type,
    );
  }

  reshape(x: T, shape: Shape): T {
    const type = this.typeOf(x);
    const attributes = { T: attribute.type(type), Tshape: attribute.type('int32') };
    return this.one('Reshape', [x, this.integers(shape)], attributes, shape, type);
  }

  transpose(x: T, permutation: readonly number[]): T {
    const type = this.typeOf(x);
    const shape = this.shapeOf(x);
    return this.one(
      'Transpose',
      [x, this.integers(permutation)],
      { T: attribute.type(type), Tperm: attribute.type('int32') },
      permutation.map((axis) => shape[axis]),
      type,
    );
  }

  concat(xs: readonly T[], axis: number): T {
    // ConcatV2 takes two tensors at least
    if (xs.length === 1) return xs[0];
    const types = xs.map((x) => this.typeOf(x));
    const same = types.every((type) => type === types[0]) ? xs : xs.map((x) => this.narrow(x));
    const shape = [...this.shapeOf(xs[0])];
    shape[axis] = xs.reduce((total, x) => total + this.shapeOf(x)[axis], 0);
    const type = this.typeOf(same[0]);
    const attributes = { N: attribute.int(xs.length), T: attribute.type(type), Tidx: attribute.type('int32') };
    return this.one('ConcatV2', [...same, this.integer(axis)], attributes, shape, type);
  }

  slice(x: T, begin: readonly number[], size: readonly number[]): T {
    const type = this.typeOf(x);
    const attributes = { T: attribute.type(type), Index: attribute.type('int32') };
    return this.one('Slice', [x, this.integers(begin), this.integers(size)], attributes, size, type);
  }

  pad(x: T, paddings: readonly (readonly [number, number])[], value: number): T {
    const type = this.typeOf(x);
    const amounts = this.reshape(this.integers(paddings.flat()), [paddings.length, 2]);
    return this.one(
      'PadV2',
      [x, amounts, this.float(value, type)],
      { T: attribute.type(type), Tpaddings: attribute.type('int32') },
      this.shapeOf(x).map((length, axis) => length + paddings[axis][0] + paddings[axis][1]),
      type,
    );
  }
}
