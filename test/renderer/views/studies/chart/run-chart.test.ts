import { describe, expect, it } from 'vitest';
import type { RunRow } from '../../../../../main/contract/workbench/runs.ts';
import { pointsInside } from '../../../../../renderer/charts/points-inside.ts';
import { brushedArea } from '../../../../../renderer/views/studies/chart/brushed-area.ts';
import {
  placesByMethod,
  pointText,
  runChartOption,
} from '../../../../../renderer/views/studies/chart/run-chart-option.ts';
import { isSamePoints, runPoints } from '../../../../../renderer/views/studies/chart/run-points.ts';
import { baseColumns } from '../../../../../renderer/views/studies/table/base-columns.ts';
import { runRow } from '../run-fixture.ts';

const axisOf = (key: string, log = false) => ({ column: baseColumns.find((column) => column.key === key)!, log });
const [x, y] = [axisOf('duration'), axisOf('accuracy')];

function run(id: number, methodName: string | undefined, durationSeconds: number | undefined, value?: number): RunRow {
  const accuracy = value === undefined ? undefined : { value, low: value - 0.01, high: value + 0.01, draws: 4 };
  return runRow({ id, methodName, method: methodName, durationSeconds, accuracy });
}
const rows = [run(1, 'saft', 10, 0.9), run(2, 'lanmax', 0, 0.8), run(3, 'saft', 30, 0.7), run(4, 'saft', 5)];

const look = {
  palette: 'default' as const,
  dark: false,
  tokens: { ink: 'black', inkFaint: 'grey', accent: 'blue' } as Parameters<typeof runChartOption>[5]['tokens'],
};

interface Drawn {
  readonly type: string;
  readonly name?: string;
  readonly data: readonly unknown[];
  readonly large?: boolean;
  readonly progressive?: number;
  readonly itemStyle?: { readonly opacity?: number };
}
function drawn(given: readonly RunRow[], selected: readonly number[] = []): readonly Drawn[] {
  const points = runPoints(given, x, y);
  const option = runChartOption(points, placesByMethod(points), x, y, new Set(selected), look);
  return (option as { series: readonly Drawn[] }).series;
}

describe('runPoints', () => {
  it('are runs with a number on both axes', () => {
    const points = runPoints(rows, x, y);
    expect(points.rows.map((row) => row.id)).toEqual([1, 2, 3]);
    expect([[...points.xs], [...points.ys], points.missing]).toEqual([[10, 0, 30], [0.9, 0.8, 0.7], 1]);
  });

  it('leave out what a logarithmic axis has no place for', () => {
    const points = runPoints(rows, axisOf('duration', true), y);
    expect([points.rows.map((row) => row.id), points.missing]).toEqual([[1, 3], 2]);
  });

  it('are the same when nothing that is drawn changed', () => {
    const renamed = rows.map((row) => ({ ...row, tags: ['a'] }));
    expect(isSamePoints(runPoints(rows, x, y), runPoints(renamed, x, y))).toBe(true);
    const moved = rows.map((row) => (row.id === 3 ? run(3, 'saft', 31, 0.7) : row));
    expect(isSamePoints(runPoints(rows, x, y), runPoints(moved, x, y))).toBe(false);
  });
});

describe('runChartOption', () => {
  it('draws a series a method, whole, with intervals', () => {
    const [saft, lanmax, intervals, ...others] = drawn(rows);
    expect([saft!.name, saft!.data]).toEqual([
      'saft',
      [
        [10, 0.9],
        [30, 0.7],
      ],
    ]);
    expect([lanmax!.name, lanmax!.data, lanmax!.progressive]).toEqual(['lanmax', [[0, 0.8]], 0]);
    expect(intervals!.type).toBe('custom');
    expect(others).toEqual([]);
  });

  it('dims what is not selected, draws the selected once more, and rings few of them', () => {
    const [saft, , , again, rings] = drawn(rows, [3]);
    expect(saft!.itemStyle!.opacity).toBeLessThan(0.5);
    expect([again!.data, rings!.data]).toEqual([[[30, 0.7]], [[30, 0.7]]]);
    expect(drawn(rows, [1, 2, 3])[0]!.itemStyle!.opacity).toBeGreaterThan(0.5);
  });

  it('draws every one of very many points, as one shape and without intervals', () => {
    const many = Array.from({ length: 5000 }, (_, index) => run(index + 1, 'saft', index, 0.5));
    const [saft, ...others] = drawn(many);
    expect([saft!.data.length, saft!.large, others.length]).toEqual([5000, true, 0]);
    expect(
      drawn(
        many,
        many.slice(0, 1000).map((row) => row.id),
      ),
    ).toHaveLength(2);
  });

  it('says of a point which run it is', () => {
    expect(pointText(rows[0]!, x, y).replaceAll('\u202f', ' ')).toBe(
      'Run 1: SAFT, seed 1\nDuration: 10 s\nAccuracy: 90.0 ± 1.0 %',
    );
  });
});

describe('brushedArea', () => {
  it('is what was drawn last, in the units of the axes', () => {
    const rectangle = {
      brushType: 'rect',
      coordRange: [
        [0, 2],
        [5, 6],
      ],
    };
    expect(brushedArea({ areas: [rectangle] })).toEqual({ x: [0, 2], y: [5, 6] });
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
    ];
    const outline = brushedArea({ areas: [rectangle, { brushType: 'polygon', coordRange: corners }] });
    expect(outline).toEqual(corners);
    expect(pointsInside(outline!, [0.2, 0.9], [0.2, 0.9])).toEqual([0]);
  });

  it('is nothing when nothing was drawn', () => {
    expect(brushedArea({ areas: [] })).toBeUndefined();
    expect(brushedArea({})).toBeUndefined();
    expect(brushedArea({ areas: [{ brushType: 'rect', coordRange: [[0, 1]] }] })).toBeUndefined();
    expect(brushedArea({ areas: [{ brushType: 'polygon', coordRange: [[0, 1]] }] })).toBeUndefined();
    expect(brushedArea({ areas: [{ brushType: 'rect' }] })).toBeUndefined();
  });
});
