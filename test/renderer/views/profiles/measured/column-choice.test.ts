import { describe, expect, test } from 'vitest';
import {
  askedColumns,
  columnChoice,
  columnFields,
  missingColumns,
  missingTitle,
  spreadOf,
  spreadOptions,
  withSpread,
} from '../../../../../renderer/views/profiles/measured/column-choice.ts';

const columns = ['G_target', 'dG', 'dG', '', 'n'];
const recognised = { conductance: 'G_target', count: 'n' };

describe('conductances', () => {
  test('what is recognised is chosen, what is not has to be', () => {
    const choice = columnChoice('conductance', recognised);
    expect(choice).toEqual({ conductance: 'G_target', error: '' });
    expect(missingColumns('conductance', choice)).toEqual(['its error']);
    const [first, second, ...more] = columnFields('conductance', choice, columns);
    expect(first).toMatchObject({ role: 'conductance', label: 'Conductance', value: 'G_target', isOptional: false });
    expect(second!.options.map(({ value }) => value)).toEqual(['G_target', 'dG', 'n']);
    expect(more).toEqual([]);
  });

  test('standard deviations have a count that may be none, which is said where one is recognised', () => {
    const choice = withSpread('conductance', columnChoice('conductance', recognised), 'deviation', recognised);
    expect(choice).toEqual({ conductance: 'G_target', deviation: '', count: 'n' });
    expect(spreadOf('conductance', choice)).toBe('deviation');
    const said = { ...choice, deviation: 'dG', count: '' };
    expect(missingColumns('conductance', said)).toEqual([]);
    expect(columnFields('conductance', said, columns)[2]!.options[0]).toEqual({ value: '', label: 'None' });
    expect(askedColumns('conductance', said, { recognised })).toEqual(said);
    expect(askedColumns('conductance', said, { recognised: { conductance: 'G_target' } })).toEqual({
      conductance: 'G_target',
      deviation: 'dG',
    });
  });

  test('nothing is told of what would be recognised anyway', () => {
    const known = { conductance: 'g', read: 'measured' };
    expect(askedColumns('conductance', columnChoice('conductance', known), { recognised: known })).toBeUndefined();
    const chosen = { conductance: 'g', read: 'other' };
    expect(columnChoice('conductance', known, chosen)).toEqual(chosen);
    expect(askedColumns('conductance', chosen, { recognised: known })).toEqual(chosen);
    const back = withSpread('conductance', withSpread('conductance', chosen, 'error', known), 'read', known);
    expect(askedColumns('conductance', back, { recognised: known })).toBeUndefined();
  });
});

describe('voltages', () => {
  test('bits may be none beside a rate, and must be there beside wrong bits', () => {
    const choice = columnChoice('voltage', { voltage: 'V', rate: 'BER' });
    expect(choice).toEqual({ voltage: 'V', rate: 'BER', bits: '' });
    expect(missingColumns('voltage', choice)).toEqual([]);
    const counted = withSpread('voltage', choice, 'errors', {});
    expect(missingColumns('voltage', counted)).toEqual(['the number of wrong bits', 'the number of bits']);
    expect(missingTitle(missingColumns('voltage', counted))).toBe(
      'Which columns hold the number of wrong bits and the number of bits?',
    );
    expect(spreadOptions('voltage').map(({ value }) => value)).toEqual(['rate', 'errors']);
  });
});
