import { poolingOutputShape } from '../../ops/geometry.ts';
import type { Ops, Shape } from '../../ops/ops.ts';
import type { PoolingNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { formatShape, invalidNode, requireInputs } from './invalid-node.ts';
import { requirePixels, requireWindow } from './window.ts';

function poolingShape(node: PoolingNode, inputs: readonly Shape[]): Shape {
  const { window, padding } = node.geometry;
  requireInputs(node, inputs, 1, [4]);
  requireWindow(node, node.geometry);
  if (!window.every((size) => Number.isInteger(size) && size >= 1)) {
    throw invalidNode(node, `Its window ${formatShape(window)} is not in whole pixels of at least 1.`);
  }
  const [top, bottom, left, right] = padding;
  if (Math.max(top, bottom) >= window[0] || Math.max(left, right) >= window[1]) {
    throw invalidNode(
      node,
      `Its padding ${formatShape(padding)} leaves windows ${formatShape(window)} without a pixel.`,
    );
  }
  return requirePixels(node, inputs[0], poolingOutputShape(inputs[0], node.geometry));
}

/** The largest value of each window; padding never wins. */
export const maxPoolRule: LayerRule<PoolingNode> = {
  shape: poolingShape,
  forward(ops, node, [x]) {
    return { output: ops.maxPool(x, node.geometry), saved: [] };
  },
  backward(ops, { node, inputs: [x], forward, gradient, needs }) {
    const input = needs.inputs[0] ? ops.maxPoolGradient(gradient, x, forward.output, node.geometry) : undefined;
    return { inputs: [input], parameters: {} };
  },
};

/** The mean of each window; padding counts as zeros, or not at all. */
export const averagePoolRule: LayerRule<PoolingNode> = {
  shape: poolingShape,
  forward(ops, node, [x]) {
    return { output: withoutPadding(ops, node, ops.averagePool(x, node.geometry), ops.shapeOf(x)), saved: [] };
  },
  backward(ops, { node, inputs: [x], gradient, needs }) {
    if (!needs.inputs[0]) return { inputs: [undefined], parameters: {} };
    const shape = ops.shapeOf(x);
    return {
      inputs: [ops.averagePoolGradient(withoutPadding(ops, node, gradient, shape), shape, node.geometry)],
      parameters: {},
    };
  },
};

/** Means over whole windows as means over their pixels of the image, where the node wants those. */
function withoutPadding<T>(ops: Ops<T>, { geometry, excludesPadding }: PoolingNode, means: T, input: Shape): T {
  if (excludesPadding !== true) return means;
  const [, rows, columns] = poolingOutputShape(input, geometry);
  const { window, strides, padding } = geometry;
  const counts = (axis: 0 | 1, outputs: number): number[] =>
    Array.from({ length: outputs }, (_, output) => {
      const start = output * strides[axis] - padding[2 * axis];
      return Math.min(start + window[axis], input[axis + 1]) - Math.max(start, 0);
    });
  const across = counts(1, columns);
  const size = window[0] * window[1];
  const factors = counts(0, rows).flatMap((down) => across.map((count) => size / (down * count)));
  return ops.multiply(means, ops.constant(factors, [1, rows, columns, 1]));
}
