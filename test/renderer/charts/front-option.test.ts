import { describe, expect, test } from 'vitest';
import { frontLine } from '../../../renderer/charts/front-line.ts';
import { chartPlaces, frontOption, shownPoints, shownWindow } from '../../../renderer/charts/front-option.ts';
import { chartPoint, frontChart, points } from './front-fixture.ts';

type Series = { id: string; type: string; data: readonly unknown[]; [name: string]: unknown };
const seriesOf = (option: Record<string, unknown>): Record<string, Series> =>
  Object.fromEntries((option['series'] as Series[]).map((each) => [each.id, each]));

describe('frontLine', () => {
  test('is straight between points where the axis is linear', () => {
    const positions = [
      { energy: 0.6, accuracy: 0.94 },
      { energy: 0.3, accuracy: 0.85 },
    ];
    expect(frontLine(positions, false)).toEqual([
      [0.3, 0.85],
      [0.6, 0.94],
    ]);
  });

  test('is linear in energy on a logarithmic axis too, by pieces', () => {
    const line = frontLine(
      [
        { energy: 0.1, accuracy: 0.8 },
        { energy: 0.9, accuracy: 0.96 },
      ],
      true,
    );
    expect(line.length).toBeGreaterThan(10);
    for (const [energy, accuracy] of line) expect(accuracy).toBeCloseTo(0.8 + ((energy - 0.1) / 0.8) * 0.16, 12);
    expect(line.at(-1)).toEqual([0.9, 0.96]);
  });
});

describe('frontOption', () => {
  test('every method has its line, its marks and its intervals; dominated points stay', () => {
    const series = seriesOf(frontOption(frontChart()));
    expect(series['uniform-bsc/front']!.data).toEqual([
      [0.3, 0.85, 0],
      [0.6, 0.94, 1],
    ]);
    expect(series['uniform-bsc/dominated']!.data).toEqual([[0.7, 0.9, 2]]);
    expect(series['uniform-bsc/intervals']!.data).toHaveLength(2);
    expect(series['uniform-bsc/dominated-intervals']!.data).toHaveLength(1);
    expect(series['lanmax/dominated']!.data).toEqual([]);
    expect(series['lanmax/front']!['symbol']).not.toBe(series['uniform-bsc/front']!['symbol']);
    expect(series['lanmax/line']!['lineStyle']).not.toEqual(series['uniform-bsc/line']!['lineStyle']);
  });

  test('dominated points and methods can be left out', () => {
    const without = frontChart({ showDominated: false, hidden: new Set(['lanmax']) });
    expect(shownPoints(without)).toEqual([0, 1]);
    const series = seriesOf(frontOption(without));
    expect(series['uniform-bsc/dominated']!.data).toEqual([]);
    expect(Object.keys(series).some((id) => id.startsWith('lanmax'))).toBe(false);
  });

  test('the axes take in every interval that is shown and are in per cent of the reference', () => {
    const { x, y } = shownWindow(frontChart());
    expect(x!.min).toBeLessThan(0.19);
    expect(x!.max).toBeGreaterThan(0.735);
    expect([y!.min < 0.84, y!.max > 0.96]).toEqual([true, true]);
    const option = frontOption(frontChart()) as { xAxis: { type: string; name: string }; yAxis: { name: string } };
    expect(option.xAxis).toMatchObject({ type: 'log', name: 'Memory energy (% of the reference)' });
    expect(option.yAxis.name).toContain('(%)');
    expect(frontOption(frontChart({ logarithmic: false }))['xAxis']).toMatchObject({ type: 'value' });
  });

  test('marks are found again by their place in the list', () => {
    const option = frontOption(frontChart());
    const places = chartPlaces(option['series'] as Series[]);
    expect(places.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    for (const { index, seriesIndex, dataIndex } of places) {
      const data = (option['series'] as Series[])[seriesIndex]!.data[dataIndex] as number[];
      expect(data).toEqual([points[index]!.energy.value, points[index]!.accuracy.value, index]);
    }
  });

  test('the tooltip describes the point, and is drawn on the canvas', () => {
    const { tooltip } = frontOption(frontChart()) as {
      tooltip: { renderMode: string; formatter(item: unknown): string };
    };
    expect(tooltip.renderMode).toBe('richText');
    expect(tooltip.formatter({ value: [0.4, 0.95, 4] })).toBe('point 4');
    expect(tooltip.formatter({ value: 'x' })).toBe('');
  });

  test('pinned points keep their labels; those that are gone are not', () => {
    const series = seriesOf(frontOption(frontChart({ pinned: [4, 98] })));
    const [pin] = series['pinned']!.data as { label: { formatter(): string } }[];
    expect(series['pinned']!.data).toHaveLength(1);
    expect(pin!.label.formatter()).toBe('label 4');
  });

  test('thousands of points keep their marks, and error bars on the fronts only', () => {
    const many = Array.from({ length: 5000 }, (_, index) => chartPoint('lanmax', 0.1 + index / 1e4, 0.5, index > 3));
    const series = seriesOf(frontOption(frontChart({ points: many })));
    expect(series['lanmax/dominated']).toMatchObject({ large: true, symbolSize: 3, progressive: 0 });
    expect(series['lanmax/dominated']!.data).toHaveLength(4996);
    expect(series['lanmax/intervals']!.data).toHaveLength(4);
    expect(series['lanmax/dominated-intervals']).toBeUndefined();
  });
});

describe('cursors', () => {
  const markLine = (cursors: Parameters<typeof frontChart>[0] & object) =>
    seriesOf(frontOption(frontChart(cursors)))['cursors']!['markLine'] as { data: unknown[] };

  test('a line across for each, and what lies between the fronts', () => {
    const { data } = markLine({
      cursors: {
        accuracy: 0.9,
        energy: 0.4,
        saving: { method: 0.3, against: 0.45, text: '1.5×' },
        gain: { method: 0.95, against: 0.88, text: '+7 points' },
      },
    });
    expect(data).toMatchObject([
      { yAxis: 0.9 },
      { xAxis: 0.4 },
      [{ coord: [0.3, 0.9], label: { formatter: '1.5×' } }, { coord: [0.45, 0.9] }],
      [{ coord: [0.4, 0.88] }, { coord: [0.4, 0.95] }],
    ]);
  });

  test('nothing between fronts of which one does not reach so far', () => {
    expect(markLine({ cursors: { accuracy: 0.99, saving: { method: 0.3, text: '' } } }).data).toEqual([
      { yAxis: 0.99 },
    ]);
    expect(markLine({ cursors: {} }).data).toEqual([]);
  });
});
