import type { Ops, Shape } from '../../ops/ops.ts';
import type { SubsampleNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { invalidNode, requireInputs } from './invalid-node.ts';

const none = [0, 0] as const;

/** Every `stride`-th row and column, from the first; [n, h, w, c] to [n, ceil(h / stride), ceil(w / stride), c]. */
export const subsampleRule: LayerRule<SubsampleNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, [4]);
    if (!Number.isInteger(node.stride) || node.stride < 1) {
      throw invalidNode(node, `Its stride ${node.stride} is not a whole number of at least 1.`);
    }
    return subsampledShape(inputs[0], node.stride);
  },

  forward(ops, node, [x]) {
    return { output: subsample(ops, x, node.stride), saved: [] };
  },

  backward(ops, { node, inputs: [x], gradient, needs }) {
    const input = needs.inputs[0] ? interleaveZeros(ops, gradient, ops.shapeOf(x), node.stride) : undefined;
    return { inputs: [input], parameters: {} };
  },
};

function subsampledShape([batch, height, width, channels]: Shape, stride: number): Shape {
  return [batch, Math.ceil(height / stride), Math.ceil(width / stride), channels];
}

/** Rows are blocks of `stride` rows of which a slice keeps the first, then pixels likewise: no strided access. */
function subsample<T>(ops: Ops<T>, x: T, stride: number): T {
  const [batch, height, width, channels] = ops.shapeOf(x);
  const [, rows, columns] = subsampledShape(ops.shapeOf(x), stride);
  const missingRows = rows * stride - height;
  const missingColumns = columns * stride - width;
  const isWhole = missingRows === 0 && missingColumns === 0;
  const whole = isWhole ? x : ops.pad(x, [none, [0, missingRows], [0, missingColumns], none]);
  const rowLength = columns * stride * channels;
  const rowBlocks = ops.reshape(whole, [batch * rows, stride * rowLength]);
  const keptRows = ops.slice(rowBlocks, [0, 0], [batch * rows, rowLength]);
  const pixelBlocks = ops.reshape(keptRows, [batch * rows * columns, stride * channels]);
  const keptPixels = ops.slice(pixelBlocks, [0, 0], [batch * rows * columns, channels]);
  return ops.reshape(keptPixels, [batch, rows, columns, channels]);
}

/** The transpose of {@link subsample}: zeros at the pixels that were left out. */
function interleaveZeros<T>(ops: Ops<T>, dy: T, shape: Shape, stride: number): T {
  const [batch, height, width, channels] = shape;
  const [, rows, columns] = subsampledShape(shape, stride);
  const rowLength = columns * stride * channels;
  const pixels = ops.reshape(dy, [batch * rows * columns, channels]);
  const pixelBlocks = ops.pad(pixels, [none, [0, (stride - 1) * channels]]);
  const keptRows = ops.reshape(pixelBlocks, [batch * rows, rowLength]);
  const rowBlocks = ops.pad(keptRows, [none, [0, (stride - 1) * rowLength]]);
  const whole = ops.reshape(rowBlocks, [batch, rows * stride, columns * stride, channels]);
  const isWhole = rows * stride === height && columns * stride === width;
  return isWhole ? whole : ops.slice(whole, [0, 0, 0, 0], shape);
}
