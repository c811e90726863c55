import { expect, test } from 'vitest';
import { dataSchema } from '../../../../../main/contract/data.ts';
import {
  classCountPoints,
  classCountsOption,
  classCountTable,
} from '../../../../../renderer/views/new-study/data/class-counts-chart.ts';
import {
  headerChoice,
  headerChoices,
  headerValue,
  labelColumn,
} from '../../../../../renderer/views/new-study/data/csv-choices.ts';
import { dataSources, sourceVariants } from '../../../../../renderer/views/new-study/data/data-sources.ts';
import { formatFeature, shownColumns } from '../../../../../renderer/views/new-study/data/feature-columns.ts';
import type { ChartTokens } from '../../../../../renderer/charts/theme-tokens.ts';

test('every source of the contract can be chosen', () => {
  expect(dataSources.map(({ value }) => value)).toEqual(dataSchema.options.map(({ shape }) => shape.source.value));
});

test('fields that another source does not have are exchanged, a path is asked for', () => {
  const common = ['source', 'limits', 'validation', 'seed'];
  const exchanged = sourceVariants('csv', 'npz').map(({ path }) => path[1]);
  const own = new Set(
    dataSchema.options.flatMap(({ shape }) => Object.keys(shape)).filter((key) => !common.includes(key)),
  );
  expect(new Set(exchanged)).toEqual(own);
  expect(sourceVariants('glyphs', 'csv').find(({ path }) => path[1] === 'path')?.first).toBe('');
  expect(sourceVariants('csv', 'glyphs').every(({ first }) => first === undefined)).toBe(true);
});

test('the header and the column of the class are written as the contract takes them', () => {
  for (const { value } of headerChoices) expect(headerChoice(headerValue(value))).toBe(value);
  expect([labelColumn(''), labelColumn(' '), labelColumn('3'), labelColumn('0'), labelColumn('kind')]).toEqual([
    undefined,
    undefined,
    3,
    '0',
    'kind',
  ]);
});

test('features are shown with four digits, and how many are not shown is said', () => {
  expect([1 / 3, -1234.56, 0, NaN].map(formatFeature)).toEqual(['0.3333', '\u22121235', '0', '–']);
  const column = { name: 'a', mean: 0, standardDeviation: 1 };
  expect(shownColumns({ count: 1, columns: [column], rows: [] })).toBe('');
  expect(shownColumns({ count: 30, columns: [column, column], rows: [] })).toBe('The first 2 of 30 features.');
});

test('the chart counts rows where there are features', () => {
  const features = { count: 1, columns: [], rows: [] };
  const described = {
    classes: ['a'],
    parts: [{ part: 'train' as const, images: 2, classCounts: [2], checksum: '' }],
    features,
  };
  expect(classCountsOption(described, {} as ChartTokens)['yAxis']).toMatchObject({ name: 'Rows' });
  expect(classCountPoints(described)[0]!.text).toBe('a: 2 training rows');
  expect(classCountTable(described).columns[1]!.label).toBe('training rows');
});
