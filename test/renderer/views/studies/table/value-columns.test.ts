import { describe, expect, it } from 'vitest';
import type { RunColumn } from '../../../../../main/contract/workbench/runs.ts';
import { columnGroups } from '../../../../../renderer/views/studies/table/column-groups.ts';
import { groupText } from '../../../../../renderer/views/studies/table/group-text.ts';
import type { RunGroup } from '../../../../../renderer/views/studies/table/group-runs.ts';
import { valueColumn } from '../../../../../renderer/views/studies/table/value-columns.ts';
import { runRow } from '../run-fixture.ts';

function text(column: Partial<RunColumn>, value: number | string | undefined): string {
  const full: RunColumn = { key: 'some', title: 'Some', group: 'metrics', type: 'number', ...column };
  return valueColumn(full, () => value)
    .text(runRow())
    .replaceAll('\u202f', ' ');
}

describe('valueColumn', () => {
  it.each([
    [{ key: 'accuracy.noisy', unit: 'fraction' }, 0.91234, '91.23 %'],
    [{ key: 'energy', unit: 'fraction' }, 0.0051234, '0.512 %'],
    [{ unit: 's' }, 80, '1 min 20 s'],
    [{ unit: 'ms' }, 12.345, '12.3 ms'],
    [{ unit: '×' }, 1.3579, '1.36×'],
    [{ unit: 'reliable bits' }, 1234.5, '1,235 reliable bits'],
    [{}, 1200, '1,200'],
    [{}, 0.123456, '0.1235'],
    [{}, Number.NaN, ''],
    [{}, undefined, ''],
    [{ type: 'text' as const }, 'graph', 'graph'],
  ])('%o writes %s as %s', (column, value, expected) => expect(text(column, value)).toBe(expected));

  it('reads times as dates, so that filters compare them as such', () => {
    const ended = valueColumn({ key: 'time.ended', title: 'Ended', group: 'time', type: 'text' }, () =>
      new Date(2026, 10, 20, 9, 5).toISOString(),
    );
    expect([ended.type, ended.text(runRow())]).toEqual(['date', '2026-11-20 09:05']);
  });

  it('lets filters take percent of fractions, and units of the others', () => {
    const of = (unit: string) =>
      valueColumn({ key: 'some', title: 'Some', group: 'time', type: 'number', unit }, () => 1);
    expect([of('fraction').unit, of('fraction').percent, of('ms').unit]).toEqual([undefined, true, 'ms']);
  });
});

describe('columnGroups', () => {
  const columns = ['metric.loss.last', 'metric.accuracy.last', 'energy'].map((key) =>
    valueColumn(
      { key, title: key.replaceAll('.', ' '), group: key === 'energy' ? 'energy' : 'metrics', type: 'number' },
      () => 1,
    ),
  );

  it('finds columns that have every word of a search', () => {
    const found = (search: string) =>
      columnGroups(columns, search).map((group) => [group.title, group.columns.map((column) => column.key)]);
    expect(found('')).toEqual([
      ['Metrics', ['metric.loss.last', 'metric.accuracy.last']],
      ['Energy', ['energy']],
    ]);
    expect(found('last LOSS')).toEqual([['Metrics', ['metric.loss.last']]]);
    expect(found('nothing')).toEqual([]);
  });
});

describe('groupText', () => {
  const group: RunGroup = {
    group: 'a',
    title: 'A',
    methodName: undefined,
    runs: 3,
    configurations: 1,
    finished: 3,
    accuracy: { mean: 0.912, standardDeviation: 0.004, n: 3 },
    collapsed: false,
    ids: [1, 2, 3],
  };
  const said = (change: Partial<RunGroup>) => groupText({ ...group, ...change }).replaceAll('\u202f', ' ');

  it('is a mean over seeds only where nothing but the seed differs', () => {
    expect(said({})).toBe('3 runs · 91.2 ± 0.4 %, mean ± sd over 3 seeds');
    expect(said({ configurations: 2 })).toBe('3 runs · 91.2 ± 0.4 %, mean ± sd over 3 runs of 2 configurations');
  });

  it('has no deviation for one run, and no mean for none', () => {
    const one = { mean: 0.9, standardDeviation: Number.NaN, n: 1 };
    expect(said({ runs: 2, finished: 1, accuracy: one })).toBe('2 runs, 1 finished · 90.0 %, n = 1');
    expect(said({ accuracy: undefined, finished: 0 })).toBe('3 runs, 0 finished');
  });
});
