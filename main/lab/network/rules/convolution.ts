import { convolutionOutputShape } from '../../ops/geometry.ts';
import type { ConvolutionNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { formatShape, invalidNode, requireInputs, requireParameterShape } from './invalid-node.ts';
import { requirePixels, requireWindow } from './window.ts';

/** Convolution of any stride, padding, dilation and number of groups; [n, h, w, in] to [n, h', w', out]. */
export const convolutionRule: LayerRule<ConvolutionNode> = {
  shape(node, inputs, { weight, bias }) {
    const { geometry } = node;
    requireInputs(node, inputs, 1, [4]);
    requireWindow(node, geometry);
    if (!geometry.dilations.every((dilation) => Number.isInteger(dilation) && dilation >= 1)) {
      throw invalidNode(node, `Its dilations ${formatShape(geometry.dilations)} are not whole numbers of at least 1.`);
    }
    const channels = inputs[0][3];
    const { groups } = geometry;
    if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0 || weight[3] % groups !== 0) {
      throw invalidNode(node, `${channels} input and ${weight[3]} output channels do not split into ${groups} groups.`);
    }
    requireParameterShape(node, 'weight', weight, [weight[0], weight[1], channels / groups, weight[3]]);
    if (bias !== undefined) requireParameterShape(node, 'bias', bias, [weight[3]]);
    return requirePixels(node, inputs[0], convolutionOutputShape(inputs[0], weight, geometry));
  },

  forward(ops, node, [x], { weight, bias }) {
    const product = ops.conv2d(x, weight, node.geometry);
    return { output: bias === undefined ? product : ops.add(product, bias), saved: [] };
  },

  backward(ops, { node, inputs: [x], parameters, gradient, needs }) {
    const gradients: Record<string, typeof gradient> = {};
    if (needs.parameters.has('weight')) {
      const shape = ops.shapeOf(parameters.weight);
      gradients.weight = ops.conv2dFilterGradient(x, gradient, shape, node.geometry);
    }
    if (needs.parameters.has('bias')) gradients.bias = ops.sum(gradient, [0, 1, 2]);
    const input = needs.inputs[0]
      ? ops.conv2dInputGradient(gradient, parameters.weight, ops.shapeOf(x), node.geometry)
      : undefined;
    return { inputs: [input], parameters: gradients };
  },

  multiplyAccumulates([batch, height, width, channels], { weight }) {
    return batch * height * width * channels * weight[0] * weight[1] * weight[2];
  },
};
