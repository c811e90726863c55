import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axis, grid, tickLabel, tooltip } from '../../../renderer/charts/base-option.ts';
import { bar, errorBars } from '../../../renderer/charts/error-bars.ts';
import { methodLabel, methodStyle, styledMethods } from '../../../renderer/charts/method-style.ts';
import { optionStructure } from '../../../renderer/charts/option-structure.ts';
import { paletteNames } from '../../../renderer/charts/palettes.ts';
import { readChartTokens } from '../../../renderer/charts/theme-tokens.ts';
import { mergeOption, themedOption } from '../../../renderer/charts/themed-option.ts';

const tokens = readChartTokens((property) => ` value of ${property} `);

describe('methods', () => {
  test('have a shape and a hue of their own', () => {
    for (const palette of paletteNames) {
      const styles = styledMethods.map((method) => methodStyle(method, palette, false));
      expect(new Set(styles.map(({ color }) => color)).size).toBe(6);
      expect(new Set(styles.map(({ shape }) => shape)).size).toBe(6);
      expect(new Set(styles.map(({ symbol }) => symbol)).size).toBe(6);
    }
  });

  test('keep their shape on every palette and theme, not their colour', () => {
    const [light, dark] = [false, true].map((dark) => methodStyle('saft', 'default', dark));
    expect(dark).toMatchObject({ shape: 'circle', symbol: 'circle', dash: 'solid', label: 'SAFT' });
    expect(light!.shape).toBe(dark!.shape);
    expect(light!.color).not.toBe(dark!.color);
  });

  test('that are not known look like plain training and keep their name', () => {
    expect(methodStyle('toString', 'default', false)).toEqual({
      ...methodStyle('plain', 'default', false),
      label: 'toString',
    });
    expect(methodLabel(undefined)).toBe('Plain training');
    expect(methodLabel('uniform-bsc')).toBe('Uniform rate');
  });
});

describe('axes', () => {
  test('say their unit', () => {
    expect(axis('Energy', 'J')).toMatchObject({ type: 'value', name: 'Energy (J)', scale: true });
    expect(axis('Fault rate', undefined, { log: true })).toMatchObject({ type: 'log', name: 'Fault rate' });
    expect(axis('Accuracy', undefined, { percent: true })).toMatchObject({ name: 'Accuracy (%)' });
    expect(axis('Layer', undefined, { categories: ['conv1'] })).toMatchObject({ type: 'category', data: ['conv1'] });
  });

  test.each([
    [0.9, { percent: true }, '90\u202f%'],
    [0.925, { percent: true }, '92.5\u202f%'],
    [0.1, {}, '0.1'],
    [0.30000000000000004, {}, '0.3'],
    [0, {}, '0'],
    [250, {}, '250'],
    [1500, {}, '1,500'],
    [120_000, {}, '120\u202fk'],
    [1, { log: true }, '1'],
    [0.001, { log: true }, '0.001'],
    [1e-5, { log: true }, '10⁻⁵'],
    [1000, { log: true }, '1,000'],
    [1e12, { log: true }, '10¹²'],
  ])('write %d %j as %s', (value, settings, text) => {
    expect(tickLabel(value, settings)).toBe(text);
  });
});

test('tooltips are drawn, not written as HTML', () => {
  expect(tooltip({ trigger: 'axis' })).toMatchObject({ renderMode: 'richText', trigger: 'axis', confine: true });
  expect(grid({ top: 40 })).toMatchObject({ top: 40, left: 64 });
});

