import { describe, expect, test } from 'vitest';
import type { DropoutNode } from '../../../../main/lab/network/network.ts';
import type { ForwardMode } from '../../../../main/lab/network/rule.ts';
import { ruleOf } from '../../../../main/lab/network/rules/layer-rules.ts';
import { streamKey } from '../../../../main/lab/random/stream.ts';
import { expectRuleGradients, forwardOf, normalTensor } from '../../../support/reference-gradients.ts';
import { referenceOps as ops } from '../../../support/reference-ops.ts';
import type { ReferenceTensor } from '../../../support/reference-tensor.ts';

const node: DropoutNode = { name: 'dropout', op: 'dropout', inputs: ['input'], rate: 0.2 };

function mode(draw = 0): ForwardMode<ReferenceTensor> {
  const dropout = (name: string) => ({ key: streamKey(5, `dropout/${name}`), draw: ops.constant(draw) });
  return { batchStatistics: new Set(), dropout };
}

describe('dropout', () => {
  test('zeroes its share of the values and scales the rest by 1 / (1 - rate)', () => {
    const count = 20_000;
    const { values } = forwardOf({ node, inputs: [ops.constant(1, [100, 200])], mode: mode() }).output;
    expect(new Set(values)).toEqual(new Set([0, 1.25]));
    const dropped = values.filter((value) => value === 0).length;
    expect(Math.abs(dropped - 0.2 * count)).toBeLessThan(3 * Math.sqrt(0.2 * 0.8 * count));
  });

  test('draws another mask for another step', () => {
    const values = (draw: number) =>
      forwardOf({ node, inputs: [ops.constant(1, [10, 10])], mode: mode(draw) }).output.values;
    expect(values(1)).toEqual(values(1));
    expect(values(2)).not.toEqual(values(1));
  });

  test('backward uses the mask of forward', () => {
    expectRuleGradients({ node, inputs: [normalTensor([4, 6], 'input')], mode: mode() });
  });

  test('is the identity when off and at rate 0', () => {
    const x = normalTensor([4, 6], 'input');
    expect(forwardOf({ node, inputs: [x] }).output).toBe(x);
    expect(forwardOf({ node: { ...node, rate: 0 }, inputs: [x], mode: mode() }).output).toBe(x);
    expectRuleGradients({ node, inputs: [x] });
  });

  test('refuses a rate outside [0, 1)', () => {
    expect(() => ruleOf(node).shape({ ...node, rate: 1 }, [[2, 2]], {})).toThrow('Node dropout: Its rate 1');
  });
});
