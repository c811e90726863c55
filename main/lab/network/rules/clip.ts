import type { ClipNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { invalidNode, requireInputs } from './invalid-node.ts';

/** Every value limited to [minimum, maximum]; the gradient passes strictly between them. */
export const clipRule: LayerRule<ClipNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, []);
    const { minimum = -Infinity, maximum = Infinity } = node;
    if (!(minimum < maximum)) throw invalidNode(node, `Its minimum ${minimum} is not below its maximum ${maximum}.`);
    return inputs[0];
  },

  forward(ops, { minimum, maximum }, [x]) {
    const raised = minimum === undefined ? x : ops.maximum(x, ops.constant(minimum));
    return { output: maximum === undefined ? raised : ops.minimum(raised, ops.constant(maximum)), saved: [] };
  },

  backward(ops, { node: { minimum, maximum }, inputs: [x], gradient, needs }) {
    if (!needs.inputs[0]) return { inputs: [undefined], parameters: {} };
    const above = minimum === undefined ? gradient : ops.multiply(gradient, ops.greater(x, ops.constant(minimum)));
    const input = maximum === undefined ? above : ops.multiply(above, ops.greater(ops.constant(maximum), x));
    return { inputs: [input], parameters: {} };
  },
};
