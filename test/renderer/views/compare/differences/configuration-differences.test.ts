import { describe, expect, test } from 'vitest';
import {
  configuredGroups,
  differenceTable,
  leafText,
} from '../../../../../renderer/views/compare/differences/configuration-differences.ts';
import { flattened } from '../../../../../renderer/views/compare/differences/flattened.ts';
import { unfinishedRows } from '../../../../../renderer/views/compare/differences/unfinished-runs.ts';
import { comparison } from '../compare-fixture.ts';

describe('differences', () => {
  const groups = configuredGroups(comparison.profiles);
  const lanmax = groups.find(({ method }) => method === 'lanmax')!;

  test('methods of a kind stand together, profiles last', () => {
    expect(groups.map(({ title, configured }) => [title, configured.length])).toEqual([
      ['Noise injection', 2],
      ['SAFT', 2],
      ['LaNMax', 2],
      ['Profiles', 1],
    ]);
  });

  test('only settings that differ have a column; what is alike is told apart from them', () => {
    const { columns, rows, alike } = differenceTable(lanmax.configured, { leaveOut: ['method'] });
    expect(columns.map(({ key }) => key)).toEqual(['name', 'tradeoff']);
    expect(rows).toEqual([
      { name: 'LaNMax λ=1', tradeoff: '1' },
      { name: 'LaNMax λ=4', tradeoff: '4' },
    ]);
    expect(alike).toContainEqual({ path: 'outer.nesterov', value: true });
    expect(alike.map(({ path }) => path)).not.toContain('method');
  });

  test('or all of them', () => {
    const { columns, rows } = differenceTable(lanmax.configured, { all: true });
    expect(columns.map(({ key }) => key)).toContain('outer.nesterov');
    expect(rows[0]).toMatchObject({ method: 'lanmax', 'outer.nesterov': 'yes' });
  });

  test('what one of them does not have differs', () => {
    const configured = [
      { name: 'a', configuration: { rate: 1 } },
      { name: 'b', configuration: {} },
    ];
    expect(differenceTable(configured).rows).toEqual([
      { name: 'a', rate: '1' },
      { name: 'b', rate: '–' },
    ]);
    expect(leafText(false)).toBe('no');
  });
});

test('a configuration has a path for each value, none for what is not there', () => {
  const given = { a: 1, b: { c: 'x', d: null, e: undefined }, f: [1, 2], g: [{ h: true }], i: [] };
  expect(flattened(given)).toEqual({ a: 1, 'b.c': 'x', f: '1, 2', 'g.0.h': true });
});

test('runs that are not finished say what is missing without them', () => {
  const [run] = comparison.unfinished;
  expect(unfinishedRows([run!])).toMatchObject([
    { id: 20, status: 'stopped', does: 'LaNMax λ=16', done: '40', missing: 'accuracy under noise of this seed' },
  ]);
  const error = { name: 'LabError', code: 'not-finite', message: 'The loss is NaN.', nextStep: '' } as const;
  expect(unfinishedRows([{ ...run!, error }])[0]).toMatchObject({ missing: 'The loss is NaN.' });
  expect(unfinishedRows([{ ...run!, kind: 'prepare', method: undefined, status: 'lost' }])[0]).toMatchObject({
    does: 'preparing',
    missing: 'clean and noisy accuracy, sensitivities; its process ended',
  });
});
