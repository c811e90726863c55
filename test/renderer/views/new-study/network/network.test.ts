import { describe, expect, test } from 'vitest';
import { sizeText } from '../../../../../renderer/components/size-text.ts';
import { buildArchitecture } from '../../../../../main/lab/network/architectures/registry.ts';
import { architectureList } from '../../../../../main/workbench/inspection/catalogue/architecture-list.ts';
import { describeNetwork } from '../../../../../main/runs/model/network-description.ts';
import { modelSchema } from '../../../../../main/contract/specification.ts';
import {
  architectureFamilies,
  familyOf,
} from '../../../../../renderer/views/new-study/network/architecture-families.ts';
import { dotX, dotY, edgePath } from '../../../../../renderer/views/new-study/network/graph-drawing.ts';
import { layOutGraph } from '../../../../../renderer/views/new-study/network/graph-layout.ts';
import {
  networkTable,
  nodeMark,
  operationTitle,
  totalsOf,
} from '../../../../../renderer/views/new-study/network/network-text.ts';
import { treeMove } from '../../../../../renderer/views/new-study/network/tree-keys.ts';
import {
  firstPretraining,
  methodsNeedingWeights,
  weightsSource,
} from '../../../../../renderer/views/new-study/network/weights-source.ts';

const network = describeNetwork(buildArchitecture('resnet20-cifar'));

describe('families', () => {
  const families = architectureFamilies(architectureList());

  test('every listed network is in one, and those that carry numbers belong without being listed', () => {
    expect(familyOf(families, 'lenet5')?.pattern).toBeUndefined();
    expect(familyOf(families, 'wide-resnet-28-2')?.pattern).toBe('wide-resnet-DEPTH-WIDTH');
    expect(familyOf(families, 'mlp-bn-64-64')?.pattern).toMatch(/^mlp-bn/);
    expect(familyOf(families, 'mlp-64')?.pattern).toMatch(/^mlp-WIDTH/);
    expect(familyOf(families, 'resnet57')).toBeUndefined();
    expect(new Set(families.map(({ id }) => id)).size).toBe(families.length);
  });

  test('have titles as people call them, and say more only where there is more', () => {
    const said = (name: string) => {
      const { title, description } = familyOf(families, name)!;
      return [title, description];
    };
    expect(said('resnet20-cifar')).toEqual([
      'ResNet for CIFAR',
      expect.stringMatching(/^resnetDEPTH-cifar, for example resnet20-cifar, /),
    ]);
    expect(said('mlp-64-64')[0]).toBe('Multilayer perceptron');
    expect(said('resnet18')).toEqual(['ResNet-18 for ImageNet', undefined]);
    expect(said('lenet5')[1]).toMatch(/^LeNet-5 .* pixels\.$/);
    expect(new Set(families.map(({ title }) => title)).size).toBe(families.length);
  });
});

describe('what is said of nodes', () => {
  test('totals are those of the whole network', () => {
    const totals = totalsOf(network.nodes);
    expect(totals).toEqual({
      parameters: network.parameters,
      weights: network.weights,
      matmulLayers: 20,
      multiplyAccumulates: network.multiplyAccumulates,
    });
  });

  test('every operation has words, and unknown ones their name', () => {
    expect(operationTitle('global-average-pool')).toBe('global average');
    expect(operationTitle('attention')).toBe('attention');
  });

  test('marks tell what sits in the hardware', () => {
    const mark = (name: string) => nodeMark(network.nodes.find((node) => node.name === name)!);
    expect(['conv1', 'bn1', 'relu', 'layer1.0.add', 'linear'].map(mark)).toEqual([
      'weights',
      'exact',
      'plain',
      'join',
      'weights',
    ]);
  });

  test('the table has a row for every node', () => {
    const rows = networkTable(network);
    expect(rows.length).toBe(network.nodes.length);
    expect(rows[0]).toMatchObject({
      name: 'conv1',
      inputs: 'input',
      shape: sizeText([32, 32, 16]),
      weights: 432,
      fanIn: 27,
    });
  });
});

describe('keys of the tree', () => {
  const { rows } = layOutGraph(network.nodes, new Set(['layer1.0']));
  const header = rows.findIndex(({ id }) => id === 'layer1.0/');
  const next = rows.findIndex(({ id }) => id === 'layer1.1/');

  test('up and down stop at the ends', () => {
    expect(treeMove('ArrowUp', rows, 0)).toEqual({ type: 'focus', index: 0 });
    expect(treeMove('ArrowDown', rows, rows.length - 1)).toEqual({ type: 'focus', index: rows.length - 1 });
    expect(treeMove('End', rows, 0)).toEqual({ type: 'focus', index: rows.length - 1 });
  });

  test('right opens a block, then goes into it; left goes out, then closes it', () => {
    expect(treeMove('ArrowRight', rows, next)).toEqual({ type: 'open', block: 'layer1.1' });
    expect(treeMove('ArrowRight', rows, header)).toEqual({ type: 'focus', index: header + 1 });
    expect(treeMove('ArrowLeft', rows, header + 3)).toEqual({ type: 'focus', index: header });
    expect(treeMove('ArrowLeft', rows, header)).toEqual({ type: 'close', block: 'layer1.0' });
    expect(treeMove('ArrowLeft', rows, 1)).toBeUndefined();
    expect(treeMove('a', rows, 1)).toBeUndefined();
  });
});

test('an arc leaves its row and ends at the other, beside the straight line', () => {
  const straight = edgePath({ from: 1, to: 2, lane: 0 }, 2);
  expect(straight).toBe(`M${dotX(2)} ${dotY(1)}V${dotY(2)}`);
  const near = edgePath({ from: 1, to: 5, lane: 1 }, 2);
  const far = edgePath({ from: 1, to: 5, lane: 2 }, 2);
  expect(near.endsWith(`${dotX(2)} ${dotY(5)}`)).toBe(true);
  const left = (path: string) => Math.min(...path.match(/Q(\d+)/g)!.map((part) => Number(part.slice(1))));
  expect(left(far)).toBeLessThan(left(near));
  expect(left(far)).toBeGreaterThan(0);
});

test('where the weights come from is read off the model', () => {
  expect(weightsSource(undefined)).toBe('initial');
  expect(weightsSource({ architecture: 'lenet5' })).toBe('initial');
  expect(weightsSource({ weights: '' })).toBe('file');
  expect(weightsSource({ pretraining: {} })).toBe('pretraining');
  expect(modelSchema.safeParse({ architecture: 'lenet5', pretraining: firstPretraining }).error).toBeUndefined();
});

test('methods that cannot begin with initial weights are named once', () => {
  const methods = [{ method: 'saft' }, { method: 'lanmax' }, { method: 'saft' }, { method: 'plain' }, 'no mapping'];
  expect(methodsNeedingWeights({ methods })).toEqual(['saft', 'plain']);
  expect(methodsNeedingWeights({})).toEqual([]);
});
