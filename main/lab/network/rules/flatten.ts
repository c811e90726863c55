import type { Shape } from '../../ops/ops.ts';
import type { FlattenNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { requireInputs } from './invalid-node.ts';

/** [n, h, w, c] to [n, c h w], in the order of channels, rows, columns (PyTorch's). */
export const flattenRule: LayerRule<FlattenNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, [4]);
    return [inputs[0][0], inputs[0][1] * inputs[0][2] * inputs[0][3]];
  },

  forward(ops, _node, [x]) {
    const shape = ops.shapeOf(x);
    const ordered = isOrderFree(shape) ? x : ops.transpose(x, [0, 3, 1, 2]);
    return { output: ops.reshape(ordered, [shape[0], shape[1] * shape[2] * shape[3]]), saved: [] };
  },

  backward(ops, { inputs: [x], gradient, needs }) {
    if (!needs.inputs[0]) return { inputs: [undefined], parameters: {} };
    const shape = ops.shapeOf(x);
    const [batch, height, width, channels] = shape;
    const input = isOrderFree(shape)
      ? ops.reshape(gradient, shape)
      : ops.transpose(ops.reshape(gradient, [batch, channels, height, width]), [0, 2, 3, 1]);
    return { inputs: [input], parameters: {} };
  },
};

/** One channel or one pixel: both orders are the same. */
function isOrderFree([, height, width, channels]: Shape): boolean {
  return channels === 1 || height * width === 1;
}
