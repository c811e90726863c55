import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chosenHistory,
  configurationsOf,
  seedsOf,
} from '../../../../../renderer/views/compare/rates/history-choice.ts';
import { describeLayer, historyRows, slopeText } from '../../../../../renderer/views/compare/rates/assigned-rates.ts';
import {
  layerCurvesOption,
  rateCurvesOption,
  zeroPlace,
} from '../../../../../renderer/views/compare/rates/fault-curve-options.ts';
import { describeCurvePoint, namedCurves } from '../../../../../renderer/views/compare/rates/fault-curves.ts';
import { decadesOf, historyOption, ratesOption } from '../../../../../renderer/views/compare/rates/rate-charts.ts';
import {
  sensitivityNote,
  sensitivityOption,
  sensitivityPanels,
} from '../../../../../renderer/charts/sensitivity-panels.ts';
import { spreadOffsets } from '../../../../../renderer/views/compare/rates/spread-offsets.ts';
import { layerAxis, layerAxisRoom } from '../../../../../renderer/views/compare/layer-axis.ts';
import { look } from '../../../charts/front-fixture.ts';
import { comparison } from '../compare-fixture.ts';
import { plain } from '../report-lines.ts';

type Series = { id?: string; type: string; data: { value: number[] }[]; [name: string]: unknown };
const seriesOf = (option: Record<string, unknown>) => option['series'] as Series[];
const [history] = comparison.rateHistories;

describe('rates', () => {
  test('a bar for each layer, from the decade below the least', () => {
    const option = ratesOption(history!.memory!, look);
    expect(option['yAxis']).toMatchObject({ type: 'log', min: 0.001, max: 0.1, startValue: 0.001 });
    expect(seriesOf(option)[0]!.data).toEqual([0.001, 0.012, 0.05]);
    const without = { ...history!.memory!, layers: history!.memory!.layers.map((layer) => ({ ...layer, rate: 0 })) };
    expect(ratesOption(without, look)['yAxis']).toMatchObject({ type: 'value' });
    expect(seriesOf(ratesOption(without, look))[0]!.data).toEqual(['-', '-', '-']);
  });

  test('whole decades', () => {
    expect(decadesOf([0.02, 0.3, 0])).toEqual({ min: expect.closeTo(0.01, 12), max: 1 });
    expect(decadesOf([0.01])).toEqual({ min: expect.closeTo(0.01, 12), max: expect.closeTo(0.1, 12) });
    expect(decadesOf([0])).toBeUndefined();
  });

  test('a line for each layer over the epochs, none like another', () => {
    const series = seriesOf(historyOption(history!.updates, look));
    expect(series.map(({ id }) => id)).toEqual(['conv1', 'fc1', 'fc2']);
    expect(series[2]!.data).toEqual([
      [1, 0.009],
      [2, 0.05],
    ]);
    const looks = series.map(({ lineStyle }) => JSON.stringify(lineStyle));
    expect(new Set(looks).size).toBe(3);
    expect(historyRows(history!.updates)).toHaveLength(6);
  });

  test('a layer whose rate did not vary has no slope', () => {
    expect(slopeText(0, Infinity)).toBe('not known');
    expect(slopeText(-0.013, 0.016)).toBe('\u22120.013 ± 0.016');
    expect(plain(describeLayer({ ...history!.memory!.layers[0]!, bank: 1 }))).toBe(
      'conv1\nFault rate 0.001\n100 weights of 8 bits\nEnergy of a bit 40.0 % of reliable memory\nBank 1',
    );
  });

  test('are chosen by configuration and seed', () => {
    const [configuration] = configurationsOf(comparison.rateHistories);
    expect(configuration!.label).toBe('LaNMax λ=1');
    expect(seedsOf(comparison.rateHistories, configuration!.value).map(({ value }) => value)).toEqual(['1', '2']);
    expect(chosenHistory(comparison.rateHistories, configuration!.value, '2')).toMatchObject({ seed: 2, runId: 15 });
    const other = { ...history!, profile: 'another' };
    expect(configurationsOf([history!, other]).map(({ label }) => label)).toEqual([
      'LaNMax λ=1 (8-bit memory)',
      'LaNMax λ=1 (another)',
    ]);
  });
});

