import type { ChartLook } from '../../../renderer/charts/chart-look.ts';
import type { FrontChart, FrontChartPoint } from '../../../renderer/charts/front-option.ts';
import { readChartTokens } from '../../../renderer/charts/theme-tokens.ts';

export const look: ChartLook = { palette: 'default', dark: false, tokens: readChartTokens((property) => property) };

export function chartPoint(method: string, energy: number, accuracy: number, dominated = false): FrontChartPoint {
  return {
    method,
    energy: { value: energy, low: energy * 0.95, high: energy * 1.05 },
    accuracy: { value: accuracy, low: accuracy - 0.01, high: accuracy + 0.01 },
    dominated,
  };
}

export const points: readonly FrontChartPoint[] = [
  chartPoint('uniform-bsc', 0.3, 0.85),
  chartPoint('uniform-bsc', 0.6, 0.94),
  chartPoint('uniform-bsc', 0.7, 0.9, true),
  chartPoint('lanmax', 0.2, 0.86),
  chartPoint('lanmax', 0.4, 0.95),
];

export function frontChart(changes: Partial<FrontChart> = {}): FrontChart {
  return {
    points,
    hidden: new Set(),
    logarithmic: true,
    showDominated: true,
    pinned: [],
    cursors: {},
    energyName: 'Memory energy (% of the reference)',
    look,
    describe: (index) => `point ${index}`,
    labelOf: (index) => `label ${index}`,
    ...changes,
  };
}
