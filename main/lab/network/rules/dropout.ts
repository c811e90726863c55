import type { DropoutNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { invalidNode, requireInputs } from './invalid-node.ts';

/**
 * Inverted dropout (Srivastava et al., JMLR 15, 2014): a value stays with probability 1 - rate and is divided by it.
 * The identity when `mode.dropout` is absent. Saves its mask, so that backward uses the same one.
 */
export const dropoutRule: LayerRule<DropoutNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, []);
    if (!(node.rate >= 0 && node.rate < 1)) throw invalidNode(node, `Its rate ${node.rate} is not in [0, 1).`);
    return inputs[0];
  },

  forward(ops, node, [x], _parameters, mode) {
    if (mode.dropout === undefined || node.rate === 0) return { output: x, saved: [] };
    const uniform = ops.randomUniform(ops.shapeOf(x), mode.dropout(node.name));
    const dropped = ops.greater(ops.constant(node.rate), uniform);
    const kept = ops.subtract(ops.constant(1), dropped);
    const mask = ops.narrow(ops.multiply(kept, ops.constant(1 / (1 - node.rate))));
    return { output: ops.multiply(x, mask), saved: [mask] };
  },

  backward(ops, { forward, gradient, needs }) {
    if (!needs.inputs[0]) return { inputs: [undefined], parameters: {} };
    const [mask] = forward.saved;
    return { inputs: [mask === undefined ? gradient : ops.multiply(gradient, mask)], parameters: {} };
  },
};
