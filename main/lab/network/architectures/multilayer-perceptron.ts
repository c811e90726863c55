import { z } from 'zod';
import { LabError } from '../../../contract/errors.ts';
import { defineArchitecture } from './architecture.ts';
import type { Architecture, ArchitectureFamily } from './architecture.ts';

/**
 * Dense layers fc1, fc2, ... on the flattened image; the last one gives the logits.
 * @param widths neurons of each hidden layer, at least 1
 */
export function multilayerPerceptron(widths: readonly number[]): Architecture {
  return defineArchitecture({
    name: ['mlp', ...widths].join('-'),
    description: `Multilayer perceptron, ${widths.length} hidden layers of ${widths.join(', ')} neurons.`,
    source: 'Rumelhart, Hinton and Williams, Nature 323, 1986; ReLU as in Glorot, Bordes and Bengio, AISTATS 2011.',
    size: { inputShape: [28, 28, 1], classes: 10 },
    options: { activation: z.enum(['relu', 'gelu', 'tanh', 'sigmoid']).default('relu') },
    construct(builder, { classes, activation }) {
      builder.flatten('flatten');
      widths.forEach((width, index) => {
        builder.linear(`fc${index + 1}`, width).activation(`${activation}${index + 1}`, activation);
      });
      builder.linear(`fc${widths.length + 1}`, classes);
    },
  });
}

export const multilayerPerceptrons: ArchitectureFamily = {
  pattern: 'mlp-WIDTH-WIDTH-...',
  examples: ['mlp-256-128'],
  parse(name) {
    if (!/^mlp(-\d+)+$/.test(name)) return undefined;
    const widths = name.split('-').slice(1).map(Number);
    if (widths.some((width) => width < 1 || width > 1e6)) {
      throw new LabError(
        'invalid-specification',
        `A hidden layer of ${name} has a width outside 1 to 1,000,000.`,
        'Name the widths of the hidden layers, e.g. mlp-256-128.',
      );
    }
    return multilayerPerceptron(widths);
  },
};
