import { expect, test } from 'vitest';
import { csvText } from '../../main/contract/text/separated-text.ts';
import { figureData } from '../../main/report/figure-data.ts';
import { comparison } from './comparison-fixture.ts';
import { memoryComparison } from './memory-fixture.ts';

const figures = figureData(memoryComparison, () => 0.01);
const figure = (name: string) => figures.find(({ file }) => file === name)!;

/** Rows as records by the names of their columns. */
function records(name: string): Record<string, unknown>[] {
  const { columns, rows } = figure(name);
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

test('has a file for each figure of the paper, and those that go with them', () => {
  expect(figures.map(({ file, rows }) => [file, rows.length])).toEqual([
    ['test-rate-against-training-rate.csv', 7],
    ['one-layer-random.csv', 2],
    ['energy-accuracy.csv', 4],
    ['energy-accuracy-by-seed.csv', 12],
    ['hypervolumes.csv', 3],
    ['savings.csv', 4],
    ['gains.csv', 2],
    ['assigned-rates.csv', 4],
    ['rate-history.csv', 8],
  ]);
  expect(figureData(comparison, () => undefined)).toEqual([]);
});

test('every row has as many cells as there are columns, and every column a name of its own', () => {
  for (const { file, columns, rows } of figures) {
    expect([file, new Set(columns).size]).toEqual([file, columns.length]);
    expect([file, ...new Set(rows.map((row) => row.length))]).toEqual([file, columns.length]);
  }
});

test('values lie under their names', () => {
  expect(records('test-rate-against-training-rate.csv')[2]).toEqual({
    profile: 'binary',
    method: 'uniform-bsc',
    label: 'uniform p=0.01',
    training_rate_per_bit: 0.01,
    test_rate_per_bit: 0.01,
    accuracy_fraction: 0.94,
    low: expect.closeTo(0.937),
    high: expect.closeTo(0.943),
    confidence: 0.95,
    interval_over: 'seeds',
    interval_n: 3,
  });
  expect(records('one-layer-random.csv')[1]).toMatchObject({ layer_number: 2, layer: 'fc', accuracy_fraction: 0.7 });
  expect(records('energy-accuracy.csv')[3]).toMatchObject({
    method: 'lanmax',
    network: 'wide-resnet-10-2',
    seeds: 3,
    energy_fraction_of_reference: 0.303,
    energy_low: expect.closeTo(0.292),
    accuracy_fraction: 0.9512,
    accuracy_high: expect.closeTo(0.9552),
    accuracy_interval_n: 3,
    dominated_in_its_method: false,
    dominated: false,
  });
  expect(records('energy-accuracy-by-seed.csv').at(-1)).toMatchObject({ seed: 3, run: 13, draws: 2 });
  expect(records('savings.csv')[1]).toMatchObject({ against: 'reliable', factor: 3.3, low: 0, high: 3.61 });
  expect(records('gains.csv')[0]).toMatchObject({ gain_accuracy_fraction: 0.0142, low: 0.0061 });
  expect(records('assigned-rates.csv')[1]).toMatchObject({ layer: 'fc', weights: 3000, rate_per_bit: 0.1, bank: 1 });
  expect(records('rate-history.csv')[3]).toMatchObject({ epoch: 2, layer: 'fc', slope_standard_error: 0.09 });
});

test('what is not known is an empty cell: an end of an interval, an error of a slope', () => {
  const { fronts, rateHistories } = memoryComparison;
  const [, saving] = fronts!.savings;
  const [history] = rateHistories;
  const [update] = history!.updates;
  const data = figureData(
    {
      ...memoryComparison,
      fronts: { ...fronts!, savings: [{ ...saving!, factor: { ...saving!.factor, low: 2.7, high: Infinity } }] },
      rateHistories: [
        {
          ...history!,
          updates: [{ ...update!, layers: [{ layer: 'fc', rate: 0.05, slope: 0, standardError: Infinity }] }],
        },
      ],
    },
    () => undefined,
  );
  const text = (name: string) => {
    const { columns, rows } = data.find(({ file }) => file === name)!;
    return csvText(columns, rows);
  };
  expect(text('savings.csv')).toContain('\r\nlanmax,reliable,0.9512,3.3,2.7,,0.95,resamples,2000\r\n');
  expect(text('rate-history.csv')).toContain(',1,fc,0.05,0,,0.4,0.123\r\n');
});
