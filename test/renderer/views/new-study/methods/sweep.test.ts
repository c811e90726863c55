import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { methodSchema } from '../../../../../main/contract/specification.ts';
import { valueAt } from '../../../../../renderer/views/new-study/draft/written.ts';
import { ownNameOf } from '../../../../../renderer/views/new-study/methods/method-list.ts';
import { readSweepValues, sweep, valueText } from '../../../../../renderer/views/new-study/methods/sweep.ts';
import { sweepFields, type SweepField } from '../../../../../renderer/views/new-study/methods/sweep-fields.ts';

const lanmax = { method: 'lanmax', tradeoff: 1, until: 0.5, label: 'mine' };
const fieldOf = (method: 'lanmax' | 'saft' | 'reliable' | 'uniform-bsc', name: string): SweepField =>
  sweepFields(method, true).find((field) => field.name === name)!;

describe('the values of a sweep', () => {
  test('are read as they are written, each once', () => {
    expect(readSweepValues({ values: 'numbers' }, '0.001, 1e-2; 0.001')).toEqual([0.001, 0.01]);
    expect(readSweepValues({ values: 'count' }, 'auto 3,5')).toEqual(['auto', 3, 5]);
    expect(readSweepValues({ values: 'words' }, 'mlp-8, mlp-16')).toEqual(['mlp-8', 'mlp-16']);
    expect(readSweepValues({ values: 'numbers' }, ' , ')).toEqual([]);
  });

  test('have to be numbers where numbers are expected', () => {
    expect(readSweepValues({ values: 'numbers' }, '1, auto')).toBeUndefined();
    expect(readSweepValues({ values: 'count' }, '1, automatic')).toBeUndefined();
    expect(readSweepValues({ values: 'numbers' }, '1, Infinity')).toBeUndefined();
  });

  test('begin with that of the method', () => {
    expect(valueText(lanmax, fieldOf('lanmax', 'tradeoff'))).toBe('1');
    expect(valueText(lanmax, fieldOf('lanmax', 'banks'))).toBe('');
    expect(valueText({ method: 'saft', layers: { k: 'auto' } }, fieldOf('saft', 'layers.k'))).toBe('auto');
  });
});

describe('a sweep', () => {
  test('makes one method for each value, called as the command line calls it', () => {
    const { methods, impossible } = sweep(lanmax, fieldOf('lanmax', 'tradeoff'), [0.3, 1, 3], ['reliable']);
    expect(impossible).toEqual([]);
    expect(methods.map(({ label }) => label)).toEqual(['LaNMax λ=0.3', 'LaNMax λ=1', 'LaNMax λ=3']);
    expect(methods.map(({ method }) => method)).toEqual([
      { method: 'lanmax', tradeoff: 0.3, until: 0.5 },
      { method: 'lanmax', tradeoff: 1, until: 0.5 },
      { method: 'lanmax', tradeoff: 3, until: 0.5 },
    ]);
  });

  test('labels what the name does not tell apart, and what another method is called already', () => {
    const { methods } = sweep(lanmax, fieldOf('lanmax', 'until'), [0.5, 0.75], []);
    expect(methods.map(({ method, label }) => [valueAt(method, ['label']), label])).toEqual([
      ['LaNMax λ=1, until 0.5', 'LaNMax λ=1, until 0.5'],
      ['LaNMax λ=1, until 0.75', 'LaNMax λ=1, until 0.75'],
    ]);
    const taken = sweep(lanmax, fieldOf('lanmax', 'tradeoff'), [2, 5], ['LaNMax λ=2']);
    expect(taken.methods.map(({ label }) => label)).toEqual(['LaNMax λ=2, λ=2', 'LaNMax λ=5']);
  });

  test('tells which values are not possible', () => {
    const { methods, impossible } = sweep(
      { method: 'uniform-bsc' },
      fieldOf('uniform-bsc', 'trainRate'),
      [0.1, 0.7, -1],
      [],
    );
    expect(methods.map(({ label }) => label)).toEqual(['uniform p=0.1']);
    expect(impossible).toEqual([0.7, -1]);
    expect(sweep({ method: 'reliable' }, fieldOf('reliable', 'storage'), ['float64'], []).impossible).toEqual([
      'float64',
    ]);
  });

  test('always makes methods that can be read, each under a name of its own', () => {
    const values = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    const fields = fc.constantFrom(...sweepFields('lanmax', true).filter(({ values: kind }) => kind === 'numbers'));
    fc.assert(
      fc.property(values, fields, (some, field) => {
        const { methods, impossible } = sweep(lanmax, field, some, []);
        expect(methods.length + impossible.length).toBe(some.length);
        expect(new Set(methods.map(({ label }) => label)).size).toBe(methods.length);
        for (const { method, label } of methods) {
          expect(methodSchema.safeParse(method).success).toBe(true);
          expect(label).toBe(valueAt(method, ['label']) ?? ownNameOf(method));
        }
      }),
    );
  });
});

test("a profile's rate can be chosen where there is a memory", () => {
  const named = (hasMemory: boolean): readonly string[] => sweepFields('saft', hasMemory).map(({ name }) => name);
  expect(named(true)).toContain('rate');
  expect(named(false)).not.toContain('rate');
  expect(sweepFields('plain', true)).toEqual([]);
});
