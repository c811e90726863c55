import { expect, test } from 'vitest';
import type { ChartTokens } from '../../../../../renderer/charts/theme-tokens.ts';
import {
  classCountPoints,
  classCountsOption,
  classCountTable,
} from '../../../../../renderer/views/new-study/data/class-counts-chart.ts';

const part = (name: 'train' | 'validation' | 'test', classCounts: number[]) => ({
  part: name,
  images: classCounts.reduce((sum, count) => sum + count, 0),
  classCounts,
  checksum: 'ab',
});
const description = { classes: ['cat', 'dog'], parts: [part('train', [1000, 7]), part('test', [3, 2])] };
const tokens = { accent: 'accent', inkFaint: 'faint', surfaceRaised: 'raised' } as ChartTokens;

interface AxisLabel {
  formatter(name: string): string;
}

test('parts stand side by side, each with its own fill', () => {
  const option = classCountsOption(description, tokens);
  const series = option['series'] as { name: string; data: number[]; itemStyle: unknown }[];
  expect(series.map(({ name, data }) => [name, data])).toEqual([
    ['training', [1000, 7]],
    ['test', [3, 2]],
  ]);
  expect(series[0]!.itemStyle).not.toEqual(series[1]!.itemStyle);
});

test('names that do not fit side by side are turned, all of them shown', () => {
  const long = Array.from({ length: 10 }, (_, index) => `class number ${index}`);
  const option = classCountsOption({ classes: long, parts: [] }, tokens) as { xAxis: { axisLabel: object } };
  expect(option.xAxis.axisLabel).toMatchObject({ interval: 0, rotate: 40 });
});

test('one long name leaves the chart its room, and is whole in the table and the points', () => {
  const long = 'a very long class name that goes on and on and on, with commas & ampersands_and_underscores';
  const one = { classes: [long, 'cat', 'dog'], parts: [part('train', [3, 4, 5])] };
  const { xAxis } = classCountsOption(one, tokens) as { xAxis: { data: string[]; axisLabel: AxisLabel } };
  expect(xAxis.axisLabel.formatter(long)).toBe('a very lo…erscores');
  expect(xAxis.axisLabel).toMatchObject({ interval: 0, rotate: 40 });
  expect(xAxis.data[0]).toBe(long);
  expect(classCountTable(one).rows[0]).toMatchObject({ class: long });
  expect(classCountPoints(one)[0]!.text).toContain(long);
});

test('the table and the points say the same', () => {
  expect(classCountTable(description).rows).toEqual([
    { class: 'cat', train: 1000, test: 3 },
    { class: 'dog', train: 7, test: 2 },
  ]);
  expect(classCountPoints(description).map(({ text }) => text)).toEqual([
    'cat: 1,000 training images',
    'dog: 7 training images',
    'cat: 3 test images',
    'dog: 2 test images',
  ]);
});
