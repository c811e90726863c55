import { describe, expect, test } from 'vitest';
import { cellText } from '../../../../../renderer/components/table-text.ts';
import { axisIntervals } from '../../../../../renderer/views/compare/runs/axis-intervals.ts';
import {
  axesOf,
  configurationRows,
  runRows,
  usualAxes,
  withColumns,
} from '../../../../../renderer/views/compare/runs/comparison-rows.ts';
import {
  linkedColumns,
  linkedRows,
  nextSorting,
  sortedPlaces,
  type LinkedRow,
} from '../../../../../renderer/views/compare/runs/linked-rows.ts';
import { describeRow, parallelTable } from '../../../../../renderer/views/compare/runs/parallel-table.ts';
import { comparison } from '../compare-fixture.ts';
import { cellsOf, plain } from '../report-lines.ts';

const runs = runRows(comparison);
const configurations = configurationRows(runs);
const lanmax = configurations.find(({ title }) => title === 'LaNMax λ=4')!;

describe('rows', () => {
  test('one for each finished training run, with its energy where it has a memory', () => {
    expect(runs).toHaveLength(18);
    expect(runs.find(({ key }) => key === '14')).toMatchObject({
      runIds: [14],
      method: 'lanmax',
      values: {
        method: 'LaNMax',
        label: 'LaNMax λ=1',
        seed: 1,
        energy: 0.4165,
        accuracy: expect.closeTo(0.9652, 12),
        'method.tradeoff': 1,
        'method.outer.nesterov': 'true',
      },
    });
    expect(runRows({ ...comparison, fronts: undefined })[0]!.values['energy']).toBeUndefined();
  });

  test('a configuration is the mean over its runs', () => {
    expect(configurations).toHaveLength(6);
    expect(lanmax.runIds).toEqual([17, 18, 19]);
    expect(lanmax.values['accuracy']).toBeCloseTo(0.9188, 12);
    expect(lanmax.values['seed']).toBeUndefined();
    expect(lanmax.values['label']).toBe('LaNMax λ=4');
  });

  test('take over what the store knows of each run', () => {
    const ids = runs.flatMap(({ runIds }) => runIds);
    const rates = ids.map((id) => (id === 3 ? null : id / 100));
    const more = withColumns(runs, { 'configuration.training.batch': rates }, ids);
    expect(more[0]!.values['configuration.training.batch']).toBe(0.02);
    expect(more[1]!.values['configuration.training.batch']).toBeUndefined();
    expect(more[1]!.values['seed']).toBe(2);
  });
});

describe('axes', () => {
  const axes = axesOf(runs, [{ key: 'configuration.training.batch', title: 'training.batch' }]);

  test('what was measured stands at the right, what the method was told before it', () => {
    expect(axes.slice(-3).map(({ key }) => key)).toEqual(['energy', 'recoveredClean', 'accuracy']);
    expect(axes.map(({ key }) => key)).toContain('method.tradeoff');
    expect(axes.map(({ key }) => key)).not.toContain('configuration.training.batch');
  });

  test('at first only those that vary are shown', () => {
    expect(usualAxes(axes)).toEqual(['method', 'seed', 'method.rate', 'method.tradeoff', 'energy', 'accuracy']);
    expect(axes.find(({ key }) => key === 'profile')).toMatchObject({ varies: false });
  });

  test('say a line in words, with units', () => {
    const shown = usualAxes(axes).map((key) => axes.find((axis) => axis.key === key)!);
    expect(plain(describeRow(runs[12]!, shown)).split('\n')).toEqual([
      'LaNMax λ=1, seed 1 (run 14)',
      'Method: LaNMax',
      'Seed: 1.000',
      'tradeoff: 1.000',
      'Energy: 41.65 % of reference',
      'Under noise: 96.52 %',
    ]);
    const { columns, rows } = parallelTable(runs, shown);
    expect(cellsOf(columns, rows, ['title', 'energy'])[12]).toEqual(['LaNMax λ=1, seed 1', '41.65']);
  });

  test('are found again when they were brushed', () => {
    const shown = axes.slice(0, 2);
    expect(axisIntervals({ parallelAxisId: 'axis-1', intervals: [[1, 2]] }, shown)).toEqual({
      [shown[1]!.key]: [[1, 2]],
    });
    expect(axisIntervals({ parallelAxisId: 'axis-7', intervals: [] }, shown)).toBeUndefined();
    expect(axisIntervals({ parallelAxisId: 'other', intervals: [] }, shown)).toBeUndefined();
  });
});

describe('the table under the charts', () => {
  const textOf = (rows: readonly LinkedRow[], perConfiguration: boolean, label: string): string[] => {
    const columns = linkedColumns(rows, perConfiguration);
    const row = rows.find(({ values }) => values['label'] === label)!;
    return columns.map((column) => plain(cellText(column, row as never)));
  };

  test('has the intervals of configurations', () => {
    const rows = linkedRows(comparison, configurations, true);
    expect(linkedColumns(rows, true).map(({ key }) => key)).toEqual([
      ...['method', 'label', 'energy', 'accuracy', 'recoveredClean', 'over', 'dominated', 'runs'],
    ]);
    expect(textOf(rows, true, 'LaNMax λ=4')).toEqual([
      ...['LaNMax', 'LaNMax λ=4', '33.7 ± 1.6', '91.9 ± 1.2', '97.50 ± 0.21', '3 seeds', 'none', '17, 18, 19'],
    ]);
  });

  test('of runs has what was measured of each', () => {
    const rows = linkedRows(comparison, runs, false);
    expect(textOf(rows, false, 'SAFT k=1, p=0.01')).toEqual(['SAFT', 'SAFT k=1, p=0.01', '1', '35.98', '84.54', '11']);
  });

  test('sorts numbers by value and words by alphabet, what has none last', () => {
    const rows = linkedRows(comparison, configurations, true);
    const sorted = (key: string, descending: boolean) =>
      sortedPlaces(rows, { key, descending }).map((place) => rows[place]!.title);
    expect(sorted('accuracy', true).slice(0, 2)).toEqual(['noise injection p=0.001', 'LaNMax λ=1']);
    expect(sorted('label', false)[0]).toBe('LaNMax λ=1');
    const bare = [{ ...rows[0]!, values: {} }, ...rows.slice(1)];
    expect(sortedPlaces(bare, { key: 'energy', descending: true }).at(-1)).toBe(0);
    expect(sortedPlaces(bare, { key: 'energy', descending: false }).at(-1)).toBe(0);
    expect(sortedPlaces(rows, undefined)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a click sorts up, then down, then not', () => {
    const up = nextSorting(undefined, 'energy');
    const down = nextSorting(up, 'energy');
    expect([up, down, nextSorting(down, 'energy')]).toEqual([
      { key: 'energy', descending: false },
      { key: 'energy', descending: true },
      undefined,
    ]);
    expect(nextSorting(down, 'label')).toEqual({ key: 'label', descending: false });
  });
});