describe('fault curves', () => {
  const rates = namedCurves(comparison.faultCurves, comparison.profiles, 'rate');

  test('ring the rate of training; a rate of 0 stands apart', () => {
    expect(rates[0]).toMatchObject({ name: 'noise injection p=0.01', trainingRate: 0.01 });
    const [, curve] = seriesOf(rateCurvesOption(rates, look));
    expect(curve!.data.map(({ value }) => value[0])).toEqual([zeroPlace([0, 0.001]), 0.001, 0.01, 0.1]);
    expect(curve!.data.map((point) => 'symbolSize' in point)).toEqual([false, false, true, false]);
    const option = rateCurvesOption(rates, look)['xAxis'] as { axisLabel: { formatter(value: number): string } };
    expect([zeroPlace([0.001]), 0.001].map(option.axisLabel.formatter)).toEqual(['0', '0.001']);
    expect(plain(describeCurvePoint(rates[0]!, rates[0]!.points[2]!))).toBe(
      'noise injection p=0.01\nused at fault rate 0.01, the rate of its training\nAccuracy 91.0 ± 1.2 % over 3 seeds',
    );
  });

  test('of single layers stand beside the network as it is used', () => {
    const layers = namedCurves(comparison.faultCurves, comparison.profiles, 'layer');
    const [, curve] = seriesOf(layerCurvesOption(layers, look));
    expect(curve!['markLine']).toMatchObject({ precision: 12, data: [{ yAxis: 0.8813 }] });
    expect(curve!.data.map(({ value }) => value.slice(0, 2))).toEqual([
      [0, 0.2],
      [1, expect.closeTo(0.3, 12)],
      [2, expect.closeTo(0.4, 12)],
    ]);
  });
});

describe('sensitivities', () => {
  const [panel] = sensitivityPanels(comparison.profiles);

  test('star the layers that SAFT trains', () => {
    const [bars, , stars] = seriesOf(sensitivityOption(panel!, look));
    expect(bars!.data.map(({ value }) => value)).toEqual([0.2, 0.8, 1.4]);
    expect(stars!.data).toEqual([[2, expect.closeTo(1.47, 12)]]);
    expect(sensitivityNote(panel!)).toBe(
      '± is one standard error over 8 noise draws. ★: trained by SAFT, 1 of 3 layers.',
    );
    const single = { ...panel!, trained: [], scores: panel!.scores.map((score) => ({ ...score, n: 1 })) };
    expect(sensitivityNote(single)).toBe('One noise draw, so no error is known.');
  });
});

describe('names', () => {
  test('spread until none covers another, in order and about where they were', () => {
    expect(spreadOffsets([10, 50, 100], 14)).toEqual([0, 0, 0]);
    expect(spreadOffsets([50, 50], 14)).toEqual([-7, 7]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 }), (heights) => {
        const offsets = spreadOffsets(heights, 14);
        const moved = heights.map((height, index) => ({ before: height, after: height + offsets[index]! }));
        const order = moved.toSorted((a, b) => a.after - b.after);
        const apart = order.every(({ after }, index) => index === 0 || after - order[index - 1]!.after > 14 - 1e-6);
        const inOrder = order.every(({ before }, index) => index === 0 || before >= order[index - 1]!.before);
        return apart && inOrder;
      }),
    );
    expect(spreadOffsets([NaN, 10], 14)).toEqual([0, 0]);
  });

  test('of layers lie slanted where there are many', () => {
    const few = ['conv1', 'fc1'];
    const many = Array.from({ length: 20 }, (_, index) => `layer${index}.0.conv1`);
    expect(layerAxis(few)).toMatchObject({ name: 'Layer', axisLabel: { rotate: 0 } });
    expect(layerAxis(many)).toMatchObject({ axisLabel: { rotate: 45, interval: 0 } });
    expect(layerAxisRoom(many)).toBeGreaterThan(layerAxisRoom(few));
  });
});
