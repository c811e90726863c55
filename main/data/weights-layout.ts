/**
 * What a parameter is. Only the two weights have a layout of their own; all others are vectors and stay as they are.
 */
export type WeightKind =
  'convolution-weight' | 'linear-weight' | 'bias' | 'scale' | 'shift' | 'running-mean' | 'running-variance';

/** Float32 values with their shape, row-major. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

function permutedShape(shape: readonly number[], order: readonly number[]): number[] {
  return order.map((axis) => shape[axis]!);
}

/**
 * Moves the axes of an array: axis i of the result is axis order[i] of the source. Values are copied as 32-bit
 * patterns, so a NaN keeps its payload.
 */
function permute({ shape, values }: WeightArray, order: readonly number[]): WeightArray {
  const target = permutedShape(shape, order);
  const sourceStrides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const strides = permutedShape(sourceStrides, order);
  const source = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const result = new Uint32Array(values.length);
  const position = target.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = source[from]!;
    for (let axis = target.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      position[axis]! += 1;
      if (position[axis]! < target[axis]!) break;
      from -= strides[axis]! * target[axis]!;
      position[axis] = 0;
    }
  }
  return { shape: target, values: new Float32Array(result.buffer) };
}

const rankOf: Readonly<Record<WeightKind, number>> = {
  'convolution-weight': 4,
  'linear-weight': 2,
  bias: 1,
  scale: 1,
  shift: 1,
  'running-mean': 1,
  'running-variance': 1,
};

/** [out, in/groups, height, width] to [height, width, in/groups, out], and back */
const fromTorch = { 4: [2, 3, 1, 0], 2: [1, 0], 1: [0] } as const;
const toTorch = { 4: [3, 2, 0, 1], 2: [1, 0], 1: [0] } as const;

function orderFor(kind: WeightKind, shape: readonly number[], orders: Record<number, readonly number[]>) {
  const rank = rankOf[kind];
  if (shape.length !== rank) {
    throw new TypeError(`A ${kind} has ${rank} dimensions, not the shape [${shape.join(', ')}].`);
  }
  return orders[rank]!;
}

/**
 * The shape a parameter has here, from the one it has in torchvision: a convolution's [out, in/groups, height, width]
 * becomes [height, width, in/groups, out] (depthwise and grouped ones too), a linear layer's [out, in] becomes
 * [in, out], vectors stay.
 *
 * @throws TypeError when the number of dimensions is not that of the kind
 */
export function shapeFromTorch(kind: WeightKind, shape: readonly number[]): readonly number[] {
  return permutedShape(shape, orderFor(kind, shape, fromTorch));
}

/** The reverse of {@link shapeFromTorch}. */
export function shapeToTorch(kind: WeightKind, shape: readonly number[]): readonly number[] {
  return permutedShape(shape, orderFor(kind, shape, toTorch));
}

/**
 * A parameter from torchvision's layout to ours; see {@link shapeFromTorch}. Bits are moved, never changed. The inputs of
 * a linear layer keep their order, so one that follows a flattened [channels, height, width] image, not a pooled one,
 * needs its inputs reordered by whoever knows that image's size.
 *
 * @throws TypeError when the number of dimensions is not that of the kind
 */
export function weightFromTorch(kind: WeightKind, weight: WeightArray): WeightArray {
  return permute(weight, orderFor(kind, weight.shape, fromTorch));
}

/** The reverse of {@link weightFromTorch}. */
export function weightToTorch(kind: WeightKind, weight: WeightArray): WeightArray {
  return permute(weight, orderFor(kind, weight.shape, toTorch));
}
