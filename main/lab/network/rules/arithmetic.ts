import type { Shape } from '../../ops/ops.ts';
import type { ArithmeticNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { broadcastShape, sumToShape } from './broadcasting.ts';
import { formatShape, invalidNode } from './invalid-node.ts';

function arithmeticShape(node: ArithmeticNode, inputs: readonly Shape[]): Shape {
  if (inputs.length < 2) throw invalidNode(node, `It reads ${inputs.length} values where at least 2 are needed.`);
  const shape = broadcastShape(inputs);
  if (shape === undefined) {
    throw invalidNode(node, `The shapes ${inputs.map(formatShape).join(' and ')} do not broadcast.`);
  }
  return shape;
}

/** The sum of two or more values, broadcast. */
export const addRule: LayerRule<ArithmeticNode> = {
  shape: arithmeticShape,
  forward(ops, _node, inputs) {
    return { output: inputs.reduce((sum, x) => ops.add(sum, x)), saved: [] };
  },
  backward(ops, { inputs, gradient, needs }) {
    const gradients = inputs.map((x, index) =>
      needs.inputs[index] ? sumToShape(ops, gradient, ops.shapeOf(x)) : undefined,
    );
    return { inputs: gradients, parameters: {} };
  },
};

/** The product of two or more values, broadcast. */
export const multiplyRule: LayerRule<ArithmeticNode> = {
  shape: arithmeticShape,
  forward(ops, _node, inputs) {
    return { output: inputs.reduce((product, x) => ops.multiply(product, x)), saved: [] };
  },
  backward(ops, { inputs, gradient, needs }) {
    const gradients = inputs.map((x, index) => {
      if (!needs.inputs[index]) return undefined;
      const others = inputs.filter((_, other) => other !== index);
      const product = others.reduce((result, other) => ops.multiply(result, other), gradient);
      return sumToShape(ops, product, ops.shapeOf(x));
    });
    return { inputs: gradients, parameters: {} };
  },
};
