import type { ProfilePreview } from '../../../../main/contract/workbench/inspection.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import { formatCount, formatFixed, formatPercent, formatSignificant } from '../../../charts/number-format.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { ChartPoint } from '../../../components/chart-point.ts';
import type { TableColumn } from '../../../components/table-text.ts';

type Layer = ProfilePreview['layers'][number];

/** Pixels a layer takes */
const barHeight = 18;

export function noiseRatioHeight(layers: number): number {
  return layers * barHeight + 72;
}

/** `23.4 dB`, or that nothing is added. */
export function ratioText({ signalToNoiseDecibel, disturbed }: Layer): string {
  if (Number.isFinite(signalToNoiseDecibel)) return `${formatFixed(signalToNoiseDecibel, 1)} dB`;
  return disturbed ? 'unchanged in this draw' : 'not disturbed';
}

/** Signal-to-noise ratio of each layer as a bar, in the network's order from above. Layers without noise have none. */
export function noiseRatioOption(
  layers: readonly Layer[],
  chosen: string | undefined,
  tokens: ChartTokens,
): Readonly<Record<string, unknown>> {
  return {
    grid: grid({ left: 8, right: 44, top: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: ({ dataIndex }: { dataIndex: number }) => layerText(layers[dataIndex]!),
    }),
    xAxis: { ...axis('Signal-to-noise ratio', 'dB'), scale: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: layers.map(({ layer }) => layer),
      axisTick: { show: false },
      triggerEvent: true,
      axisLabel: {
        interval: 0,
        formatter: (name: string) => (name === chosen ? `▸ ${shortened(name)}` : shortened(name)),
      },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 12,
        data: layers.map((layer) => ({
          value: Number.isFinite(layer.signalToNoiseDecibel) ? layer.signalToNoiseDecibel : 0,
          itemStyle: { color: layer.layer === chosen ? tokens.accent : tokens.inkFaint },
          label: {
            show: true,
            position: 'right',
            formatter: Number.isFinite(layer.signalToNoiseDecibel)
              ? formatFixed(layer.signalToNoiseDecibel, 1)
              : ratioText(layer),
            color: tokens.inkSoft,
          },
        })),
      },
    ],
  };
}

const shortened = (name: string): string => (name.length > 26 ? `…${name.slice(-25)}` : name);

function layerText(layer: Layer): string {
  const rate = layer.bitErrorRate === undefined ? '' : `, ${formatPercent(layer.bitErrorRate, 2)} of its bits wrong`;
  return `${layer.layer}: ${ratioText(layer)}${rate}`;
}

/** What the arrow keys read. */
export function noiseRatioPoints(layers: readonly Layer[]): readonly ChartPoint[] {
  return layers.map((layer, dataIndex) => ({ text: layerText(layer), seriesIndex: 0, dataIndex }));
}

const significant = (value: unknown): string => formatSignificant(Number(value), 3);

export function noiseRatioTable(layers: readonly Layer[]): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Layer[];
} {
  const columns: TableColumn[] = [
    { key: 'layer', label: 'Layer' },
    { key: 'weights', label: 'Weights', kind: 'number', format: (value) => formatCount(Number(value)) },
    { key: 'standardDeviation', label: 'Std of clean weights', kind: 'number', format: significant },
    { key: 'noiseRms', label: 'Disturbance, root mean square', kind: 'number', format: significant },
    {
      key: 'signalToNoiseDecibel',
      label: 'Signal-to-noise ratio',
      unit: 'dB',
      kind: 'number',
      format: (value) => (Number.isFinite(value) ? formatFixed(Number(value), 1) : '∞'),
    },
    { key: 'bitErrorRate', label: 'Bits read wrong', unit: '%', kind: 'number', format: bitErrors },
  ];
  const hasBits = layers.some(({ bitErrorRate }) => bitErrorRate !== undefined);
  return { columns: hasBits ? columns : columns.slice(0, -1), rows: layers };
}

function bitErrors(value: unknown): string {
  return typeof value === 'number' ? formatFixed(value * 100, 3) : '';
}
