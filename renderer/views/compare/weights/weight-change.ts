import type { LayerHistogram } from '../../../../main/contract/workbench/weights.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import { layerAxis, layerAxisRoom } from '../layer-axis.ts';
import type { ChartLook } from '../../../charts/chart-look.ts';
import { methodStyle } from '../../../charts/method-style.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { rateText, significant } from '../../../charts/digits.ts';
import { formatCount } from '../../../charts/number-format.ts';

/** What training did to the weights of a layer. */
export interface LayerChange {
  readonly layer: string;
  readonly trained: boolean;
  readonly weights: number;
  /** Standard deviation before and after */
  readonly before: number;
  readonly after: number;
  /** Root mean square of the change, by the standard deviation before */
  readonly relativeChange: number;
}

export const changeColumns: readonly TableColumn[] = [
  { key: 'layer', label: 'Layer' },
  { key: 'trained', label: 'Trained' },
  { key: 'weights', label: 'Weights', kind: 'number' },
  { key: 'before', label: 'Standard deviation before', kind: 'number' },
  { key: 'after', label: 'After', kind: 'number' },
  {
    key: 'change',
    label: 'Change',
    unit: '%',
    kind: 'number',
    description: 'Root mean square of the change of a weight, by the standard deviation of the layer before',
  },
];

export function changeRows(layers: readonly LayerChange[]): readonly TableRow[] {
  return layers.map(({ layer, trained, weights, before, after, relativeChange }) => ({
    layer,
    trained: trained ? '★' : 'frozen',
    weights: formatCount(weights),
    before: significant(before),
    after: significant(after),
    change: significant(100 * relativeChange),
  }));
}

export function describeChange(change: LayerChange | undefined): string {
  if (change === undefined) return '';
  const { layer, trained, weights, before, after, relativeChange } = change;
  return [
    `${layer}${trained ? ', trained' : ', frozen'}`,
    `${formatCount(weights)} weights`,
    `Changed by ${significant(100 * relativeChange)}\u202f% of their standard deviation`,
    `Standard deviation ${significant(before)} before, ${significant(after)} after`,
  ].join('\n');
}

/** What the stars say. */
export function trainedNote(layers: readonly LayerChange[]): string {
  return layers.every(({ trained }) => trained)
    ? '★: trained, as every layer was.'
    : '★: trained; the others were frozen and are unchanged to the bit.';
}

/** How much the weights of each layer changed, in network order (arXiv:2306.03076, figure 1a). */
export function changeOption(
  layers: readonly LayerChange[],
  {
    method,
    chosen,
    look,
  }: { readonly method: string | undefined; readonly chosen: string | undefined; readonly look: ChartLook },
): Record<string, unknown> {
  const { palette, dark, tokens } = look;
  const { color } = methodStyle(method, palette, dark);
  return {
    grid: grid({ left: 64, top: 20, bottom: layerAxisRoom(layers.map(({ layer }) => layer)), right: 8 }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => describeChange(layers[dataIndex]),
    }),
    xAxis: layerAxis(layers.map(({ layer }) => layer)),
    yAxis: shareAxis('Change by standard deviation (%)'),
    series: [
      {
        id: 'change',
        name: 'Change',
        type: 'bar',
        barMaxWidth: 32,
        barMinHeight: 1,
        data: layers.map(({ layer, trained, relativeChange }) => ({
          value: relativeChange,
          itemStyle: {
            color: trained ? color : tokens.line,
            borderColor: layer === chosen ? tokens.ink : trained ? color : tokens.lineStrong,
            borderWidth: layer === chosen ? 2 : 1,
          },
        })),
      },
      {
        id: 'stars',
        type: 'scatter',
        silent: true,
        symbolSize: 0.1,
        label: { show: true, formatter: '★', color: tokens.ink, position: 'top', distance: 3, fontSize: 12 },
        data: layers.flatMap(({ trained, relativeChange }, x) => (trained ? [[x, relativeChange]] : [])),
      },
    ],
  };
}

function shareAxis(name: string): Record<string, unknown> {
  const formatter = (share: number): string => rateText(100 * share);
  return {
    ...{ type: 'value', name, nameLocation: 'middle', nameGap: 46, min: 0 },
    axisLine: { onZero: false },
    axisLabel: { formatter },
  };
}

/** Share of a layer's weights in each bin, before and after. */
export function weightsOption(
  { edges, before, after }: LayerHistogram,
  { method, look }: { readonly method: string | undefined; readonly look: ChartLook },
): Record<string, unknown> {
  const { palette, dark, tokens } = look;
  const { color } = methodStyle(method, palette, dark);
  const steps = (counts: readonly number[]): (readonly [number, number])[] => {
    const shares = sharesOf(counts);
    return edges.map((edge, bin) => [edge, shares[Math.min(bin, shares.length - 1)]!] as const);
  };
  const common = { type: 'line', step: 'end', symbol: 'none' };
  return {
    grid: grid({ left: 64, top: 32 }),
    legend: { top: 0, right: 8, data: ['Before training', 'After training'] },
    tooltip: tooltip({ trigger: 'axis', formatter: (items: unknown) => describeBin({ edges, before, after }, items) }),
    xAxis: {
      ...axis('Weight', undefined, { min: 'dataMin', max: 'dataMax' }),
      boundaryGap: false,
      // The ends are no round numbers
      axisLabel: { showMinLabel: false, showMaxLabel: false, hideOverlap: true },
    },
    yAxis: shareAxis('Share of the layer’s weights (%)'),
    series: [
      {
        ...common,
        id: 'before',
        name: 'Before training',
        lineStyle: { color: tokens.inkSoft, width: 1.5, type: [4, 3] },
        itemStyle: { color: tokens.inkSoft },
        data: steps(before),
      },
      {
        ...common,
        id: 'after',
        name: 'After training',
        lineStyle: { color, width: 1.5 },
        itemStyle: { color },
        areaStyle: { color, opacity: 0.18 },
        data: steps(after),
      },
    ],
  };
}

/** Counts as fractions of their sum; zeros where there is nothing. */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

type Bins = Pick<LayerHistogram, 'edges' | 'before' | 'after'>;

function describeBin({ edges, before, after }: Bins, items: unknown): string {
  const bin = Array.isArray(items) ? (items[0] as { readonly dataIndex?: number } | undefined)?.dataIndex : undefined;
  if (bin === undefined || bin >= before.length) return '';
  const range = `${significant(edges[bin]!)} to ${significant(edges[bin + 1]!)}`;
  return `Weights from ${range}\n${formatCount(before[bin]!)} before, ${formatCount(after[bin]!)} after`;
}

export const histogramColumns: readonly TableColumn[] = [
  { key: 'from', label: 'From', kind: 'number' },
  { key: 'to', label: 'To', kind: 'number' },
  { key: 'before', label: 'Weights before', kind: 'number' },
  { key: 'after', label: 'Weights after', kind: 'number' },
];

export function histogramRows({ edges, before, after }: Bins): readonly TableRow[] {
  return before.map((count, bin) => ({
    from: significant(edges[bin]!),
    to: significant(edges[bin + 1]!),
    before: formatCount(count),
    after: formatCount(after[bin]!),
  }));
}
