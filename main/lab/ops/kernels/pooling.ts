import { poolingOutputShape, type PoolingGeometry } from '../geometry.ts';
import type { Shape } from '../ops.ts';
import { broadcastTo } from './elementwise.ts';
import { depthwiseInputGradient } from './input-gradient.ts';
import { padPixels } from './pixels.ts';
import type { Tensor, TensorFlowCore } from './tensorflow-core.ts';
import { pool } from './window-kernels.ts';

export function maxPool(tf: TensorFlowCore, x: Tensor, geometry: PoolingGeometry): Tensor {
  return pool(tf, 'MaxPool', x, geometry);
}

/** tfjs leaves padding out of the mean, so it is made part of the image. */
export function averagePool(tf: TensorFlowCore, x: Tensor, geometry: PoolingGeometry): Tensor {
  const padded = padPixels(tf, x, geometry.padding);
  return pool(tf, 'AvgPool', padded, { ...geometry, padding: [0, 0, 0, 0] });
}

export function averagePoolGradient(
  tf: TensorFlowCore,
  dy: Tensor,
  inputShape: Shape,
  geometry: PoolingGeometry,
): Tensor {
  const [height, width] = geometry.window;
  const channels = inputShape[3];
  const covered =
    geometry.padding.every((amount) => amount === 0) && inputShape[1] === height && inputShape[2] === width;
  if (covered) return broadcastTo(tf, tf.mul(dy, 1 / (height * width)), inputShape);
  const filter = tf.fill([height, width, channels, 1], 1 / (height * width));
  return depthwiseInputGradient(tf, dy, filter, inputShape, { ...geometry, dilations: [1, 1], groups: channels });
}

/**
 * Each output's gradient goes to the first pixel of its window, row by row, that has the output's value. By plain loops:
 * tfjs's kernels send it to the last one, and on wasm to pixel 0 where all are negative.
 */
export function maxPoolGradient(
  tf: TensorFlowCore,
  dy: Tensor,
  x: Tensor,
  y: Tensor,
  geometry: PoolingGeometry,
): Tensor {
  const [batch, height, width, channels] = x.shape;
  const [, rows, columns] = poolingOutputShape(x.shape, geometry);
  const [top, , left] = geometry.padding;
  const inputs = x.dataSync<'float32'>();
  const outputs = y.dataSync<'float32'>();
  const gradients = dy.dataSync<'float32'>();
  const result = new Float32Array(inputs.length);
  for (let image = 0; image < batch; image++) {
    for (let row = 0; row < rows; row++) {
      const firstRow = Math.max(0, row * geometry.strides[0] - top);
      const endRow = Math.min(height, row * geometry.strides[0] - top + geometry.window[0]);
      for (let column = 0; column < columns; column++) {
        const firstColumn = Math.max(0, column * geometry.strides[1] - left);
        const endColumn = Math.min(width, column * geometry.strides[1] - left + geometry.window[1]);
        const outputAt = ((image * rows + row) * columns + column) * channels;
        for (let channel = 0; channel < channels; channel++) {
          const maximum = outputs[outputAt + channel];
          search: for (let inputRow = firstRow; inputRow < endRow; inputRow++) {
            const rowAt = (image * height + inputRow) * width;
            for (let inputColumn = firstColumn; inputColumn < endColumn; inputColumn++) {
              const inputAt = (rowAt + inputColumn) * channels + channel;
              if (inputs[inputAt] === maximum) {
                result[inputAt] += gradients[outputAt + channel];
                break search;
              }
            }
          }
        }
      }
    }
  }
  return tf.tensor(result, x.shape);
}
