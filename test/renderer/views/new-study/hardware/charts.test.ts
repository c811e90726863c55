import { describe, expect, test } from 'vitest';
import { energyModelSchema } from '../../../../../main/contract/energy.ts';
import { energyCurve } from '../../../../../main/lab/energy/energy-curve.ts';
import type { ChartTokens } from '../../../../../renderer/charts/theme-tokens.ts';
import { checkedEnergy } from '../../../../../renderer/views/new-study/hardware/checked-energy.ts';
import {
  curveOf,
  energyCurveOption,
  shippedCurve,
} from '../../../../../renderer/views/new-study/hardware/energy-curve.ts';
import { energySummary } from '../../../../../renderer/views/new-study/hardware/energy-summary.ts';
import {
  binText,
  histogramOption,
  histogramTable,
} from '../../../../../renderer/views/new-study/hardware/histogram-chart.ts';
import {
  noiseRatioHeight,
  noiseRatioOption,
  noiseRatioPoints,
  noiseRatioTable,
  ratioText,
} from '../../../../../renderer/views/new-study/hardware/noise-ratio-chart.ts';
import { missingForPreview } from '../../../../../renderer/views/new-study/hardware/preview-needs.ts';

const tokens = { accent: 'accent', inkFaint: 'faint', inkSoft: 'soft' } as ChartTokens;

interface Series {
  readonly data: readonly unknown[];
}
const seriesOf = (option: Readonly<Record<string, unknown>>): readonly Series[] =>
  option['series'] as readonly Series[];

describe('histogram', () => {
  const histogram = { layer: 'conv1', edges: [-1, 0, 1], before: [3, 5], after: [4, 4] };

  test('each count holds over its bin, up to the last edge', () => {
    const [before, after] = seriesOf(histogramOption(histogram, tokens));
    expect(before!.data).toEqual([
      [-1, 3],
      [0, 5],
      [1, 5],
    ]);
    expect(after!.data.at(-1)).toEqual([1, 4]);
  });

  test('a bin is read with its bounds, also at the last edge', () => {
    expect(binText(histogram, 0)).toBe('−1.00 to 0: 3 clean, 4 in the hardware');
    expect(binText(histogram, 2)).toBe(binText(histogram, 1));
  });

  test('the table has a row for each bin', () => {
    expect(histogramTable(histogram).rows).toEqual([
      { from: -1, to: 0, before: 3, after: 4 },
      { from: 0, to: 1, before: 5, after: 4 },
    ]);
  });
});

describe('signal-to-noise ratios', () => {
  const layer = {
    layer: 'conv1',
    weights: 10,
    standardDeviation: 1,
    noiseRms: 0.1,
    signalToNoiseDecibel: 20,
    disturbed: true,
  };
  const quiet = { ...layer, layer: 'fc', noiseRms: 0, signalToNoiseDecibel: Infinity, disturbed: false };

  test('a layer without noise has no bar, and says so', () => {
    const [bars] = seriesOf(noiseRatioOption([layer, quiet], 'conv1', tokens));
    expect((bars!.data as { value: number }[]).map(({ value }) => value)).toEqual([20, 0]);
    expect(ratioText(quiet)).toBe('not disturbed');
    expect(ratioText({ ...quiet, disturbed: true })).toBe('unchanged in this draw');
    expect(ratioText(layer)).toBe('20.0 dB');
  });

  test('the layer that was chosen is marked by more than its colour', () => {
    const option = noiseRatioOption([layer, quiet], 'fc', tokens) as {
      yAxis: { axisLabel: { formatter: (name: string) => string } };
    };
    expect(option.yAxis.axisLabel.formatter('fc')).toBe('▸ fc');
    expect(option.yAxis.axisLabel.formatter('conv1')).toBe('conv1');
    expect(option.yAxis.axisLabel.formatter('a.very.long.name.of.some.layer').length).toBeLessThan(28);
  });

  test('bits are a column where there are any, and points read them', () => {
    const withBits = { ...layer, bitErrorRate: 0.0123 };
    expect(noiseRatioTable([layer]).columns.map(({ key }) => key)).not.toContain('bitErrorRate');
    expect(noiseRatioTable([withBits]).columns.map(({ key }) => key)).toContain('bitErrorRate');
    expect(noiseRatioPoints([withBits])[0]!.text).toMatch(/conv1: 20\.0 dB, 1\.23.% of its bits wrong/);
    expect(noiseRatioHeight(54)).toBeGreaterThan(noiseRatioHeight(5));
  });
});

describe('energy of a bit', () => {
  test.each([1, 12.8, 40])('the formula with a = %d is drawn as the lab computes it', (a) => {
    const model = energyModelSchema.parse({ model: 'exponential', a });
    const energyAt = energyCurve(model);
    for (const { rate, energy } of curveOf(model)!) expect(energy).toBeCloseTo(energyAt(rate), 12);
  });

  const table = {
    model: 'table' as const,
    warnings: [],
    points: [
      { rate: 0.1, energy: 0.2 },
      { rate: 0, energy: 1 },
      { rate: 0.01, energy: 0.5 },
    ],
  };

  test('a table is drawn in the order of its rates, without the rate of 0 that has no place on the axis', () => {
    const curve = curveOf(table)!;
    expect(curve.map(({ rate }) => rate)).toEqual([0, 0.01, 0.1]);
    expect(seriesOf(energyCurveOption(curve, tokens))[0]!.data).toEqual([
      [0.01, 0.5],
      [0.1, 0.2],
    ]);
  });

  test('a file is drawn once the study was checked with it', () => {
    expect(curveOf({ model: 'csv', path: 'energy.csv' })).toBeUndefined();
    const checked = { profile: { memory: { energy: table } } } as never;
    expect(checkedEnergy(checked, ['profile', 'memory', 'energy'])?.length).toBe(3);
    expect(checkedEnergy(undefined, ['profile', 'memory', 'energy'])).toBeUndefined();
  });

  test('a shipped one is found by its name', () => {
    const models = [{ name: 'bram', title: '', description: '', warnings: [], curve: [{ rate: 0.1, energy: 0.3 }] }];
    expect(shippedCurve(models, 'bram')).toEqual([{ rate: 0.1, energy: 0.3 }]);
    expect(shippedCurve(models, 'other')).toBeUndefined();
  });

  test('the summary names the model of each profile with a memory', () => {
    const memory = (energy?: unknown) => ({ quantization: { scheme: 'binary' }, memory: { energy } });
    expect(energySummary({ profile: memory() })).toEqual(['exponential, a = 12.8']);
    expect(
      energySummary({ profiles: { a: memory({ model: 'exponential', a: 3 }), b: memory('bram'), c: {} } }),
    ).toEqual(['a: exponential, a = 3', 'b: bram']);
    expect(energySummary({ profile: 'shipped/name' })).toEqual(['shipped/name: as in the profile']);
    expect(energySummary({ profile: memory(table) })).toEqual(['table of 3 points']);
    expect(energySummary({ profile: memory({ model: 'csv', path: 'e.csv' }) })).toEqual(['table of e.csv']);
    expect(energySummary({})).toEqual([]);
  });
});

test('what is missing for a picture is named in the order of the steps', () => {
  const model = { architecture: 'lenet5' };
  const data = { source: 'glyphs' };
  expect(missingForPreview({}, 'ideal')).toMatch(/network/);
  expect(missingForPreview({ model }, 'ideal')).toMatch(/data/);
  expect(missingForPreview({ model, data }, { weights: { noise: 'gaussian', mode: 'additive' } })).toMatch(/profile/);
  expect(missingForPreview({ model, data }, 'ideal')).toMatch(/being read/);
});
