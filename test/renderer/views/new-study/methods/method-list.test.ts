import { describe, expect, test } from 'vitest';
import type { Written } from '../../../../../renderer/views/new-study/draft/written.ts';
import {
  copiedMethod,
  methodEntries,
  ownNameOf,
  withMethodMoved,
  withMethodReplaced,
  withMethods,
  withoutMethod,
} from '../../../../../renderer/views/new-study/methods/method-list.ts';

const study: Written = {
  name: 'three',
  methods: [
    { method: 'noise-injection' },
    { method: 'saft', layers: { by: 'kl', k: 3 }, label: 'ours' },
    { method: 'uniform-bsc' },
  ],
};
const names = (written: Written): unknown[] =>
  (written.methods as readonly { method: string }[]).map(({ method }) => method);

describe('the methods of a draft', () => {
  test('are called as tables call them, as far as that is known', () => {
    expect(methodEntries(study).map(({ label, ownName }) => [label, ownName])).toEqual([
      ['noise injection', 'noise injection'],
      ['ours', 'SAFT k=3 by kl'],
      // Its rate is missing
      ['Uniform rate', undefined],
    ]);
  });

  test('may be unreadable', () => {
    const [first, second] = methodEntries({ methods: [{ method: 'saftt' }, 'plain'] });
    expect(first).toMatchObject({ label: 'method 1', kind: undefined });
    expect(second).toMatchObject({ label: 'method 2', kind: undefined, written: 'plain' });
    expect(methodEntries({ methods: 'plain' })).toEqual([]);
    expect(methodEntries({})).toEqual([]);
  });

  test('move, and stay where there is no such place', () => {
    expect(names(withMethodMoved(study, 0, 2))).toEqual(['saft', 'uniform-bsc', 'noise-injection']);
    expect(names(withMethodMoved(study, 2, 1))).toEqual(['noise-injection', 'uniform-bsc', 'saft']);
    for (const place of [-1, 3, 0]) expect(withMethodMoved(study, 0, place)).toBe(study);
  });

  test('are put in, replaced and taken out, and nothing else changes', () => {
    const plain = { method: 'plain' };
    expect(names(withMethods(study, [plain]))).toEqual(['noise-injection', 'saft', 'uniform-bsc', 'plain']);
    expect(names(withMethods(study, [plain], 1))).toEqual(['noise-injection', 'plain', 'saft', 'uniform-bsc']);
    expect(withMethods({ name: 'new' }, [plain])).toEqual({ name: 'new', methods: [plain] });
    expect(names(withMethodReplaced(study, 1, [plain, plain]))).toEqual([
      'noise-injection',
      'plain',
      'plain',
      'uniform-bsc',
    ]);
    expect(withoutMethod(study, 0)).toEqual({ name: 'three', methods: (study.methods as unknown[]).slice(1) });
  });
});

test('a copy has no label, which is that of the other', () => {
  expect(copiedMethod({ method: 'plain', label: 'as shipped' })).toEqual({ method: 'plain' });
  expect(copiedMethod('plain')).toBe('plain');
});

test('the name of a method is that without its label', () => {
  expect(ownNameOf({ method: 'lanmax', tradeoff: 2, label: 'x' })).toBe('LaNMax λ=2');
  expect(ownNameOf({ method: 'lanmax' })).toBeUndefined();
});
