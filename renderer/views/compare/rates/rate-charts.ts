import type { MemorySummary } from '../../../../main/contract/results.ts';
import type { RateUpdate } from '../../../../main/contract/run.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import type { ChartLook } from '../../../charts/chart-look.ts';
import { methodStyle } from '../../../charts/method-style.ts';
import { layerAxis, layerAxisRoom } from '../layer-axis.ts';
import { rateText, significant } from '../../../charts/digits.ts';
import { describeLayer, slopeText } from './assigned-rates.ts';
import { spreadOffsets } from './spread-offsets.ts';

/** Whole decades round the rates that are above 0; undefined where none is. */
export function decadesOf(rates: readonly number[]): { readonly min: number; readonly max: number } | undefined {
  const positive = rates.filter((rate) => rate > 0);
  if (positive.length === 0) return undefined;
  const exponents = positive.map((rate) => Math.log10(rate));
  const min = Math.floor(Math.min(...exponents) + 1e-9);
  return { min: 10 ** min, max: 10 ** Math.max(min + 1, Math.ceil(Math.max(...exponents) - 1e-9)) };
}

function rateAxis(rates: readonly number[]): Record<string, unknown> {
  const decades = decadesOf(rates);
  const base = axis('Fault rate', 'errors by bits read', { log: decades !== undefined, vertical: true, ...decades });
  // Where bars begin: on a logarithmic axis at 1 otherwise
  return { ...base, nameGap: 56, ...(decades === undefined ? {} : { startValue: decades.min }) };
}

/** A bar for each layer in network order: the rate it ended with (arXiv:1912.10764, figure 4). */
export function ratesOption({ layers }: MemorySummary, { palette, dark }: ChartLook): Record<string, unknown> {
  const { color } = methodStyle('lanmax', palette, dark);
  const rates = layers.map(({ rate }) => rate);
  const names = layers.map(({ layer }) => layer);
  return {
    grid: grid({ left: 76, top: 24, bottom: layerAxisRoom(names) }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => describeLayer(layers[dataIndex]),
    }),
    xAxis: layerAxis(names),
    yAxis: rateAxis(rates),
    series: [
      {
        id: 'rates',
        type: 'bar',
        name: 'Fault rate',
        barMaxWidth: 36,
        itemStyle: { color },
        label: {
          show: layers.length <= 12,
          position: 'top',
          fontSize: 11,
          formatter: ({ dataIndex }: { readonly dataIndex: number }) => rateText(rates[dataIndex] ?? NaN),
        },
        data: rates.map((rate) => (rate > 0 ? rate : '-')),
      },
    ],
  };
}

const dashes: readonly ('solid' | number[])[] = ['solid', [7, 3], [2, 3], [9, 3, 2, 3]];
/** Pixels: of the drawing without its axes, and of a label */
const drawnHeight = 236;
const labelHeight = 14;

/** Each layer's rate after each epoch that moved it: a line for a layer, told apart by dash and by the name at its end. */
export function historyOption(
  updates: readonly RateUpdate[],
  { palette, dark, tokens }: ChartLook,
): Record<string, unknown> {
  const { color } = methodStyle('lanmax', palette, dark);
  const layers = updates[0]?.layers.map(({ layer }) => layer) ?? [];
  const rateOf = (update: RateUpdate | undefined, layer: string): number =>
    update?.layers.find((each) => each.layer === layer)?.rate ?? NaN;
  const rates = updates.flatMap((update) => update.layers.map(({ rate }) => rate));
  const { min, max } = decadesOf(rates) ?? { min: 0.1, max: 1 };
  const heights = layers.map(
    (layer) => (drawnHeight * Math.log10(max / rateOf(updates.at(-1), layer))) / Math.log10(max / min),
  );
  const offsets = spreadOffsets(heights, labelHeight);
  return {
    grid: grid({ left: 76, right: 132 }),
    tooltip: tooltip({ trigger: 'axis', formatter: (items: unknown) => describeEpoch(updates, items) }),
    xAxis: { ...axis('Epochs done', undefined, { min: 'dataMin', max: 'dataMax' }), minInterval: 1 },
    yAxis: rateAxis(rates),
    series: layers.map((layer, index) => {
      const own = index % 2 === 0 ? color : tokens.inkSoft;
      return {
        id: layer,
        name: layer,
        type: 'line',
        symbol: 'none',
        lineStyle: { color: own, width: 1.5, type: dashes[Math.floor(index / 2) % dashes.length] },
        itemStyle: { color: own },
        endLabel: {
          show: true,
          formatter: layer,
          color: tokens.inkSoft,
          fontSize: 11,
          width: 120,
          overflow: 'truncate',
          offset: [0, offsets[index]],
        },
        emphasis: { focus: 'series', lineStyle: { width: 3 } },
        data: updates.map((update) => {
          const rate = rateOf(update, layer);
          return [update.epoch, rate > 0 ? rate : '-'];
        }),
      };
    }),
  };
}

function describeEpoch(updates: readonly RateUpdate[], items: unknown): string {
  const epoch = Array.isArray(items)
    ? (items[0] as { readonly value?: readonly number[] } | undefined)?.value?.[0]
    : undefined;
  const update = updates.find((each) => each.epoch === epoch);
  if (update === undefined) return '';
  return [
    `After epoch ${update.epoch}: energy ${significant(100 * update.energy)}\u202f% of reliable memory`,
    ...update.layers.map(
      ({ layer, rate, slope, standardError }) =>
        `${layer}: ${rateText(rate)}, slope ${slopeText(slope, standardError)}`,
    ),
  ].join('\n');
}
