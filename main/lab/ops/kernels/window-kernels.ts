import type { PoolingGeometry } from '../geometry.ts';
import { cropPixels, spreadPixels } from './pixels.ts';
import { hasSimdConvolution, simdConvolution } from './simd/simd-convolution.ts';
import type { SimdKernels } from './simd/simd-kernels.ts';
import type { Sweep } from './sweep.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';

// tfjs's own conv2d refuses a stride together with a dilation, though its kernels compute it: so the kernels are called.

/**
 * @param simd undefined: by tfjs's kernel
 * @param filter [h, w, in, out]
 */
export function denseConvolution(
  tf: TensorFlowCore,
  simd: SimdKernels | undefined,
  x: Tensor,
  filter: Tensor,
  sweep: Sweep,
): Tensor {
  if (simd !== undefined && hasSimdConvolution(filter, sweep)) return simdConvolution(tf, simd, x, filter, sweep);
  const input = cropPixels(tf, x, sweep.margins);
  return tf.engine().runKernel('Conv2D', { x: input, filter }, attributes(sweep)) as Tensor;
}

/** @param filter [h, w, channels, multiplier] */
export function depthwiseConvolution(tf: TensorFlowCore, x: Tensor, filter: Tensor, sweep: Sweep): Tensor {
  const input = cropPixels(tf, x, sweep.margins);
  const strided = sweep.strides.some((stride) => stride > 1);
  if (!strided || sweep.dilations.every((dilation) => dilation === 1)) {
    return tf.engine().runKernel('DepthwiseConv2dNative', { x: input, filter }, attributes(sweep)) as Tensor;
  }
  // The cpu backend refuses this pair; a filter with the holes written out is the same convolution.
  const [height, width, channels, multiplier] = filter.shape;
  const spread = spreadPixels(tf, tf.reshape(filter, [1, height, width, channels * multiplier]), sweep.dilations);
  const [, spreadHeight, spreadWidth] = spread.shape;
  const [vertical, horizontal] = sweep.dilations.map((dilation) => 1 - dilation);
  const whole = cropPixels(tf, spread, [0, vertical, 0, horizontal]);
  const holed = tf.reshape(whole, [spreadHeight + vertical, spreadWidth + horizontal, channels, multiplier]);
  return depthwiseConvolution(tf, input, holed, { ...sweep, dilations: [1, 1] });
}

function attributes({ strides, dilations, margins }: Sweep) {
  const [top, bottom, left, right] = margins.map((amount) => Math.max(0, amount));
  return {
    strides: [...strides],
    dilations: [...dilations],
    pad: [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    dataFormat: 'NHWC',
  };
}

/** x times a factor plus an offset, each [c], in one pass over [n, h, w, c]. */
export function scaleAndShift(tf: TensorFlowCore, x: Tensor, factor: Tensor, offset: Tensor): Tensor {
  const filter = tf.reshape(factor, [1, 1, factor.size, 1]);
  const inputs = { x, filter, bias: offset };
  const sweep: Sweep = { strides: [1, 1], dilations: [1, 1], margins: [0, 0, 0, 0] };
  const kernelAttributes = { ...attributes(sweep), activation: 'linear' };
  return tf.engine().runKernel('FusedDepthwiseConv2D', inputs, kernelAttributes) as Tensor;
}

/** Maximum or mean of each window; padding never wins a maximum and must be zero for a mean. */
export function pool(tf: TensorFlowCore, kernel: 'MaxPool' | 'AvgPool', x: Tensor, geometry: PoolingGeometry): Tensor {
  const { strides, padding } = geometry;
  const pad = attributes({ strides, dilations: [1, 1], margins: padding }).pad;
  const kernelAttributes = { filterSize: [...geometry.window], strides: [...strides], pad };
  return tf.engine().runKernel(kernel, { x }, kernelAttributes) as Tensor;
}
