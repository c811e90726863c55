import { describe, expect, test } from 'vitest';
import {
  drawnRows,
  linePlaces,
  lineOpacity,
  mostLines,
  parallelOption,
} from '../../../renderer/charts/parallel-option.ts';
import {
  axisOf,
  canBeLogarithmic,
  isLogarithmic,
  movedAxis,
  rowsWithin,
  type ParallelRow,
} from '../../../renderer/charts/parallel-rows.ts';
import { look } from './front-fixture.ts';

function row(key: string, values: ParallelRow['values'], method = 'lanmax'): ParallelRow {
  return { key, runIds: [Number(key)], method, title: `row ${key}`, values };
}

const rows = [
  row('1', { method: 'LaNMax', energy: 0.2, rate: 0.001, seed: 1 }),
  row('2', { method: 'LaNMax', energy: 0.4, rate: 0.1, seed: 1 }),
  row('3', { method: 'SAFT', energy: 0.6, seed: 1 }, 'saft'),
];
const axes = ['method', 'energy', 'rate', 'seed'].map((key) => axisOf({ key, title: key }, rows)!);
const [method, energy, rate, seed] = axes;

describe('axes', () => {
  test('are of names or of numbers, logarithmic where these are far apart', () => {
    expect(method).toMatchObject({ kind: 'category', categories: ['LaNMax', 'SAFT'], varies: true });
    expect(energy).toMatchObject({ kind: 'number', scale: 'linear', varies: true });
    expect(rate).toMatchObject({ kind: 'number', scale: 'logarithmic', varies: true });
    expect(isLogarithmic(rate!)).toBe(true);
    expect(seed).toMatchObject({ varies: false });
    expect(axisOf({ key: 'nothing', title: '' }, rows)).toBeUndefined();
  });

  test('what only some rows have, and have alike, does not vary', () => {
    const some = [row('1', { k: 2 }), row('2', {})];
    expect(axisOf({ key: 'k', title: 'k' }, some)).toMatchObject({ varies: false });
  });

  test('only values above 0 have a logarithm', () => {
    expect(canBeLogarithmic(energy!, rows)).toBe(true);
    expect(canBeLogarithmic(energy!, [...rows, row('4', { energy: 0 })])).toBe(false);
    expect(canBeLogarithmic(method!, rows)).toBe(false);
  });

  test('move one place, and not beyond the ends', () => {
    expect(movedAxis(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(movedAxis(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
    expect(movedAxis(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
    expect(movedAxis(['a', 'b', 'c'], 'd', 1)).toEqual(['a', 'b', 'c']);
  });
});

describe('rows within ranges', () => {
  test('lie in every axis that is brushed, ends included', () => {
    expect(rowsWithin(rows, axes, { energy: [[0.2, 0.4]] })).toEqual([0, 1]);
    expect(rowsWithin(rows, axes, { energy: [[0.4, 0.2]], rate: [[0.01, 1]] })).toEqual([1]);
    expect(rowsWithin(rows, axes, { energy: [] })).toEqual([0, 1, 2]);
  });

  test('several ranges of one axis are alternatives, names go by their place', () => {
    expect(
      rowsWithin(rows, axes, {
        energy: [
          [0, 0.3],
          [0.5, 1],
        ],
      }),
    ).toEqual([0, 2]);
    expect(rowsWithin(rows, axes, { method: [[0.5, 1]] })).toEqual([2]);
  });

  test('a row without a value lies in no range of that axis', () => {
    expect(rowsWithin(rows, axes, { rate: [[-Infinity, Infinity]] })).toEqual([0, 1]);
  });
});

describe('parallelOption', () => {
  const chart = { axes, rows, look, selected: new Set<number>(), describe: (each: ParallelRow) => each.title };
  type Data = { value: unknown[]; row: number };
  const seriesOf = (option: Record<string, unknown>) =>
    Object.fromEntries((option['series'] as { id: string; data: Data[] }[]).map((series) => [series.id, series]));

  test('every row is a line of its method; a value that is missing leaves a gap', () => {
    const series = seriesOf(parallelOption(chart));
    expect(series['lanmax/lines']!.data).toEqual([
      { value: ['LaNMax', 0.2, 0.001, 1], row: 0 },
      { value: ['LaNMax', 0.4, 0.1, 1], row: 1 },
    ]);
    expect(series['saft/lines']!.data).toEqual([{ value: ['SAFT', 0.6, '-', 1], row: 2 }]);
    expect(series['saft/lines']).not.toHaveProperty('lineStyle.color', look.tokens.ink);
  });

  test('rows that are not selected fade', () => {
    const series = seriesOf(parallelOption({ ...chart, selected: new Set([1]) }));
    expect(series['lanmax/lines']!.data.map((each) => each.row)).toEqual([1]);
    expect(series['lanmax/others']!.data.map((each) => each.row)).toEqual([0]);
    expect(series['saft/others']!.data.map((each) => each.row)).toEqual([2]);
  });

  test('its axes have units, scales and an id to be brushed by', () => {
    const withUnit = { ...energy!, unit: '% of reference', percent: true };
    const option = parallelOption({ ...chart, axes: [withUnit, rate!] });
    const [first, second] = option['parallelAxis'] as Record<string, unknown>[];
    expect(first).toMatchObject({ id: 'axis-0', type: 'value', name: 'energy\n(% of reference)' });
    expect(second).toMatchObject({ id: 'axis-1', type: 'log' });
    const { formatter } = first!['axisLabel'] as { formatter(value: number): string };
    expect([0.2, 0.255, 0.01].map(formatter)).toEqual(['20', '25.5', '1']);
  });

  test('lines are found again by their row', () => {
    const option = parallelOption({ ...chart, selected: new Set([1]) });
    const places = linePlaces(option);
    expect([...places.keys()].toSorted()).toEqual([0, 1, 2]);
    for (const [place, { seriesIndex, dataIndex }] of places) {
      const data = (option['series'] as { data: Data[] }[])[seriesIndex]!.data[dataIndex]!;
      expect(data.row).toBe(place);
    }
  });

  test('of very many only an even choice is drawn, of those selected and of the others', () => {
    const selected = new Set(Array.from({ length: 5000 }, (_, index) => index));
    const { lines, others } = drawnRows(20_000, selected);
    expect([lines.length, others.length]).toEqual([mostLines, mostLines]);
    expect([lines[0], others[0]]).toEqual([0, 5000]);
    expect(new Set(lines).size).toBe(mostLines);
    expect(drawnRows(3, new Set())).toEqual({ lines: [0, 1, 2], others: [] });
    expect(lineOpacity(10_000)).toBeLessThan(lineOpacity(10));
  });
});
