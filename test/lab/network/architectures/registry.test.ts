import { describe, expect, test } from 'vitest';
import { LabError } from '../../../../main/contract/errors.ts';
import {
  architectureFamilies,
  architectures,
  buildArchitecture,
  findArchitecture,
} from '../../../../main/lab/network/architectures/registry.ts';
import { INPUT_NAME, parameterNames } from '../../../../main/lab/network/network.ts';
import { inferShapes } from '../../../../main/lab/network/shapes.ts';
import type { ArchitectureOptions } from '../../../../main/lab/network/architectures/architecture.ts';

function refusal(action: () => unknown): LabError {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    return error as LabError;
  }
  throw new Error('Nothing was refused.');
}

describe.each(Object.keys(architectures))('%s', (name) => {
  const architecture = architectures[name];
  const network = architecture.build();

  test('is listed under its own name, with a source and its defaults', () => {
    expect(architecture.name).toBe(name);
    expect(network.name).toBe(name);
    expect(architecture.source).toMatch(/\d{4}/);
    expect(network.inputShape).toEqual(architecture.defaults.inputShape);
    expect(network.classes).toBe(architecture.defaults.classes);
  });

  test('is in topological order, with unique names', () => {
    const seen = new Set([INPUT_NAME]);
    for (const node of network.nodes) {
      for (const input of node.inputs) expect(seen).toContain(input);
      expect(seen).not.toContain(node.name);
      seen.add(node.name);
    }
  });

  test('leaves no node unread and no parameter unused', () => {
    const read = new Set(network.nodes.flatMap((node) => node.inputs));
    const unread = network.nodes.map((node) => node.name).filter((node) => !read.has(node));
    expect(unread).toEqual([network.nodes.at(-1)!.name]);
    expect(network.nodes.flatMap(parameterNames).toSorted()).toEqual(Object.keys(network.parameters).toSorted());
  });

  test('has shapes that fit together, at its own size and at odd ones', () => {
    expect(inferShapes(network, 2).get(network.nodes.at(-1)!.name)).toEqual([2, network.classes]);
    const odd = architecture.build({ inputShape: [21, 34, 2], classes: 3 });
    expect(inferShapes(odd, 5).get(odd.nodes.at(-1)!.name)).toEqual([5, 3]);
  });

  test('fits other images and classes, and is plain data', () => {
    const other = architecture.build({ inputShape: [16, 16, 1], classes: 36 });
    expect(other.inputShape).toEqual([16, 16, 1]);
    const last = other.nodes.at(-1)!;
    expect(last.op).toBe('linear');
    expect(other.parameters[`${last.name}.weight`].shape.at(-1)).toBe(36);
    expect(JSON.parse(JSON.stringify(other))).toEqual(other);
  });
});

