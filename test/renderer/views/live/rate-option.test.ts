import { expect, test } from 'vitest';
import type { RateUpdate } from '../../../../main/contract/run.ts';
import type { ChartTokens } from '../../../../renderer/charts/theme-tokens.ts';
import {
  layerLook,
  mostLines,
  ratesAlongLayers,
  ratesOverEpochs,
  rateRows,
  rateTicks,
  shownUpdates,
} from '../../../../renderer/views/live/rate-option.ts';

const tokens = { accent: 'a', warning: 'w', success: 's', danger: 'd', inkSoft: 'i', inkFaint: 'f' } as ChartTokens;
const update = (epoch: number, rates: readonly number[]): RateUpdate => ({
  epoch,
  energy: 0.5,
  bestLoss: 1,
  layers: rates.map((rate, index) => ({ layer: `fc${index + 1}`, rate, slope: -1, standardError: 0.1 })),
});
const updates = [update(1, [0.01, 0.01, 0.01]), update(2, [0.02, 0.009, 0]), update(3, [0.04, 0.008, 0.01])];

test('a row for each layer and epoch', () => {
  expect(rateRows(updates)).toHaveLength(9);
  expect(rateRows(updates)[3]).toEqual({ epoch: 2, layer: 'fc1', rate: 0.02, slope: -1, standardError: 0.1 });
});

test('layers that are drawn as lines are told apart by their marks alone, and neighbours by their dashes too', () => {
  const looks = Array.from({ length: mostLines }, (_, index) => layerLook(index, tokens));
  expect(new Set(looks.map(({ symbol }) => symbol)).size).toBe(mostLines);
  expect(new Set(looks.map(({ color, dash }) => `${color} ${dash}`)).size).toBe(mostLines);
  for (let index = 1; index < mostLines; index++) {
    expect(looks[index]!.color).not.toBe(looks[index - 1]!.color);
    expect(looks[index]!.dash).not.toEqual(looks[index - 1]!.dash);
  }
});

test('the axis is as wide as the rates are apart', () => {
  const { min, max, axisLabel } = ratesOverEpochs(updates, tokens)['yAxis'] as {
    min: number;
    max: number;
    axisLabel: { customValues: readonly number[]; formatter(value: number): string };
  };
  expect(min).toBeGreaterThan(0.006);
  expect(min).toBeLessThan(0.008);
  expect(max).toBeGreaterThan(0.04);
  expect(max).toBeLessThan(0.06);
  expect(axisLabel.customValues.length).toBeGreaterThanOrEqual(3);
  expect(axisLabel.formatter(axisLabel.customValues[0]!)).toMatch(/^0\.0\d+$/);
});

test('rates that are close together have ticks between them, far apart ones those of the decades', () => {
  expect(rateTicks({ min: 0.0096, max: 0.0107 })).toEqual([0.00975, 0.01, 0.01025, 0.0105]);
  expect(rateTicks({ min: 0.0098, max: 0.0101 })).toEqual([0.0098, 0.0099, 0.01, 0.0101]);
  expect(rateTicks({ min: 9e-6, max: 0.5 })).toEqual([0.00001, 0.0001, 0.001, 0.01, 0.1]);
});

test('a rate of 0 has no place on a logarithmic axis', () => {
  const series = ratesOverEpochs(updates, tokens)['series'] as readonly { name: string; data: readonly unknown[] }[];
  expect(series.map(({ name, data }) => [name, data.length])).toEqual([
    ['fc1', 3],
    ['fc2', 3],
    ['fc3', 2],
  ]);
  const along = ratesAlongLayers(updates, tokens)['series'] as readonly { data: readonly unknown[] }[];
  expect(along.map(({ data }) => data)).toEqual([
    [0.01, 0.01, 0.01],
    [0.02, 0.009, '-'],
    [0.04, 0.008, 0.01],
  ]);
});

test('of many epochs the first, the last and some between are drawn along the layers', () => {
  const many = Array.from({ length: 40 }, (_, index) => update(index + 1, [0.01]));
  const epochs = shownUpdates(many).map(({ epoch }) => epoch);
  expect(epochs).toHaveLength(6);
  expect([epochs[0], epochs.at(-1)]).toEqual([1, 40]);
  expect(shownUpdates(many.slice(0, 3))).toHaveLength(3);
});

test('without a legend where there would be too many lines', () => {
  const wide = [update(1, Array<number>(22).fill(0.01))];
  expect(ratesOverEpochs(wide, tokens)['legend']).toBeUndefined();
  expect(ratesOverEpochs(updates, tokens)['legend']).toMatchObject({ data: ['fc1', 'fc2', 'fc3'] });
  expect(ratesOverEpochs([], tokens)['series']).toEqual([]);
});
