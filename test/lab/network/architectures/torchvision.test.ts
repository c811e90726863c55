import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import { matmulLayers, parameterNames } from '../../../../main/lab/network/network.ts';
import { torchShape } from './torch-layout.ts';

const names = ['resnet18', 'resnet34', 'resnet50', 'resnext50_32x4d', 'mobilenet_v3_large'];

function torchvisionShapes(name: string): Record<string, string> {
  const file = new URL(`../../../fixtures/architectures/${name}.shapes.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe.each(names)("%s beside torchvision's state dictionary", (name) => {
  const network = buildArchitecture(name);

  test('has the same parameters, in the same layout when turned into PyTorch', () => {
    const ours = Object.entries(network.parameters).map(([parameter, specification]) => [
      parameter,
      torchShape(specification).join('x'),
    ]);
    expect(Object.fromEntries(ours)).toEqual(torchvisionShapes(name));
  });

  test('names every node with parameters after its module', () => {
    for (const node of network.nodes) {
      for (const parameter of parameterNames(node)) {
        expect(parameter.slice(0, parameter.lastIndexOf('.'))).toBe(node.name);
      }
    }
  });

  test('has its matmul layers in the order of the modules', () => {
    const weights = Object.entries(torchvisionShapes(name))
      .filter(([parameter, shape]) => parameter.endsWith('.weight') && shape.includes('x'))
      .map(([parameter]) => parameter);
    expect(matmulLayers(network).map((node) => node.parameters.weight)).toEqual(weights);
  });
});

test.each([
  ['resnet18', 1e-5, 0.1],
  ['resnext50-32x4d', 1e-5, 0.1],
  ['mobilenet-v3-large', 0.001, 0.01],
])('batch-norms of %s have epsilon %d and momentum %d', (name, epsilon, momentum) => {
  const norms = buildArchitecture(name).nodes.filter((node) => node.op === 'batch-norm');
  expect(new Set(norms.map((node) => `${node.epsilon} ${node.momentum}`))).toEqual(new Set([`${epsilon} ${momentum}`]));
});

test('mobilenet-v3-large drops 20 % before its last layer', () => {
  const { nodes } = buildArchitecture('mobilenet-v3-large');
  expect(nodes.filter((node) => node.op === 'dropout')).toEqual([
    { op: 'dropout', name: 'classifier.2', inputs: ['classifier.1'], rate: 0.2 },
  ]);
});
