import { expect, test } from 'vitest';
import { multilayerPerceptron } from '../../../main/lab/network/architectures/multilayer-perceptron.ts';
import { float16Weights } from '../../../main/lab/training/float16.ts';

test('weights become the nearest half-precision numbers, biases are not among them', () => {
  const network = multilayerPerceptron([2]).build({ inputShape: [1, 2, 1], classes: 2 });
  const parameters = Object.fromEntries(
    Object.entries(network.parameters).map(([name, { shape }]) => [
      name,
      new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.1),
    ]),
  );
  // 1 + 2^-11 lies half-way between two half-precision numbers and goes to the even one
  parameters['fc1.weight'] = Float32Array.of(0.1, 1 + 2 ** -11, 1e6, -1e6);
  const stored = float16Weights(network, parameters);
  expect(Object.keys(stored).sort()).toEqual(['fc1.weight', 'fc2.weight']);
  expect([...stored['fc1.weight']!]).toEqual([0.0999755859375, 1, 65504, -65504]);
});
