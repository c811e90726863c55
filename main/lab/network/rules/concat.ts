import type { ConcatNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { formatShape, invalidNode } from './invalid-node.ts';

/** Values one after the other along an axis other than the batch. */
export const concatRule: LayerRule<ConcatNode> = {
  shape(node, inputs) {
    const { axis } = node;
    const [first] = inputs;
    if (first === undefined) throw invalidNode(node, 'It reads no value.');
    if (!Number.isInteger(axis) || axis < 1 || axis >= first.length) {
      throw invalidNode(node, `Its axis ${axis} is not one of 1 to ${first.length - 1}.`);
    }
    const fits = inputs.every(
      (shape) => shape.length === first.length && shape.every((length, at) => at === axis || length === first[at]),
    );
    if (!fits) {
      throw invalidNode(node, `The shapes ${inputs.map(formatShape).join(' and ')} do not join along axis ${axis}.`);
    }
    return first.with(
      axis,
      inputs.reduce((sum, shape) => sum + shape[axis], 0),
    );
  },

  forward(ops, node, inputs) {
    return { output: ops.concat(inputs, node.axis), saved: [] };
  },

  backward(ops, { node: { axis }, inputs, gradient, needs }) {
    let position = 0;
    const gradients = inputs.map((x, index) => {
      const size = ops.shapeOf(x);
      const begin = size.map((_, at) => (at === axis ? position : 0));
      position += size[axis];
      return needs.inputs[index] ? ops.slice(gradient, begin, size) : undefined;
    });
    return { inputs: gradients, parameters: {} };
  },
};
