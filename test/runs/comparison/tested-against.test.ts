import { describe, expect, test } from 'vitest';
import { memorySchema } from '../../../main/contract/memory.ts';
import { methodSchema } from '../../../main/contract/specification.ts';
import { testedAgainst } from '../../../main/runs/comparison/tested-against.ts';

const memory = memorySchema.parse({ rate: 0.003 });
const injection = (rate?: number) => ({ method: 'noise-injection', ...(rate === undefined ? {} : { rate }) });
const saft = (rate?: number, by = 'std', k = 1) => ({
  ...{ method: 'saft', layers: { by, k } },
  ...(rate === undefined ? {} : { rate }),
});
const all = (written: readonly Record<string, unknown>[]) => written.map((each) => methodSchema.parse(each));
const baselines = (written: readonly Record<string, unknown>[], profile: Parameters<typeof testedAgainst>[2]) => {
  const methods = all(written);
  return methods.map((method) => testedAgainst(methods, method, profile).baseline);
};

describe('a method is tested', () => {
  test('against noise injection at its own fault rate alone', () => {
    const methods = [injection(0.0003), injection(0.003), saft(0.003), saft(0.02), saft()];
    expect(baselines(methods, { memory })).toEqual([
      ...[undefined, undefined],
      ...['noise injection p=0.003', undefined, 'noise injection p=0.003'],
    ]);
  });

  test('against reliable memory of the study’s network where nothing is at its rate', () => {
    const methods = [
      { method: 'reliable', architecture: 'mlp-16' },
      { method: 'reliable', storage: 'float16' },
      ...[injection(0.01), saft(0.02), { method: 'lanmax', tradeoff: 1 }],
      ...[
        { method: 'uniform-bsc', trainRate: 0.1 },
        { method: 'uniform-bsc', trainRate: 0.1, testRate: 0.01 },
      ],
    ];
    expect(baselines(methods, { memory })).toEqual([
      // The other network, the reference itself, and what tests at 0.01 are against
      ...['reliable float16', undefined, undefined],
      ...['reliable float16', 'reliable float16', 'reliable float16', 'noise injection p=0.01'],
    ]);
  });

  test('against the first noise injection where the profile has no memory, or a rate for each layer', () => {
    const methods = [{ method: 'plain' }, injection(), saft()];
    const expected = ['noise injection', undefined, 'noise injection'];
    expect(baselines(methods, {})).toEqual(expected);
    expect(baselines(methods, { memory: memorySchema.parse({ layers: { fc1: 0.1 } }) })).toEqual(expected);
    expect(baselines([{ method: 'plain' }, saft()], {})).toEqual([undefined, undefined]);
  });

  test('against SAFT before it that differs in the metric alone', () => {
    const methods = all([saft(0.003), saft(undefined, 'kl'), saft(0.003, 'kl', 2), saft(0.01, 'kl'), injection()]);
    expect(methods.map((method) => testedAgainst(methods, method, { memory }).choices)).toEqual([
      ...[[], ['SAFT k=1, p=0.003'], [], [], []],
    ]);
  });
});
