import type { ConvolutionGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';
import { denseConvolution } from './window-kernels.ts';

/**
 * The gradient of a convolution by its filter as a convolution of the input with dy: images become channels, channels
 * become images, stride and dilation change places. wasm has no kernel of its own for it.
 */
export function denseFilterGradient(
  tf: TensorFlowCore,
  x: Tensor,
  dy: Tensor,
  filterShape: Shape,
  geometry: ConvolutionGeometry,
): Tensor {
  if (isPointwise(filterShape, geometry)) return pointwiseFilterGradient(tf, x, dy, filterShape);
  const [filterHeight, filterWidth] = filterShape;
  const { strides, dilations, padding } = geometry;
  const [top, , left] = padding;
  const [, height, width] = x.shape;
  const [, rows, columns] = dy.shape;
  const gradient = denseConvolution(tf, undefined, tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), {
    strides: dilations,
    dilations: strides,
    margins: [
      top,
      strides[0] * (rows - 1) + dilations[0] * (filterHeight - 1) + 1 - height - top,
      left,
      strides[1] * (columns - 1) + dilations[1] * (filterWidth - 1) + 1 - width - left,
    ],
  });
  return tf.transpose(gradient, [1, 2, 0, 3]);
}

function isPointwise([height, width]: Shape, { strides, padding }: ConvolutionGeometry): boolean {
  return height * width * strides[0] * strides[1] === 1 && padding.every((amount) => amount === 0);
}

function pointwiseFilterGradient(tf: TensorFlowCore, x: Tensor, dy: Tensor, filterShape: Shape): Tensor {
  const [, , inputs, outputs] = filterShape;
  const columns = tf.reshape(tf.transpose(x, [3, 0, 1, 2]), [inputs, x.size / inputs]);
  const gradient = tf.matMul(columns, tf.reshape(dy, [dy.size / outputs, outputs]));
  return tf.reshape(gradient, [...filterShape]);
}

/** By plain loops in float64: as a convolution it would have one channel a group, which XNNPACK is slow at. */
export function depthwiseFilterGradient(
  tf: TensorFlowCore,
  x: Tensor,
  dy: Tensor,
  filterShape: Shape,
  { strides, dilations, padding: [top, , left] }: ConvolutionGeometry,
): Tensor {
  const [batch, height, width, channels] = x.shape;
  const [, rows, columns, outputs] = dy.shape;
  const [filterHeight, filterWidth] = filterShape;
  const multiplier = outputs / channels;
  const inputs = x.dataSync<'float32'>();
  const gradients = dy.dataSync<'float32'>();
  const sums = new Float64Array(filterHeight * filterWidth * outputs);
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < rows; row++) {
      for (let y = 0; y < filterHeight; y++) {
        const inputRow = row * strides[0] - top + y * dilations[0];
        if (inputRow < 0 || inputRow >= height) continue;
        for (let column = 0; column < columns; column++) {
          const gradientAt = ((image * rows + row) * columns + column) * outputs;
          for (let z = 0; z < filterWidth; z++) {
            const inputColumn = column * strides[1] - left + z * dilations[1];
            if (inputColumn < 0 || inputColumn >= width) continue;
            const inputAt = ((image * height + inputRow) * width + inputColumn) * channels;
            const sumAt = (y * filterWidth + z) * outputs;
            for (let channel = 0, output = 0; channel < channels; channel++) {
              const value = inputs[inputAt + channel];
              for (let copy = 0; copy < multiplier; copy++, output++) {
                sums[sumAt + output] += value * gradients[gradientAt + output];
              }
            }
          }
        }
      }
    }
  }
  return tf.tensor(Float32Array.from(sums), [...filterShape]);
}
