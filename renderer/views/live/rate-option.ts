import { axis, grid, tooltip } from '../../charts/base-option.ts';
import { formatSignificant } from '../../charts/number-format.ts';
import type { ChartTokens } from '../../charts/theme-tokens.ts';
import type { RateUpdate } from '../../../main/contract/run.ts';

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

const dashes = ['solid', [6, 3], [2, 2], [8, 3, 2, 3]] as const;

/** From the first layer of a network to its last: pale to dark, dashes in turn, so that neighbours differ in both. */
export function layerLine(index: number, layers: number, tokens: ChartTokens) {
  const share = layers === 1 ? 1 : index / (layers - 1);
  return {
    color: index % 2 === 0 ? tokens.accent : tokens.warning,
    opacity: 0.45 + 0.55 * share,
    type: [dashes[index % dashes.length]!].flat() as number[] | ['solid'],
    width: 1.5,
  };
}

/** The fault rate of each layer after every epoch, on a logarithmic axis. */
export function rateOption(updates: readonly RateUpdate[], tokens: ChartTokens) {
  const layers = updates.at(-1)?.layers.map(({ layer }) => layer) ?? [];
  return {
    grid: grid({ left: 64, right: 150, bottom: 44 }),
    legend: { type: 'scroll', orient: 'vertical', right: 0, top: 4, bottom: 4, data: layers },
    tooltip: tooltip({
      trigger: 'axis',
      formatter: (items: readonly { seriesName: string; value: readonly number[] }[]) =>
        [
          `After epoch ${items[0]?.value[0]}`,
          ...items.map(({ seriesName, value }) => `${seriesName}: ${formatSignificant(value[1]!, 3)}`),
        ].join('\n'),
    }),
    xAxis: { ...axis('Epochs', undefined), minInterval: 1 },
    yAxis: axis('Fault rate of a bit', undefined, { log: true, vertical: true }),
    series: layers.map((layer, index) => {
      const { type, ...style } = layerLine(index, layers.length, tokens);
      return {
        id: layer,
        name: layer,
        type: 'line',
        symbol: 'circle',
        symbolSize: 4,
        itemStyle: { color: style.color, opacity: style.opacity },
        lineStyle: { ...style, type: type[0] === 'solid' ? 'solid' : type },
        data: updates.flatMap(({ epoch, layers: all }) =>
          all.filter((one) => one.layer === layer && one.rate > 0).map(({ rate }) => [epoch, rate]),
        ),
      };
    }),
  };
}