describe('error bars', () => {
  test('are a line and two caps across it', () => {
    const lines = bar([10, 50], [10, 90], 4, { stroke: 'red' });
    expect(lines.map(({ shape }) => shape)).toEqual([
      { x1: 10, y1: 50, x2: 10, y2: 90 },
      { x1: 6, y1: 50, x2: 14, y2: 50 },
      { x1: 6, y1: 90, x2: 14, y2: 90 },
    ]);
  });

  test('are not drawn where a bound is missing or both are the same', () => {
    expect(bar([10, Number.NaN], [10, 90], 4, {})).toEqual([]);
    expect(bar([10, 50], [10, 50], 4, {})).toEqual([]);
  });

  test('leave out what is not known', () => {
    const series = errorBars([
      { x: 1, y: 2, yLow: 1.5, yHigh: 2.5 },
      { x: 2, y: 3, yLow: 2, yHigh: Infinity, xLow: 1, xHigh: 3 },
    ]);
    expect(series['data']).toEqual([
      [1, 2, '-', '-', 1.5, 2.5],
      [2, 3, 1, 3, '-', '-'],
    ]);
  });

  test('are drawn where the axes say', () => {
    const row = [1, 2, 0.5, 1.5, Number.NaN, Number.NaN];
    const render = errorBars([])['renderItem'] as (params: unknown, api: unknown) => { children: unknown[] };
    const drawn = render(undefined, {
      value: (dimension: number) => row[dimension],
      coord: ([x, y]: [number, number]) => [100 * x, 100 * y],
    });
    expect(drawn.children).toHaveLength(3);
    expect(drawn.children[0]).toMatchObject({ shape: { x1: 50, y1: 200, x2: 150, y2: 200 } });
  });
});

describe('the theme of a chart', () => {
  test('fills in what the option does not say', () => {
    const themed = themedOption(
      { xAxis: [{ type: 'value' }, { type: 'log', axisLabel: { color: 'own' } }], series: [{ type: 'line' }] },
      tokens,
    );
    expect(themed).toMatchObject({
      animation: false,
      xAxis: [
        { type: 'value', axisLabel: { color: 'value of --ink-faint' } },
        {
          type: 'log',
          axisLabel: { color: 'own', fontSize: 12 },
          splitLine: { lineStyle: { color: 'value of --line' } },
        },
      ],
      series: [{ type: 'line', progressive: 0 }],
      textStyle: { fontFamily: 'value of --font-ui' },
    });
    expect(themed['yAxis']).toBeUndefined();
  });

  test('lets the option say otherwise', () => {
    const option = { animation: true, tooltip: { trigger: 'axis' }, series: { type: 'line', progressive: 100 } };
    expect(themedOption(option, tokens)).toMatchObject({
      animation: true,
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      series: { progressive: 100 },
    });
  });

  test('shows no tooltip where none is asked for', () => {
    expect(themedOption({}, tokens)['tooltip']).toMatchObject({ show: false, renderMode: 'richText' });
  });

  test('merging keeps everything given', () => {
    // No component is called __proto__, and assigning to that one makes no property
    const name = fc.string().filter((text) => text !== '__proto__');
    const option = fc.dictionary(
      name,
      fc.oneof(fc.integer(), fc.array(fc.integer()), fc.dictionary(name, fc.integer())),
    );
    fc.assert(
      fc.property(option, option, (usual, given) => {
        expect(mergeOption(usual, given)).toMatchObject(given);
        expect(mergeOption(given, {})).toEqual(given);
      }),
    );
  });

  test('has a value for every token', () => {
    expect(Object.values(tokens).every((value) => value.startsWith('value of --'))).toBe(true);
  });
});

describe('what an option is made of', () => {
  const option = { xAxis: [{ type: 'value' }], yAxis: { type: 'value' }, series: [1] };

  test('stays the same while only data changes', () => {
    expect(optionStructure({ ...option, series: [1, 2], title: {} })).toBe(optionStructure(option));
    expect(optionStructure({ ...option, xAxis: { type: 'value', min: 3 } })).toBe(optionStructure(option));
  });

  test.each([
    { xAxis: { type: 'log' } },
    { yAxis: [{ type: 'value' }, { type: 'value' }] },
    { dataZoom: [{ type: 'inside' }] },
  ])('differs with %j', (change) => {
    expect(optionStructure({ ...option, ...change })).not.toBe(optionStructure(option));
  });
});