describe('names', () => {
  test("torchvision's spelling is understood", () => {
    expect(findArchitecture('resnext50_32x4d').name).toBe('resnext50-32x4d');
    expect(findArchitecture('MobileNet_V3_Large').name).toBe('mobilenet-v3-large');
  });

  test('numbers beyond the listed examples work', () => {
    expect(buildArchitecture('mlp-7').parameters['fc1.weight'].shape).toEqual([784, 7]);
    expect(buildArchitecture('resnet8-cifar').name).toBe('resnet8-cifar');
    expect(buildArchitecture('wide-resnet-22-3').parameters['fc.weight'].shape).toEqual([192, 10]);
  });

  test('a Wide ResNet may be narrower than the paper has them, by sixteenths', () => {
    const narrow = buildArchitecture('wide-resnet-10-0.5');
    expect(narrow.parameters['conv1.weight'].shape).toEqual([3, 3, 3, 16]);
    expect(narrow.parameters['block1.layer.0.conv1.weight'].shape).toEqual([3, 3, 16, 8]);
    expect(narrow.parameters['fc.weight'].shape).toEqual([32, 10]);
    expect(buildArchitecture('wide-resnet-10-0.0625').parameters['fc.weight'].shape).toEqual([4, 10]);
    expect(buildArchitecture('wide-resnet-10-1.25').parameters['fc.weight'].shape).toEqual([80, 10]);
    expect(findArchitecture('wide_resnet_10_0.50').name).toBe('wide-resnet-10-0.5');
    expect(findArchitecture('wide-resnet-10-2.0').name).toBe('wide-resnet-10-2');
  });

  test('a perceptron with batch normalisation has it between each hidden layer and its ReLU', () => {
    const { nodes, parameters } = buildArchitecture('mlp-bn-5-4');
    const names = ['flatten', 'fc1', 'bn1', 'relu1', 'fc2', 'bn2', 'relu2', 'fc3'];
    expect(nodes.map((node) => node.name)).toEqual(names);
    expect(parameters['bn2.running_var']).toEqual({ kind: 'running-variance', shape: [4] });
    expect(Object.keys(parameters).filter((name) => name.startsWith('fc'))).toEqual([
      'fc1.weight',
      'fc2.weight',
      'fc3.weight',
      'fc3.bias',
    ]);
  });

  test('every example of a family parses to itself', () => {
    for (const family of architectureFamilies) {
      for (const example of family.examples) expect(family.parse(example)?.name).toBe(example);
    }
  });

  test.each([
    ['resnet-18', 'resnet18'],
    ['mobilenetv3-large', 'mobilenet-v3-large'],
    ['resnet20', 'resnet20-cifar'],
    ['mobilenet', 'mobilenet-v3-large'],
    ['lenet', 'lenet5'],
  ])('%s is refused and %s is near', (wanted, near) => {
    const error = refusal(() => buildArchitecture(wanted));
    expect(error.code).toBe('invalid-specification');
    expect(error.message).toContain(`"${wanted}"`);
    expect(error.nextStep).toContain(near);
  });

  test('a name like no other gets the whole list', () => {
    const { nextStep } = refusal(() => buildArchitecture('perceiver-of-worlds'));
    expect(nextStep).toContain('wide-resnet-DEPTH-WIDTH');
    expect(nextStep).toContain('mobilenet-v3-large');
  });

  test.each(['constructor', '__proto__', '', 'mlp', 'mlp-bn', 'wide-resnet-28', 'wide-resnet-28-.5'])(
    '"%s" is no architecture',
    (name) => {
      expect(refusal(() => buildArchitecture(name)).code).toBe('invalid-specification');
    },
  );

  test.each([
    ['resnet21-cifar', '6n + 2'],
    ['resnet2-cifar', '6n + 2'],
    ['wide-resnet-27-10', '6n + 4'],
    ['wide-resnet-28-0', 'width'],
    ['wide-resnet-28-0.3', 'sixteenths'],
    ['wide-resnet-28-65', 'width'],
    ['mlp-bn-0', 'width'],
    ['mlp-0-5', 'width'],
  ])('%s is refused because of its numbers', (name, cause) => {
    const error = refusal(() => buildArchitecture(name));
    expect(error.code).toBe('invalid-specification');
    expect(error.message).toContain(cause);
  });
});

describe('options', () => {
  const refused: [string, ArchitectureOptions, string][] = [
    ['resnet18', { classes: 0 }, 'classes'],
    ['resnet18', { classes: 2.5 }, 'classes'],
    ['resnet18', { inputShape: [32, 0, 3] }, 'inputShape'],
    ['resnet18', { dropout: 0.1 }, 'dropout'],
    ['wide-resnet-10-1', { dropout: 1 }, 'dropout'],
    ['lenet5', { activation: 'swish' }, 'activation'],
  ];
  test.each(refused)('%s with %o is refused, naming %s', (name, options, field) => {
    const error = refusal(() => buildArchitecture(name, options));
    expect(error.code).toBe('invalid-specification');
    expect(error.message).toContain(field);
  });

  test('undefined means the default', () => {
    expect(buildArchitecture('resnet20-cifar', { classes: undefined }).classes).toBe(10);
  });

  test('dropout is a node only where it is on', () => {
    const rates = (options: ArchitectureOptions) =>
      buildArchitecture('wide-resnet-16-2', options).nodes.flatMap((node) => (node.op === 'dropout' ? node.rate : []));
    expect(rates({})).toEqual([]);
    expect(rates({ dropout: 0.3 })).toEqual([0.3, 0.3, 0.3, 0.3, 0.3, 0.3]);
  });

  test("lenet5 has the paper's tanh and averages on request", () => {
    const { nodes } = buildArchitecture('lenet5', { activation: 'tanh', pooling: 'average' });
    expect(nodes.filter((node) => node.op === 'activation' && node.activation === 'tanh')).toHaveLength(4);
    expect(nodes.filter((node) => node.op === 'average-pool')).toHaveLength(2);
  });

  test('lenet5 pads below 32 pixels, and refuses what is smaller than 12', () => {
    const inputs = (size: number) =>
      buildArchitecture('lenet5', { inputShape: [size, size, 1] }).parameters['fc1.weight'].shape[0];
    expect([12, 16, 28, 32].map(inputs)).toEqual([16, 64, 400, 400]);
    const error = refusal(() => inputs(11));
    expect(error.code).toBe('invalid-specification');
    expect(error.message).toContain('11 × 11');
    expect(error.message).toContain('pool2');
  });
});
