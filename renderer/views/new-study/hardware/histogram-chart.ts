import type { LayerHistogram } from '../../../../main/contract/workbench/weights.ts';
import { axis, grid, tickLabel, tooltip } from '../../../charts/base-option.ts';
import { formatCount, formatSignificant } from '../../../charts/number-format.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { TableColumn } from '../../../components/table-text.ts';

/** A line that holds each count over its bin. */
function steps(edges: readonly number[], counts: readonly number[]): readonly (readonly [number, number])[] {
  const points = counts.map((count, bin) => [edges[bin]!, count] as const);
  return [...points, [edges.at(-1)!, counts.at(-1) ?? 0]];
}

/** A layer's weights before and after the hardware: an area, and a dashed line over it. */
export function histogramOption(
  { edges, before, after }: LayerHistogram,
  tokens: ChartTokens,
): Readonly<Record<string, unknown>> {
  const series = { type: 'line', step: 'end', symbol: 'none' } as const;
  return {
    grid: grid({ left: 72, top: 32 }),
    legend: { top: 0, left: 'center', data: ['clean', 'in the hardware'] },
    tooltip: tooltip({
      trigger: 'axis',
      formatter: (points: readonly { readonly dataIndex: number }[]) =>
        binText({ edges, before, after }, points[0]?.dataIndex ?? 0),
    }),
    xAxis: {
      ...axis('Weight', undefined, { min: 'dataMin', max: 'dataMax' }),
      axisLabel: {
        formatter: (value: number) => tickLabel(value),
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
      },
    },
    yAxis: axis('Weights in a bin', undefined, { vertical: true }),
    series: [
      {
        ...series,
        name: 'clean',
        data: steps(edges, before),
        lineStyle: { color: tokens.inkFaint, width: 1 },
        itemStyle: { color: tokens.inkFaint },
        areaStyle: { color: tokens.inkFaint, opacity: 0.3 },
      },
      {
        ...series,
        name: 'in the hardware',
        data: steps(edges, after),
        lineStyle: { color: tokens.accent, width: 1.75, type: [5, 3] },
        itemStyle: { color: tokens.accent },
      },
    ],
  };
}

/** `0.10 to 0.12: 340 clean, 310 in the hardware` */
export function binText({ edges, before, after }: Omit<LayerHistogram, 'layer'>, index: number): string {
  const bin = Math.min(index, before.length - 1);
  const bounds = `${formatSignificant(edges[bin]!)} to ${formatSignificant(edges[bin + 1]!)}`;
  return `${bounds}: ${formatCount(before[bin]!)} clean, ${formatCount(after[bin]!)} in the hardware`;
}

const number = (value: unknown): string => formatSignificant(Number(value), 4);

export function histogramTable({ edges, before, after }: LayerHistogram): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, number>>[];
} {
  return {
    columns: [
      { key: 'from', label: 'Weight from', kind: 'number', format: number },
      { key: 'to', label: 'to', kind: 'number', format: number },
      { key: 'before', label: 'Clean', unit: 'weights', kind: 'number' },
      { key: 'after', label: 'In the hardware', unit: 'weights', kind: 'number' },
    ],
    rows: before.map((count, bin) => ({ from: edges[bin]!, to: edges[bin + 1]!, before: count, after: after[bin]! })),
  };
}
