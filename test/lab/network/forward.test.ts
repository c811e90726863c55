import { describe, expect, test } from 'vitest';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { INPUT_NAME } from '../../../main/lab/network/network.ts';
import { inferShapes } from '../../../main/lab/network/shapes.ts';
import { frozenMode, normalTensor, randomParameters } from '../../support/reference-gradients.ts';
import { smallResidualBatchNorms, smallResidualNetwork as network } from '../../support/reference-networks.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';

const images = normalTensor([2, 5, 5, 2], 'images');
const parameters = randomParameters(network);

describe('forward pass', () => {
  test('every value has the inferred shape; the last one is the output', () => {
    const { values, output } = forwardPass(ops, network, parameters, images, frozenMode);
    const shapes = inferShapes(network, 2);
    expect([...values.keys()]).toEqual([INPUT_NAME, ...network.nodes.map(({ name }) => name)]);
    for (const [name, { shape }] of values) expect(shape, name).toEqual(shapes.get(name));
    expect(output).toBe(values.get('fc'));
  });

  test('frozen batch-norms return no statistics, the others theirs by parameter name', () => {
    const statistics = (names: readonly string[]) =>
      Object.keys(forwardPass(ops, network, parameters, images, { batchStatistics: new Set(names) }).statistics);
    expect(statistics([])).toEqual([]);
    expect(statistics(['bn1'])).toEqual(['bn1.running_mean', 'bn1.running_var']);
    expect(statistics(smallResidualBatchNorms)).toHaveLength(6);
  });

  test('an observer sees every node once, with its inputs and output', () => {
    const seen: string[] = [];
    const outputs = new Map<string, unknown>();
    const tape = forwardPass(ops, network, parameters, images, frozenMode, (node, inputs, output) => {
      seen.push(node.name);
      expect(inputs).toEqual(node.inputs.map((name) => (name === INPUT_NAME ? images : outputs.get(name))));
      outputs.set(node.name, output);
    });
    expect(seen).toEqual(network.nodes.map(({ name }) => name));
    expect(tape.output).toBe(outputs.get('fc'));
  });

  test('a missing parameter is named', () => {
    const incomplete = Object.fromEntries(Object.entries(parameters).filter(([name]) => name !== 'fc.bias'));
    expect(() => forwardPass(ops, network, incomplete, images, frozenMode)).toThrow(
      'Node fc has no values for its bias',
    );
  });
});
