import { axis, grid, tickLabel, tooltip } from '../../charts/base-option.ts';
import { logarithmicTicks, padded, rangeOf, type Range } from '../../charts/front-axis.ts';
import { formatSignificant } from '../../charts/number-format.ts';
import { mergeOption } from '../../charts/themed-option.ts';
import type { ChartTokens } from '../../charts/theme-tokens.ts';
import type { RateUpdate } from '../../../main/contract/run.ts';
import { layerAxis, layerAxisRoom } from '../compare/layer-axis.ts';

export interface RateRow {
  readonly epoch: number;
  readonly layer: string;
  readonly rate: number;
  readonly slope: number;
  readonly standardError: number;
  readonly [column: string]: unknown;
}

/** A row for each layer and outer step. */
export const rateRows = (updates: readonly RateUpdate[]): readonly RateRow[] =>
  updates.flatMap(({ epoch, layers }) => layers.map((layer) => ({ epoch, ...layer })));

/** Lines of more layers than these are not told apart over the epochs; the rates are drawn along the layers then. */
export const mostLines = 8;

const mostMarks = 30;
const dashes: readonly ('solid' | number[])[] = ['solid', [7, 3], [2, 3], [9, 3, 2, 3]];
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

/** How the line of a layer looks; no two of the first eight have a mark in common, and neighbours no hue or dash. */
export function layerLook(index: number, { accent, warning, success, danger }: ChartTokens) {
  const hues = [accent, warning, success, danger];
  return {
    color: hues[index % hues.length]!,
    symbol: symbols[index % symbols.length]!,
    dash: dashes[(index + Math.floor(index / hues.length)) % dashes.length]!,
  };
}

/** Round values of the decades, or where all rates are close together evenly spaced ones. */
export function rateTicks(range: Range): readonly number[] {
  const ticks = logarithmicTicks(range);
  if (ticks.length >= 3) return ticks;
  const rough = (range.max - range.min) / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * ([1, 2, 2.5, 5].find((each) => each * magnitude >= rough) ?? 10);
  const first = Math.ceil(range.min / step - 1e-9);
  return Array.from({ length: Math.floor(range.max / step + 1e-9) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(6)),
  );
}

/** Names of layers differ at their ends. */
const shortLayer = (name: string): string => (name.length > 17 ? `\u2026${name.slice(-16)}` : name);

/** Just what there is, so that small differences show: whole decades would press all layers onto one line. */
function rateAxis(updates: readonly RateUpdate[]): Record<string, unknown> {
  const rates = updates.flatMap(({ layers }) => layers.map(({ rate }) => ({ value: rate, low: rate, high: rate })));
  const range = rangeOf(rates, true);
  const base = axis('Fault rate of a bit', undefined, { log: true, vertical: true });
  if (range === undefined) return base;
  const shown = padded(range, true, 0.08);
  const ticks = rateTicks(shown);
  return {
    ...base,
    ...shown,
    nameGap: 56,
    axisLabel: { customValues: ticks, formatter: (value: number) => tickLabel(Number(value.toPrecision(4))) },
    axisTick: { customValues: ticks },
  };
}

interface TooltipItem {
  readonly seriesName: string;
  readonly value: readonly [number, number];
}

const rateText = (rate: number): string => formatSignificant(rate, 3);

