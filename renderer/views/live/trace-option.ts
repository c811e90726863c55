import { listed } from '../../../main/contract/text/listed.ts';
import { axis, grid, tooltip } from '../../charts/base-option.ts';
import { formatCount, formatPercent, formatSignificant } from '../../charts/number-format.ts';
import type { SeriesPoint } from './series-summary.ts';

/** One quantity over the steps of a training. */
export interface Trace {
  readonly name: string;
  readonly raw: readonly SeriesPoint[];
  /** Drawn over the raw trace; empty where nothing is smoothed */
  readonly smoothed: readonly SeriesPoint[];
  readonly color: string;
  readonly dash?: 'solid' | readonly number[];
  /** Points are few and far between: marks besides the line */
  readonly marked?: boolean;
}

export interface TraceChart {
  readonly traces: readonly Trace[];
  /** Of the vertical axis */
  readonly title: string;
  readonly unit?: string;
  readonly percent?: boolean;
  readonly log?: boolean;
  /** Steps after which the run was taken up again */
  readonly joins?: readonly number[];
  /** Of what marks them */
  readonly joinColor?: string;
}

export const traceValue = (value: number, percent: boolean): string =>
  percent ? formatPercent(value, 2) : formatSignificant(value, 4);

/** Where the curve was taken up again, in words. */
export function joinsText(joins: readonly number[]): string {
  const places = listed(joins.map(formatCount));
  const [step, line] = joins.length === 1 ? ['step', 'line'] : ['steps', 'lines'];
  return `Resumed after ${step} ${places}: dotted ${line}.`;
}

/** Raw traces thin and pale, the smoothed ones over them. */
export function traceOption(chart: TraceChart) {
  const { traces, title, unit, percent = false, log = false, joins = [], joinColor } = chart;
  const positive = (points: readonly SeriesPoint[]) =>
    points.filter(({ value }) => Number.isFinite(value) && (!log || value > 0)).map(({ step, value }) => [step, value]);
  return {
    grid: grid({ left: 60, top: traces.length > 1 ? 32 : 12, bottom: 44 }),
    ...(traces.length > 1 ? { legend: { top: 0, left: 60, data: traces.map(({ name }) => name) } } : {}),
    tooltip: tooltip({
      trigger: 'axis',
      formatter: (items: readonly { seriesName: string; value: readonly number[] }[]) => {
        const step = items[0]?.value[0];
        if (step === undefined) return '';
        const shownUnit = unit === undefined ? '' : `\u202f${unit}`;
        const lines = items.map(
          ({ seriesName, value }) => `${seriesName}: ${traceValue(value[1]!, percent)}${shownUnit}`,
        );
        return [`Step ${formatCount(step)}`, ...lines].join('\n');
      },
    }),
    xAxis: { ...axis('Steps', undefined), min: 0 },
    yAxis: axis(title, unit, { log, percent, vertical: true }),
    series: traces.flatMap(({ name, raw, smoothed, color, dash = 'solid', marked = false }, index) => {
      const isSmoothed = smoothed.length > 0;
      const line = { type: 'line', symbol: marked ? 'circle' : 'none', symbolSize: 6, itemStyle: { color } };
      return [
        {
          ...line,
          id: `${name} raw`,
          name: isSmoothed ? `${name}, as measured` : name,
          data: positive(raw),
          markLine: {
            symbol: 'none',
            silent: true,
            animation: false,
            lineStyle: { color: joinColor, width: 1, type: [2, 3] },
            label: { formatter: 'resumed', position: 'insideEndTop', fontSize: 10, color: joinColor },
            data: index === 0 ? joins.map((xAxis) => ({ xAxis })) : [],
          },
          lineStyle: { color, width: isSmoothed ? 1 : 1.5, opacity: isSmoothed ? 0.22 : 1, type: dash },
          z: 2,
        },
        ...(isSmoothed
          ? [
              {
                ...line,
                id: `${name} smoothed`,
                name,
                symbol: 'none',
                data: positive(smoothed),
                lineStyle: { color, width: 2, type: dash },
                z: 3,
              },
            ]
          : []),
      ];
    }),
  };
}
