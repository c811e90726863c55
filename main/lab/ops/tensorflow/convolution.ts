import { convolutionOutputShape, type ConvolutionGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import { attribute, type Attributes } from './emitter.ts';
import type { Primitives } from './primitives.ts';

/** Which TensorFlow kernel family carries a convolution out: CPU kernels know no groups except depthwise. */
function kindOf(inputChannels: number, geometry: ConvolutionGeometry): 'plain' | 'depthwise' | 'grouped' {
  if (geometry.groups === 1) {
    return 'plain';
  }
  return geometry.groups === inputChannels ? 'depthwise' : 'grouped';
}

/** Plain and depthwise kernels differ in their names and in one attribute. */
function attributes<T>(p: Primitives<T>, geometry: ConvolutionGeometry, depthwise: boolean): Attributes {
  const [top, bottom, left, right] = geometry.padding;
  const padded = geometry.padding.some((amount) => amount > 0);
  return {
    T: attribute.type(p.narrowType),
    strides: attribute.ints([1, ...geometry.strides, 1]),
    dilations: attribute.ints([1, ...geometry.dilations, 1]),
    padding: attribute.string(padded ? 'EXPLICIT' : 'VALID'),
    explicit_paddings: attribute.ints(padded ? [0, 0, top, bottom, left, right, 0, 0] : []),
    data_format: attribute.string('NHWC'),
    ...(depthwise ? {} : { use_cudnn_on_gpu: attribute.bool(false) }),
  };
}

/** Ours [h, w, 1, channels x multiplier] to TensorFlow's depthwise [h, w, channels, multiplier]. */
function depthwiseFilter<T>(p: Primitives<T>, filter: T, channels: number): T {
  const [height, width, , outputs] = p.shapeOf(filter);
  return p.reshape(filter, [height, width, channels, outputs / channels]);
}

function splitLastAxis<T>(p: Primitives<T>, x: T, parts: number): T[] {
  const shape = p.shapeOf(x);
  const last = shape.length - 1;
  const length = shape[last] / parts;
  return Array.from({ length: parts }, (_, part) =>
    p.slice(
      x,
      shape.map((_, axis) => (axis === last ? part * length : 0)),
      [...shape.slice(0, last), length],
    ),
  );
}

const ungrouped = (geometry: ConvolutionGeometry): ConvolutionGeometry => ({ ...geometry, groups: 1 });

export function convolution<T>(p: Primitives<T>, input: T, weight: T, geometry: ConvolutionGeometry): T {
  const x = p.narrow(input);
  const filter = p.narrow(weight);
  const channels = p.shapeOf(x)[3];
  const shape = convolutionOutputShape(p.shapeOf(x), p.shapeOf(filter), geometry);
  switch (kindOf(channels, geometry)) {
    case 'plain':
      return p.one('Conv2D', [x, filter], attributes(p, geometry, false), shape, p.narrowType);
    case 'depthwise':
      return p.one(
        'DepthwiseConv2dNative',
        [x, depthwiseFilter(p, filter, channels)],
        attributes(p, geometry, true),
        shape,
        p.narrowType,
      );
    case 'grouped': {
      const filters = splitLastAxis(p, filter, geometry.groups);
      const parts = splitLastAxis(p, x, geometry.groups).map((part, g) =>
        convolution(p, part, filters[g], ungrouped(geometry)),
      );
      return p.concat(parts, 3);
    }
  }
}

export function convolutionInputGradient<T>(
  p: Primitives<T>,
  gradient: T,
  weight: T,
  inputShape: Shape,
  geometry: ConvolutionGeometry,
): T {
  const dy = p.narrow(gradient);
  const filter = p.narrow(weight);
  const channels = inputShape[3];
  const sizes = p.integers(inputShape);
  switch (kindOf(channels, geometry)) {
    case 'plain':
      return p.one(
        'Conv2DBackpropInput',
        [sizes, filter, dy],
        attributes(p, geometry, false),
        inputShape,
        p.narrowType,
      );
    case 'depthwise':
      return p.one(
        'DepthwiseConv2dNativeBackpropInput',
        [sizes, depthwiseFilter(p, filter, channels), dy],
        attributes(p, geometry, true),
        inputShape,
        p.narrowType,
      );
    case 'grouped': {
      const filters = splitLastAxis(p, filter, geometry.groups);
      const partShape = [...inputShape.slice(0, 3), channels / geometry.groups];
      const parts = splitLastAxis(p, dy, geometry.groups).map((part, g) =>
        convolutionInputGradient(p, part, filters[g], partShape, ungrouped(geometry)),
      );
      return p.concat(parts, 3);
    }
  }
}

/** @returns the gradient in the type of parameters */
export function convolutionFilterGradient<T>(
  p: Primitives<T>,
  input: T,
  gradient: T,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
): T {
  const x = p.narrow(input);
  const dy = p.narrow(gradient);
  const channels = p.shapeOf(x)[3];
  switch (kindOf(channels, geometry)) {
    case 'plain':
      return p.widen(
        p.one(
          'Conv2DBackpropFilter',
          [x, p.integers(filterShape), dy],
          attributes(p, geometry, false),
          filterShape,
          p.narrowType,
        ),
      );
    case 'depthwise': {
      const shape = [filterShape[0], filterShape[1], channels, filterShape[3] / channels];
      const filterGradient = p.one(
        'DepthwiseConv2dNativeBackpropFilter',
        [x, p.integers(shape), dy],
        attributes(p, geometry, true),
        shape,
        p.narrowType,
      );
      return p.widen(p.reshape(filterGradient, filterShape));
    }
    case 'grouped': {
      const partShape = [...filterShape.slice(0, 3), filterShape[3] / geometry.groups];
      const gradients = splitLastAxis(p, dy, geometry.groups);
      const parts = splitLastAxis(p, x, geometry.groups).map((part, g) =>
        convolutionFilterGradient(p, part, gradients[g], partShape, ungrouped(geometry)),
      );
      return p.concat(parts, 3);
    }
  }
}
