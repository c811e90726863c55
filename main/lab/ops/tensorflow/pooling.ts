import { poolingOutputShape, type PoolingGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import { attribute, type Attributes } from './emitter.ts';
import type { Primitives } from './primitives.ts';

/** Below every activation, yet finite in float32 and bfloat16, so that padding never wins a maximum. */
const LOWEST = -3e38;

const unpadded = (geometry: PoolingGeometry): PoolingGeometry => ({ ...geometry, padding: [0, 0, 0, 0] });

function isPadded(geometry: PoolingGeometry): boolean {
  return geometry.padding.some((amount) => amount > 0);
}

function spatialPadding(geometry: PoolingGeometry): readonly (readonly [number, number])[] {
  const [top, bottom, left, right] = geometry.padding;
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

function attributes<T>(p: Primitives<T>, x: T, geometry: PoolingGeometry): Attributes {
  return {
    T: attribute.type(p.typeOf(x)),
    ksize: attribute.ints([1, ...geometry.window, 1]),
    strides: attribute.ints([1, ...geometry.strides, 1]),
    padding: attribute.string('VALID'),
    data_format: attribute.string('NHWC'),
  };
}

function cropPadding<T>(p: Primitives<T>, x: T, shape: Shape, geometry: PoolingGeometry): T {
  return isPadded(geometry) ? p.slice(x, [0, geometry.padding[0], geometry.padding[2], 0], shape) : x;
}

function padInput<T>(p: Primitives<T>, x: T, geometry: PoolingGeometry, value: number): T {
  return isPadded(geometry) ? p.pad(x, spatialPadding(geometry), value) : x;
}

export function maxPool<T>(p: Primitives<T>, x: T, geometry: PoolingGeometry): T {
  const padded = padInput(p, x, geometry, LOWEST);
  const shape = poolingOutputShape(p.shapeOf(x), geometry);
  return p.one('MaxPool', [padded], attributes(p, x, geometry), shape, p.typeOf(x));
}

export function maxPoolGradient<T>(p: Primitives<T>, dy: T, x: T, y: T, geometry: PoolingGeometry): T {
  const padded = padInput(p, x, geometry, LOWEST);
  const gradient = p.one(
    'MaxPoolGrad',
    [padded, y, p.cast(dy, p.typeOf(x))],
    { ...attributes(p, x, unpadded(geometry)), explicit_paddings: attribute.ints([]) },
    p.shapeOf(padded),
    p.typeOf(x),
  );
  return cropPadding(p, gradient, p.shapeOf(x), geometry);
}

export function averagePool<T>(p: Primitives<T>, x: T, geometry: PoolingGeometry): T {
  const padded = padInput(p, x, geometry, 0);
  const shape = poolingOutputShape(p.shapeOf(x), geometry);
  return p.one('AvgPool', [padded], attributes(p, x, geometry), shape, p.typeOf(x));
}

export function averagePoolGradient<T>(p: Primitives<T>, dy: T, inputShape: Shape, geometry: PoolingGeometry): T {
  const [top, bottom, left, right] = geometry.padding;
  const paddedShape = [inputShape[0], inputShape[1] + top + bottom, inputShape[2] + left + right, inputShape[3]];
  const gradient = p.one(
    'AvgPoolGrad',
    [p.integers(paddedShape), dy],
    attributes(p, dy, geometry),
    paddedShape,
    p.typeOf(dy),
  );
  return cropPadding(p, gradient, inputShape, geometry);
}
