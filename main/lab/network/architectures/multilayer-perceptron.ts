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

/**
 * As {@link multilayerPerceptron}, with batch normalisation bn1, bn2, ... between each hidden dense layer, which then needs
 * no bias, and its ReLU, as is usual with binary weights. The last layer has none, and a bias.
 * @param widths neurons of each hidden layer, at least 1
 */
export function batchNormPerceptron(widths: readonly number[]): Architecture {
  return defineArchitecture({
    name: ['mlp-bn', ...widths].join('-'),
    description: `Multilayer perceptron with batch normalisation, ${widths.length} hidden layers of ${widths.join(', ')} neurons.`,
    source: 'Ioffe and Szegedy, ICML 2015; for binary weights Courbariaux, Bengio and David, NeurIPS 2015.',
    size: { inputShape: [28, 28, 1], classes: 10 },
    construct(builder, { classes }) {
      builder.flatten('flatten');
      widths.forEach((width, index) => {
        const number = index + 1;
        builder.linear(`fc${number}`, width, { bias: false }).batchNorm(`bn${number}`).relu(`relu${number}`);
      });
      builder.linear(`fc${widths.length + 1}`, classes);
    },
  });
}

function perceptronFamily(
  title: string,
  prefix: string,
  example: string,
  perceptron: (widths: readonly number[]) => Architecture,
): ArchitectureFamily {
  const pattern = new RegExp(`^${prefix}((?:-\\d+)+)$`);
  return {
    title,
    pattern: `${prefix}-WIDTH-WIDTH-...`,
    examples: [example],
    parse(name) {
      const match = pattern.exec(name);
      if (match === null) return undefined;
      const widths = match[1]!.slice(1).split('-').map(Number);
      if (widths.some((width) => width < 1 || width > 1e6)) {
        throw new LabError(
          'invalid-specification',
          `A hidden layer of ${name} has a width outside 1 to 1,000,000.`,
          `Name the widths of the hidden layers, e.g. ${example}.`,
        );
      }
      return perceptron(widths);
    },
  };
}

export const multilayerPerceptrons = perceptronFamily(
  'Multilayer perceptron',
  'mlp',
  'mlp-256-128',
  multilayerPerceptron,
);
export const batchNormPerceptrons = perceptronFamily(
  'Multilayer perceptron with batch normalisation',
  'mlp-bn',
  'mlp-bn-256-256',
  batchNormPerceptron,
);
