import type { EnergyModel } from '../../../../main/contract/energy.ts';
import type { ShippedEnergyEntry } from './energy-entry.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import { formatSignificant } from '../../../charts/number-format.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { TableColumn } from '../../../components/table-text.ts';

export type CurvePoint = ShippedEnergyEntry['curve'][number];

/** Rates a formula is drawn at: evenly in their logarithm, 1e-7 to 0.5. */
const drawnRates = Array.from({ length: 161 }, (_, index) => 1e-7 * 5e6 ** (index / 160));

/**
 * Energy of a bit by its fault rate, for drawing: the formula of equation 1 of arXiv:1912.10764, never more than 1, or the
 * points of a table as they are. Undefined for a file that has not been read.
 */
export function curveOf(model: EnergyModel): readonly CurvePoint[] | undefined {
  switch (model.model) {
    case 'exponential':
      return drawnRates.map((rate) => ({ rate, energy: rate >= 0.5 ? 0 : Math.min(1, -Math.log(rate) / model.a) }));
    case 'table':
      return model.points.toSorted((first, second) => first.rate - second.rate);
    case 'csv':
      return undefined;
  }
}

export function shippedCurve(models: readonly ShippedEnergyEntry[], name: string): readonly CurvePoint[] | undefined {
  return models.find((model) => model.name === name)?.curve;
}

/** Over a logarithmic axis, which has no place for a rate of 0. A table keeps its points visible. */
export function energyCurveOption(
  curve: readonly CurvePoint[],
  tokens: ChartTokens,
): Readonly<Record<string, unknown>> {
  const drawn = curve.filter(({ rate }) => rate > 0);
  return {
    grid: grid({ left: 56 }),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: (points: readonly { readonly dataIndex: number }[]) => {
        const { rate, energy } = drawn[points[0]?.dataIndex ?? 0]!;
        return `fault rate ${formatSignificant(rate, 2)}: ${formatSignificant(energy)} of a reliable bit`;
      },
    }),
    xAxis: axis('Fault rate of a bit', undefined, { log: true }),
    yAxis: { ...axis('Energy of a bit', 'relative', { vertical: true, min: 0 }), scale: false },
    series: [
      {
        type: 'line',
        symbol: drawn.length < 40 ? 'circle' : 'none',
        symbolSize: 5,
        data: drawn.map(({ rate, energy }) => [rate, energy]),
        lineStyle: { color: tokens.accent, width: 1.75 },
        itemStyle: { color: tokens.accent },
      },
    ],
  };
}

const significant = (value: unknown): string => formatSignificant(Number(value), 3);

export const energyColumns: readonly TableColumn[] = [
  { key: 'rate', label: 'Fault rate', kind: 'number', format: significant },
  { key: 'energy', label: 'Energy of a bit', unit: 'relative', kind: 'number', format: significant },
];
