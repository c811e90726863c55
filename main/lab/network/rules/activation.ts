import { assertNever } from '../../../contract/errors.ts';
import type { Ops } from '../../ops/ops.ts';
import type { ActivationName, ActivationNode } from '../network.ts';
import type { LayerRule } from '../rule.ts';
import { requireInputs } from './invalid-node.ts';

/**
 * Elementwise non-linearities as torchvision's networks use them.
 *
 * hard-sigmoid(x) = relu6(x + 3) / 6 and hard-swish(x) = x relu6(x + 3) / 6 (Howard et al., ICCV 2019, section 5.2);
 * gelu(x) = x (1 + erf(x / sqrt 2)) / 2 (Hendrycks and Gimpel, arXiv:1606.08415), exact.
 */
export const activationRule: LayerRule<ActivationNode> = {
  shape(node, inputs) {
    requireInputs(node, inputs, 1, []);
    return inputs[0];
  },

  forward(ops, node, [x]) {
    return { output: activate(ops, node.activation, x), saved: [] };
  },

  backward(ops, { node, inputs: [x], forward, gradient, needs }) {
    const input = needs.inputs[0] ? activationGradient(ops, node.activation, gradient, x, forward.output) : undefined;
    return { inputs: [input], parameters: {} };
  },
};

function activate<T>(ops: Ops<T>, activation: ActivationName, x: T): T {
  switch (activation) {
    case 'relu':
      return ops.relu(x);
    case 'relu6':
      return ops.relu6(x);
    case 'hard-sigmoid':
      return ops.multiply(hardGate(ops, x), ops.constant(1 / 6));
    case 'hard-swish':
      return ops.multiply(ops.multiply(x, hardGate(ops, x)), ops.constant(1 / 6));
    case 'gelu': {
      const wide = ops.widen(x);
      return ops.narrow(ops.multiply(wide, normalDistribution(ops, wide)));
    }
    case 'tanh':
      return ops.tanh(x);
    case 'sigmoid':
      return ops.sigmoid(x);
    default:
      return assertNever(activation);
  }
}

function activationGradient<T>(ops: Ops<T>, activation: ActivationName, dy: T, x: T, y: T): T {
  switch (activation) {
    case 'relu':
      return ops.reluGradient(dy, y);
    case 'relu6':
      return ops.relu6Gradient(dy, y);
    case 'hard-sigmoid':
      return ops.multiply(ops.relu6Gradient(dy, hardGate(ops, x)), ops.constant(1 / 6));
    case 'hard-swish': {
      const gate = hardGate(ops, x);
      const slope = ops.multiply(ops.add(gate, ops.relu6Gradient(x, gate)), ops.constant(1 / 6));
      return ops.multiply(dy, slope);
    }
    case 'gelu': {
      const wide = ops.widen(x);
      const slope = ops.add(normalDistribution(ops, wide), ops.multiply(wide, normalDensity(ops, wide)));
      return ops.multiply(dy, slope);
    }
    case 'tanh':
      return ops.multiply(dy, ops.subtract(ops.constant(1), ops.square(y)));
    case 'sigmoid':
      return ops.multiply(dy, ops.multiply(y, ops.subtract(ops.constant(1), y)));
    default:
      return assertNever(activation);
  }
}

/** relu6(x + 3), which goes from 0 to 6 */
function hardGate<T>(ops: Ops<T>, x: T): T {
  return ops.relu6(ops.add(x, ops.constant(3)));
}

/** Distribution function of the standard normal: (1 + erf(x / sqrt 2)) / 2 */
function normalDistribution<T>(ops: Ops<T>, x: T): T {
  const error = ops.errorFunction(ops.multiply(x, ops.constant(Math.SQRT1_2)));
  return ops.multiply(ops.add(error, ops.constant(1)), ops.constant(0.5));
}

/** Density of the standard normal: exp(-x^2 / 2) / sqrt(2 pi) */
function normalDensity<T>(ops: Ops<T>, x: T): T {
  const exponential = ops.exponential(ops.multiply(ops.square(x), ops.constant(-0.5)));
  return ops.multiply(exponential, ops.constant(1 / Math.sqrt(2 * Math.PI)));
}
