import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { initialParameters } from '../../../main/lab/network/initialisation.ts';

const network = buildArchitecture('resnet20-cifar');
const parameters = initialParameters(network, 1);

describe('initial parameters', () => {
  test('are complete and of the right length', () => {
    for (const [name, { shape }] of Object.entries(network.parameters)) {
      expect(parameters[name]).toHaveLength(shape.reduce((product, length) => product * length, 1));
    }
    expect(Object.keys(parameters)).toEqual(Object.keys(network.parameters));
  });

  test.each([
    ['conv1.weight', 27],
    ['layer1.0.conv1.weight', 144],
    ['layer3.2.conv2.weight', 576],
    ['linear.weight', 64],
  ])('%s is normal with variance 2 / %i', (name, fanIn) => {
    const values = Array.from(parameters[name], (value) => value * Math.sqrt(fanIn / 2));
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
    const tolerance = 4 / Math.sqrt(values.length);
    // Standard errors of the moments of N(0, 1): 1, sqrt(2) and sqrt(96), over sqrt(n).
    expect(Math.abs(moment(1))).toBeLessThan(tolerance);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(Math.SQRT2 * tolerance);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(Math.sqrt(96) * tolerance);
  });

  test('fan-in counts the channels of one group', () => {
    const mobile = buildArchitecture('mobilenet-v3-large');
    const depthwise = initialParameters(mobile, 1)['features.15.block.1.0.weight'];
    const variance = depthwise.reduce((sum, value) => sum + value ** 2, 0) / depthwise.length;
    expect(variance * 12.5).toBeCloseTo(1, 1);
  });

  test('batch-norm begins as the identity, biases at 0', () => {
    const all = (name: string, value: number) => expect(parameters[name].every((entry) => entry === value)).toBe(true);
    all('bn1.weight', 1);
    all('bn1.bias', 0);
    all('bn1.running_mean', 0);
    all('bn1.running_var', 1);
    all('linear.bias', 0);
  });

  test('depend on seed and name alone', () => {
    const deeper = initialParameters(buildArchitecture('resnet32-cifar'), 1);
    expect(deeper['layer2.0.conv1.weight']).toEqual(parameters['layer2.0.conv1.weight']);
    expect(initialParameters(network, 2)['conv1.weight']).not.toEqual(parameters['conv1.weight']);
    expect(parameters['layer1.0.conv1.weight']).not.toEqual(parameters['layer1.0.conv2.weight']);
  });
});