/** The rate of each layer after every epoch: a line for a layer. */
export function ratesOverEpochs(updates: readonly RateUpdate[], tokens: ChartTokens): Record<string, unknown> {
  const layers = updates.at(-1)?.layers.map(({ layer }) => layer) ?? [];
  const isLegible = layers.length <= mostLines;
  const markEvery = Math.ceil(updates.length / mostMarks);
  return {
    grid: grid({ left: 76, top: isLegible ? 36 : 16, bottom: 44 }),
    ...(isLegible ? { legend: { type: 'scroll', top: 0, left: 60, itemWidth: 28, data: layers } } : {}),
    tooltip: tooltip(
      isLegible
        ? {
            trigger: 'axis',
            formatter: (items: readonly TooltipItem[]) =>
              [
                `After epoch ${items[0]?.value[0]}`,
                ...items.map(({ seriesName, value }) => `${seriesName}: ${rateText(value[1])}`),
              ].join('\n'),
          }
        : {
            trigger: 'item',
            formatter: ({ seriesName, value }: TooltipItem) =>
              `${seriesName}, after epoch ${value[0]}: ${rateText(value[1])}`,
          },
    ),
    xAxis: { ...axis('Epochs', undefined), minInterval: 1 },
    yAxis: rateAxis(updates),
    series: layers.map((layer, index) => {
      const { color, symbol, dash } = layerLook(index, tokens);
      return {
        id: layer,
        name: layer,
        type: 'line',
        symbol: isLegible ? symbol : 'circle',
        // Of many epochs only some are marked: marks that touch hide the dashes
        symbolSize: (_value: unknown, { dataIndex }: { readonly dataIndex: number }) =>
          dataIndex % markEvery === 0 ? (isLegible ? 6 : 3) : 0,
        itemStyle: { color: isLegible ? color : tokens.inkFaint },
        lineStyle: {
          color: isLegible ? color : tokens.inkFaint,
          width: isLegible ? 1.5 : 1,
          type: isLegible ? dash : 'solid',
        },
        emphasis: { focus: 'series', ...(isLegible ? {} : { lineStyle: { color: tokens.accent, width: 2 } }) },
        data: updates.flatMap(({ epoch, layers: all }) =>
          all.filter((one) => one.layer === layer && one.rate > 0).map(({ rate }) => [epoch, rate]),
        ),
      };
    }),
  };
}

/** Updates that are drawn along the layers: the first, the last, and up to four evenly between them. */
export function shownUpdates(updates: readonly RateUpdate[], most = 6): readonly RateUpdate[] {
  if (updates.length <= most) return updates;
  const step = (updates.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => updates[Math.round(index * step)]!);
}

/** The rates along the network: a line for an epoch, the paler the longer ago. */
export function ratesAlongLayers(updates: readonly RateUpdate[], tokens: ChartTokens): Record<string, unknown> {
  const shown = shownUpdates(updates);
  const layers = updates.at(-1)?.layers.map(({ layer }) => layer) ?? [];
  const nameOf = ({ epoch }: RateUpdate): string => `After epoch ${epoch}`;
  return {
    grid: grid({ left: 76, top: 36, bottom: layerAxisRoom(layers) }),
    legend: { type: 'scroll', top: 0, left: 60, itemWidth: 28, data: shown.map(nameOf) },
    tooltip: tooltip({
      trigger: 'axis',
      formatter: (items: readonly (TooltipItem & { readonly name: string; readonly value: number })[]) =>
        [items[0]?.name, ...items.map(({ seriesName, value }) => `${seriesName}: ${rateText(value)}`)].join('\n'),
    }),
    xAxis: mergeOption(layerAxis(layers), { axisLabel: { formatter: shortLayer } }),
    yAxis: rateAxis(updates),
    series: shown.map((update, index) => {
      const isLast = index === shown.length - 1;
      const share = shown.length === 1 ? 1 : index / (shown.length - 1);
      const color = isLast ? tokens.accent : tokens.inkSoft;
      const rates = new Map(update.layers.map(({ layer, rate }) => [layer, rate]));
      return {
        id: `shown ${index}`,
        name: nameOf(update),
        type: 'line',
        symbol: isLast ? 'circle' : symbols[4 + (index % 4)],
        symbolSize: isLast ? 7 : 5,
        itemStyle: { color, opacity: isLast ? 1 : 0.4 + 0.5 * share },
        lineStyle: {
          color,
          width: isLast ? 2 : 1,
          opacity: isLast ? 1 : 0.3 + 0.5 * share,
          type: isLast ? 'solid' : dashes[1 + (index % 3)],
        },
        data: layers.map((layer) => ((rates.get(layer) ?? 0) > 0 ? rates.get(layer)! : '-')),
      };
    }),
  };
}
