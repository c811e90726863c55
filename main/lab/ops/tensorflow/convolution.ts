import { convolutionOutputShape, type ConvolutionGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import { attribute, type Attributes } from './emitter.ts';
import { gatherTaps, spreadFilter, spreadShape, undilated } from './dilation.ts';
import type { Primitives } from './primitives.ts';

/** Which TensorFlow kernel family carries a convolution out: CPU kernels know no groups except depthwise. */
function kindOf(inputChannels: number, geometry: ConvolutionGeometry): 'plain' | 'depthwise' | 'grouped' {
  if (geometry.groups === 1) {
    return 'plain';
  }
  return geometry.groups === inputChannels ? 'depthwise' : 'grouped';
}

/** Whether the dilation has to be put into the filter. */
function mustSpread<T>(p: Primitives<T>, inputChannels: number, geometry: ConvolutionGeometry): boolean {
  const dilated = geometry.dilations.some((dilation) => dilation > 1);
  return dilated && (p.wide === 'float64' || kindOf(inputChannels, geometry) === 'depthwise');
}

/** TensorFlow's 'SAME' for one axis: as many outputs as strides fit, the odd pixel of padding after. */
function samePadding(length: number, size: number, stride: number): readonly [number, number] {
  const total = Math.max((Math.ceil(length / stride) - 1) * stride + size - length, 0);
  return [Math.floor(total / 2), total - Math.floor(total / 2)];
}

/**
 * How explicit padding is expressed. oneDNN takes over convolutions that pad 'SAME' or 'VALID' only; those with explicit
 * paddings fall back to a slower kernel (many times slower in bfloat16). So: 'SAME' where it means the same, otherwise
 * a pad operation and 'VALID'.
 */
function paddingKind(input: Shape, filter: Shape, geometry: ConvolutionGeometry): 'SAME' | 'VALID' | 'pad' {
  const [top, bottom, left, right] = geometry.padding;
  if (geometry.padding.every((amount) => amount === 0)) {
    return 'VALID';
  }
  const [vertical, horizontal] = [0, 1].map((axis) =>
    samePadding(input[axis + 1], (filter[axis] - 1) * geometry.dilations[axis] + 1, geometry.strides[axis]),
  );
  const same = vertical[0] === top && vertical[1] === bottom && horizontal[0] === left && horizontal[1] === right;
  return same ? 'SAME' : 'pad';
}

interface PaddedInput {
  readonly padding: 'SAME' | 'VALID';
  /** Of the input as the kernel sees it */
  readonly shape: Shape;
  /** Cuts the padding off a gradient again */
  crop<T>(p: Primitives<T>, gradient: T): T;
  pad<T>(p: Primitives<T>, x: T): T;
}

function paddedInput(input: Shape, filter: Shape, geometry: ConvolutionGeometry): PaddedInput {
  const kind = paddingKind(input, filter, geometry);
  if (kind !== 'pad') {
    return { padding: kind, shape: input, crop: (_, gradient) => gradient, pad: (_, x) => x };
  }
  const [top, bottom, left, right] = geometry.padding;
  return {
    padding: 'VALID',
    shape: [input[0], input[1] + top + bottom, input[2] + left + right, input[3]],
    crop: (p, gradient) => p.slice(gradient, [0, top, left, 0], input),
    pad: (p, x) =>
      p.pad(
        x,
        [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ],
        0,
      ),
  };
}

/** Plain and depthwise kernels differ in their names and in one attribute. */
function attributes<T>(
  p: Primitives<T>,
  geometry: ConvolutionGeometry,
  padding: 'SAME' | 'VALID',
  depthwise: boolean,
): Attributes {
  return {
    T: attribute.type(p.narrowType),
    strides: attribute.ints([1, ...geometry.strides, 1]),
    dilations: attribute.ints([1, ...geometry.dilations, 1]),
    padding: attribute.string(padding),
    explicit_paddings: attribute.ints([]),
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
  if (mustSpread(p, channels, geometry)) {
    return convolution(p, x, spreadFilter(p, filter, geometry.dilations), undilated(geometry));
  }
  const shape = convolutionOutputShape(p.shapeOf(x), p.shapeOf(filter), geometry);
  const padded = paddedInput(p.shapeOf(x), p.shapeOf(filter), geometry);
  switch (kindOf(channels, geometry)) {
    case 'plain': {
      const plain = attributes(p, geometry, padded.padding, false);
      return p.one('Conv2D', [padded.pad(p, x), filter], plain, shape, p.narrowType);
    }
    case 'depthwise':
      return p.one(
        'DepthwiseConv2dNative',
        [padded.pad(p, x), depthwiseFilter(p, filter, channels)],
        attributes(p, geometry, padded.padding, true),
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
  if (mustSpread(p, channels, geometry)) {
    const spread = spreadFilter(p, filter, geometry.dilations);
    return convolutionInputGradient(p, dy, spread, inputShape, undilated(geometry));
  }
  const padded = paddedInput(inputShape, p.shapeOf(filter), geometry);
  const backprop = (operation: string, kernelFilter: T, depthwise: boolean): T => {
    const inputs = [p.integers(padded.shape), kernelFilter, dy];
    const kernelAttributes = attributes(p, geometry, padded.padding, depthwise);
    return padded.crop(p, p.one(operation, inputs, kernelAttributes, padded.shape, p.narrowType));
  };
  switch (kindOf(channels, geometry)) {
    case 'plain':
      return backprop('Conv2DBackpropInput', filter, false);
    case 'depthwise':
      return backprop('DepthwiseConv2dNativeBackpropInput', depthwiseFilter(p, filter, channels), true);
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
  if (mustSpread(p, channels, geometry)) {
    const shape = spreadShape(filterShape, geometry.dilations);
    const spread = convolutionFilterGradient(p, x, dy, shape, undilated(geometry));
    return gatherTaps(p, spread, filterShape, geometry.dilations);
  }
  const padded = paddedInput(p.shapeOf(x), filterShape, geometry);
  const backprop = (operation: string, shape: Shape, depthwise: boolean): T => {
    const inputs = [padded.pad(p, x), p.integers(shape), dy];
    const kernelAttributes = attributes(p, geometry, padded.padding, depthwise);
    return p.one(operation, inputs, kernelAttributes, shape, p.narrowType);
  };
  switch (kindOf(channels, geometry)) {
    case 'plain':
      return p.widen(backprop('Conv2DBackpropFilter', filterShape, false));
    case 'depthwise': {
      const shape = [filterShape[0], filterShape[1], channels, filterShape[3] / channels];
      return p.widen(p.reshape(backprop('DepthwiseConv2dNativeBackpropFilter', shape, true), filterShape));
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
