import type { GlobalAveragePoolNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { requireInputs } from './invalid-node.ts';

/** Mean over all pixels; [n, h, w, c] to [n, c], or to [n, 1, 1, c]. */
export const globalAveragePoolRule: LayerRule<GlobalAveragePoolNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, [4]);
    const [batch, , , channels] = inputs[0];
    return node.keepSpatial ? [batch, 1, 1, channels] : [batch, channels];
  },

  forward(ops, node, [x]) {
    return { output: ops.narrow(ops.mean(x, [1, 2], node.keepSpatial)), saved: [] };
  },

  backward(ops, { inputs: [x], gradient, needs }) {
    if (!needs.inputs[0]) return { inputs: [undefined], parameters: {} };
    const shape = ops.shapeOf(x);
    const [batch, height, width, channels] = shape;
    const share = ops.multiply(gradient, ops.constant(1 / (height * width)));
    const input = ops.broadcastTo(ops.reshape(share, [batch, 1, 1, channels]), shape);
    return { inputs: [input], parameters: {} };
  },
};
