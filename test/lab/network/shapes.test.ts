import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { Network, NetworkNode } from '../../../main/lab/network/network.ts';
import { inferShapes } from '../../../main/lab/network/shapes.ts';
import { smallResidualNetwork as network } from '../../support/reference-networks.ts';

function replaced(name: string, change: Partial<NetworkNode>): Network {
  const nodes = network.nodes.map((node) => (node.name === name ? ({ ...node, ...change } as NetworkNode) : node));
  return { ...network, nodes };
}

function refusal(invalid: Network): string {
  try {
    inferShapes(invalid, 2);
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).code).toBe('invalid-specification');
    return (error as LabError).message;
  }
  return 'none';
}

describe('shape inference', () => {
  test('follows a network from images to logits', () => {
    const shapes = inferShapes(network, 7);
    expect(shapes.get('input')).toEqual([7, 5, 5, 2]);
    expect(shapes.get('relu1')).toEqual([7, 5, 5, 2]);
    expect(shapes.get('block.conv1')).toEqual([7, 3, 3, 3]);
    expect(shapes.get('block.pad')).toEqual([7, 3, 3, 3]);
    expect(shapes.get('pool')).toEqual([7, 3]);
    expect(shapes.get('fc')).toEqual([7, 3]);
  });

  test('names the node that reads what is not there, or is there twice', () => {
    expect(refusal(replaced('relu1', { inputs: ['fc'] }))).toBe(
      'Node relu1: It reads fc, which no earlier node computes.',
    );
    expect(refusal(replaced('relu1', { name: 'bn1' }))).toBe('Node bn1: Another node has the same name.');
    expect(refusal(replaced('conv1', { name: 'input' }))).toBe('Node input: Another node has the same name.');
  });

  test('names the node whose shapes do not fit', () => {
    expect(refusal(replaced('block.subsample', { stride: 3 }))).toContain('Node block.add: The shapes');
    expect(refusal({ ...network, inputShape: [5, 5, 3] })).toContain('Node conv1: Its weight has shape [3, 3, 2, 2]');
  });

  test('checks parameters: declared, of the right kind, used', () => {
    const { 'fc.bias': bias, ...others } = network.parameters;
    expect(refusal({ ...network, parameters: others })).toContain('Node fc: Its bias, the parameter fc.bias, is not');
    const wrongKind = { ...others, 'fc.bias': { ...bias, kind: 'scale' } } as const;
    expect(refusal({ ...network, parameters: wrongKind })).toContain('Node fc: The kind of its bias is scale');
    const superfluous = { ...network.parameters, extra: bias };
    expect(refusal({ ...network, parameters: superfluous })).toContain('No node uses the parameter extra');
  });

  test('the last node gives one logit per class', () => {
    expect(refusal({ ...network, classes: 4 })).toContain('Node fc: It is the last one and gives [2, 3]');
    expect(refusal({ ...network, nodes: [], parameters: {} })).toContain('It has no nodes');
  });
});
