import { grid, tooltip } from './base-option.ts';
import type { ChartLook } from './chart-look.ts';
import { errorBars } from './error-bars.ts';
import { padded, percentAxis, rangeOf } from './front-axis.ts';
import type { Series } from './front-series.ts';
import { methodStyle } from './method-style.ts';
import type { Interval } from './number-format.ts';
import { shortName } from './short-name.ts';

/** A stage before training, or a method after it. */
export interface LadderChartRow {
  readonly name: string;
  /** `clean`, `noisy`, ... before training */
  readonly stage?: string;
  /** Of the specification, after training */
  readonly method?: string;
  /** As it is used: the accuracy of the stage, or that under noise */
  readonly noisy: Interval;
  /** After training, without noise */
  readonly clean?: Interval;
}

export interface LadderChart {
  readonly rows: readonly LadderChartRow[];
  readonly look: ChartLook;
  describe(row: LadderChartRow): string;
}

/** Pixels: what a row needs, and the axis under them. */
export function ladderHeight(rows: number): number {
  return 28 * rows + 64;
}

function reference(rows: readonly LadderChartRow[], stage: string): readonly Record<string, unknown>[] {
  const found = rows.find((row) => row.stage === stage);
  return found === undefined ? [] : [{ xAxis: found.noisy.value, name: stage, label: { formatter: stage } }];
}

function markOf(row: LadderChartRow, { palette, dark, tokens }: ChartLook) {
  const { color, symbol } = methodStyle(row.method, palette, dark);
  return row.method === undefined ? { color: tokens.ink, symbol: 'circle' } : { color, symbol };
}

/** Dots with intervals, a row for each stage and method: what noise took, and what training gave back. */
export function ladderOption({ rows, look, describe }: LadderChart): Record<string, unknown> {
  const { tokens } = look;
  const range = rangeOf(rows.flatMap(({ noisy, clean }) => (clean === undefined ? [noisy] : [noisy, clean])));
  const bars = (estimateOf: (row: LadderChartRow) => Interval | undefined): Series[] => {
    const lines = rows.flatMap((row, y) => {
      const estimate = estimateOf(row);
      if (estimate === undefined) return [];
      return [{ x: estimate.value, y, xLow: estimate.low, xHigh: estimate.high, color: markOf(row, look).color }];
    });
    return [...Map.groupBy(lines, ({ color }) => color)].map(([color, own]) => errorBars(own, { color, z: 3 }));
  };
  const dot = (row: LadderChartRow, index: number, { value }: Interval, hollow: boolean) => {
    const { color, symbol } = markOf(row, look);
    const filled = { color, borderColor: tokens.surfaceRaised, borderWidth: 1 };
    return {
      value: [value, index],
      symbol,
      itemStyle: hollow ? { color: tokens.surfaceRaised, borderColor: color, borderWidth: 1.5 } : filled,
    };
  };
  const between = rows.map(({ noisy, clean }, index) => ({
    x: noisy.value,
    y: index,
    xLow: noisy.value,
    xHigh: clean?.value,
  }));
  const common = { type: 'scatter', z: 4, progressive: 0 };
  const names = rows.map(({ name }) => name);
  return {
    animation: false,
    grid: grid({ left: 12, right: 28, top: 24, bottom: 44, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' }),
    tooltip: tooltip({
      trigger: 'item',
      formatter: (item: { readonly value?: readonly number[] }) => {
        const row = rows[item.value?.[1] ?? -1];
        return row === undefined ? '' : describe(row);
      },
    }),
    xAxis: percentAxis('Accuracy (%)', range === undefined ? undefined : atMostOne(padded(range, false))),
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisTick: { show: false },
      splitLine: { show: true },
      axisLabel: { formatter: (name: string) => shortName(name, 40) },
    },
    series: [
      {
        ...common,
        id: 'noisy',
        name: 'as it is used',
        symbolSize: 10,
        data: rows.map((row, index) => dot(row, index, row.noisy, false)),
        markLine: {
          silent: true,
          symbol: 'none',
          // Otherwise it stands at the nearest per cent
          precision: 12,
          lineStyle: { color: tokens.lineStrong, type: [2, 3], width: 1 },
          // Rows begin at the top, where a line's start is then
          label: { color: tokens.inkSoft, fontSize: 11, position: 'start' },
          data: [...reference(rows, 'clean'), ...reference(rows, 'noisy')],
        },
      },
      {
        ...common,
        id: 'clean',
        name: 'without noise',
        symbolSize: 9,
        data: rows.flatMap((row, index) => (row.clean === undefined ? [] : [dot(row, index, row.clean, true)])),
      },
      errorBars(between, { color: tokens.lineStrong, cap: 0, width: 1, z: 1 }),
      ...bars(({ noisy }) => noisy),
      ...bars(({ clean }) => clean),
    ],
  };
}

const atMostOne = ({ min, max }: { min: number; max: number }) => ({
  min: Math.max(0, min),
  max: Math.min(1.005, max),
});
