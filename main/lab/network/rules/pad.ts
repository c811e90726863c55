import type { PadNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { formatShape, invalidNode, requireInputs } from './invalid-node.ts';

/** Zeros around a value; the batch is left as it is. */
export const padRule: LayerRule<PadNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, [node.paddings.length]);
    for (const padding of node.paddings) {
      if (!padding.every((count) => Number.isInteger(count) && count >= 0)) {
        throw invalidNode(node, `Its padding ${formatShape(padding)} is not in whole numbers of at least 0.`);
      }
    }
    if (node.paddings[0].some((count) => count !== 0)) throw invalidNode(node, 'It pads the batch.');
    return inputs[0].map((length, axis) => node.paddings[axis][0] + length + node.paddings[axis][1]);
  },

  forward(ops, node, [x]) {
    return { output: ops.pad(x, node.paddings), saved: [] };
  },

  backward(ops, { node, inputs: [x], gradient, needs }) {
    const begin = node.paddings.map(([before]) => before);
    return { inputs: [needs.inputs[0] ? ops.slice(gradient, begin, ops.shapeOf(x)) : undefined], parameters: {} };
  },
};
