import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import { formatPercent, formatSignificant } from '../../../charts/number-format.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { TableContent } from './measured-tables.ts';

export interface Series {
  readonly label: string;
  readonly points: readonly SeriesPoint[];
  /** Under the smoothed one */
  readonly faint: boolean;
}

interface SeriesPoint {
  readonly step: number;
  readonly value: number;
}

/** Traces over training steps; fractions as percent. */
export function seriesOption(
  title: string,
  series: readonly Series[],
  percent: boolean,
  tokens: ChartTokens,
): Record<string, unknown> {
  const colors = [tokens.accent, tokens.warning];
  let solid = 0;
  return {
    grid: grid({ left: 56, bottom: 40 }),
    xAxis: axis('Step', undefined),
    yAxis: axis(title, undefined, { percent, vertical: true }),
    tooltip: tooltip({ trigger: 'axis' }),
    series: series.map(({ label, points, faint }) => ({
      type: 'line',
      name: label,
      showSymbol: points.length === 1,
      data: points.map(({ step, value }) => [step, Number.isFinite(value) ? value : null]),
      lineStyle: {
        color: faint ? tokens.lineStrong : colors[solid % colors.length],
        width: faint ? 1 : 1.75,
        type: !faint && solid++ > 0 ? 'dashed' : 'solid',
        opacity: faint ? 0.6 : 1,
      },
      itemStyle: { color: faint ? tokens.lineStrong : tokens.accent },
      silent: faint,
    })),
  };
}

/** The same as a table: a line for each step that has a value. */
export function seriesTable(series: readonly Series[], percent: boolean): TableContent {
  const shown = series.filter(({ points }) => points.length > 0);
  const steps = [...new Set(shown.flatMap(({ points }) => points.map(({ step }) => step)))].sort(
    (one, other) => one - other,
  );
  const values = shown.map(({ points }) => new Map(points.map(({ step, value }) => [step, value])));
  const text = (value: number | undefined): string => {
    if (value === undefined) return '';
    return percent ? formatPercent(value, 2) : formatSignificant(value, 4);
  };
  return {
    columns: [
      { key: 'step', label: 'Step', kind: 'number' },
      ...shown.map(({ label }, place) => ({ key: `s${place}`, label, kind: 'number' as const })),
    ],
    rows: steps.map((step) => ({
      step,
      ...Object.fromEntries(values.map((ofSeries, place) => [`s${place}`, text(ofSeries.get(step))])),
    })),
  };
}
