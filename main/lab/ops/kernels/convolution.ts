import { convolutionOutputShape, type ConvolutionGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import { joinChannels, splitChannels } from './channel-groups.ts';
import { denseFilterGradient, depthwiseFilterGradient } from './filter-gradient.ts';
import { denseInputGradient, depthwiseInputGradient } from './input-gradient.ts';
import { hasSimdFilterGradient, simdFilterGradient } from './simd/simd-filter-gradient.ts';
import type { SimdKernels } from './simd/simd-kernels.ts';
import { shapeOf, type Tensor, type TensorFlowCore } from './tensorflow-core.ts';
import { denseConvolution, depthwiseConvolution } from './window-kernels.ts';

type Kind = 'dense' | 'depthwise' | 'grouped';

function kindOf(channels: number, { groups }: ConvolutionGeometry): Kind {
  if (groups === 1) return 'dense';
  return groups === channels ? 'depthwise' : 'grouped';
}

const withoutGroups = (geometry: ConvolutionGeometry): ConvolutionGeometry => ({ ...geometry, groups: 1 });

/** Ours [h, w, 1, channels x multiplier] to tfjs's [h, w, channels, multiplier]: the same numbers in the same order. */
function depthwiseFilter(tf: TensorFlowCore, filter: Tensor, channels: number): Tensor {
  const [height, width, , outputs] = filter.shape;
  return tf.reshape(filter, [height, width, channels, outputs / channels]);
}

/** @param simd undefined: by tfjs's kernels alone, here and below */
export function convolution(
  tf: TensorFlowCore,
  simd: SimdKernels | undefined,
  x: Tensor,
  filter: Tensor,
  geometry: ConvolutionGeometry,
): Tensor {
  const sweep = { ...geometry, margins: geometry.padding };
  const channels = shapeOf(x)[3];
  switch (kindOf(channels, geometry)) {
    case 'dense':
      return denseConvolution(tf, simd, x, filter, sweep);
    case 'depthwise':
      return depthwiseConvolution(tf, x, depthwiseFilter(tf, filter, channels), sweep);
    case 'grouped': {
      const filters = splitChannels(tf, filter, geometry.groups);
      const inputs = splitChannels(tf, x, geometry.groups);
      const outputs = inputs.map((input, group) => denseConvolution(tf, simd, input, filters[group], sweep));
      return joinChannels(tf, outputs);
    }
  }
}

export function convolutionInputGradient(
  tf: TensorFlowCore,
  simd: SimdKernels | undefined,
  dy: Tensor,
  filter: Tensor,
  inputShape: Shape,
  geometry: ConvolutionGeometry,
): Tensor {
  const channels = inputShape[3];
  switch (kindOf(channels, geometry)) {
    case 'dense':
      return denseInputGradient(tf, simd, dy, filter, inputShape, geometry);
    case 'depthwise':
      return depthwiseInputGradient(tf, dy, depthwiseFilter(tf, filter, channels), inputShape, geometry);
    case 'grouped': {
      const partShape = [...inputShape.slice(0, 3), channels / geometry.groups];
      const filters = splitChannels(tf, filter, geometry.groups);
      const parts = splitChannels(tf, dy, geometry.groups).map((part, group) =>
        denseInputGradient(tf, simd, part, filters[group], partShape, withoutGroups(geometry)),
      );
      return joinChannels(tf, parts);
    }
  }
}

export function convolutionFilterGradient(
  tf: TensorFlowCore,
  simd: SimdKernels | undefined,
  x: Tensor,
  dy: Tensor,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
): Tensor {
  const expected = convolutionOutputShape(x.shape, filterShape, geometry);
  if (expected.join() !== dy.shape.join()) {
    throw new RangeError(`The gradient's shape is [${dy.shape.join(', ')}], not [${expected.join(', ')}]`);
  }
  if (simd !== undefined && hasSimdFilterGradient(filterShape, geometry)) {
    return simdFilterGradient(tf, simd, x, dy, filterShape, geometry);
  }
  switch (kindOf(shapeOf(x)[3], geometry)) {
    case 'dense':
      return denseFilterGradient(tf, x, dy, filterShape, geometry);
    case 'depthwise':
      return depthwiseFilterGradient(tf, x, dy, filterShape, geometry);
    case 'grouped': {
      const partShape = [...filterShape.slice(0, 3), filterShape[3] / geometry.groups];
      const gradients = splitChannels(tf, dy, geometry.groups);
      const parts = splitChannels(tf, x, geometry.groups).map((part, group) =>
        convolutionFilterGradient(tf, simd, part, gradients[group], partShape, withoutGroups(geometry)),
      );
      return joinChannels(tf, parts);
    }
  }
}
