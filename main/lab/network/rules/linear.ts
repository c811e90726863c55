import type { LinearNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { requireInputs, requireParameterShape } from './invalid-node.ts';

/** x W + b; [n, in] to [n, out]. */
export const linearRule: LayerRule<LinearNode> = {
  shape(node, inputs, { weight, bias }) {
    requireInputs(node, inputs, 1, [2]);
    requireParameterShape(node, 'weight', weight, [inputs[0][1], weight[1]]);
    if (bias !== undefined) requireParameterShape(node, 'bias', bias, [weight[1]]);
    return [inputs[0][0], weight[1]];
  },

  forward(ops, _node, [x], { weight, bias }) {
    const product = ops.matMul(x, weight);
    return { output: bias === undefined ? product : ops.add(product, bias), saved: [] };
  },

  backward(ops, { inputs: [x], parameters, gradient, needs }) {
    const gradients: Record<string, typeof gradient> = {};
    if (needs.parameters.has('weight')) gradients.weight = ops.widen(ops.matMul(x, gradient, { transposeA: true }));
    if (needs.parameters.has('bias')) gradients.bias = ops.sum(gradient, [0]);
    const input = needs.inputs[0] ? ops.matMul(gradient, parameters.weight, { transposeB: true }) : undefined;
    return { inputs: [input], parameters: gradients };
  },

  multiplyAccumulates([batch, outputs], { weight }) {
    return batch * outputs * weight[0];
  },
};
