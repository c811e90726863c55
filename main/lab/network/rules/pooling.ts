import { poolingOutputShape } from '../../ops/geometry.ts';
import type { Shape } from '../../ops/ops.ts';
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

/** The mean of each window; padding counts as zeros. */
export const averagePoolRule: LayerRule<PoolingNode> = {
  shape: poolingShape,
  forward(ops, node, [x]) {
    return { output: ops.averagePool(x, node.geometry), saved: [] };
  },
  backward(ops, { node, inputs: [x], gradient, needs }) {
    const input = needs.inputs[0] ? ops.averagePoolGradient(gradient, ops.shapeOf(x), node.geometry) : undefined;
    return { inputs: [input], parameters: {} };
  },
};
