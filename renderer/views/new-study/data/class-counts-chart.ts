import type { DataDescription } from '../../../../main/contract/workbench/inspection.ts';
import { axis, grid, tooltip } from '../../../charts/base-option.ts';
import { shortName } from '../../../charts/short-name.ts';
import { formatCount } from '../../../charts/number-format.ts';
import type { ChartTokens } from '../../../charts/theme-tokens.ts';
import type { ChartPoint } from '../../../components/chart-point.ts';
import type { TableColumn } from '../../../components/table-text.ts';
import { exampleWord } from './feature-columns.ts';

type Part = DataDescription['parts'][number];

export const partTitles: Readonly<Record<Part['part'], string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

/** Of a class' name on the axis; the tooltip and the table have all of it */
const shown = (name: string): string => shortName(name, 18);

/** Images of each class as bars side by side, one for each part; parts differ in fill, not in hue alone. */
export function classCountsOption(
  { classes, parts, features }: Pick<DataDescription, 'classes' | 'parts' | 'features'>,
  tokens: ChartTokens,
): Readonly<Record<string, unknown>> {
  const looks: Readonly<Record<Part['part'], Readonly<Record<string, unknown>>>> = {
    train: { color: tokens.accent },
    validation: { color: tokens.surfaceRaised, borderColor: tokens.accent, borderWidth: 1.25 },
    test: { color: tokens.inkFaint },
  };
  // Names stand upright where they would not fit side by side
  const longest = Math.max(0, ...classes.map((name) => shown(name).length));
  const areTurned = longest * classes.length > 48;
  const base = axis('Class', undefined, { categories: classes });
  const turned = { rotate: 40, ...(classes.length <= 40 ? { interval: 0 } : {}) };
  const names = { ...base, axisLabel: { formatter: shown, ...(areTurned ? turned : {}) } };
  return {
    grid: grid({ left: 72, top: 32, bottom: areTurned ? 96 : 48 }),
    legend: { top: 0, left: 'center' },
    tooltip: tooltip({ trigger: 'axis' }),
    xAxis: areTurned ? { ...names, nameGap: 76 } : names,
    yAxis: { ...axis(features === undefined ? 'Images' : 'Rows', undefined, { vertical: true }), scale: false },
    series: parts.map(({ part, classCounts }) => ({
      type: 'bar',
      name: partTitles[part],
      barMaxWidth: 18,
      data: classCounts,
      itemStyle: looks[part],
    })),
  };
}

export function classCountPoints({
  classes,
  parts,
  features,
}: Pick<DataDescription, 'classes' | 'parts' | 'features'>): readonly ChartPoint[] {
  return parts.flatMap(({ part, classCounts }, seriesIndex) =>
    classCounts.map((count, dataIndex) => ({
      text: `${classes[dataIndex]}: ${formatCount(count)} ${partTitles[part]} ${exampleWord({ features })}`,
      seriesIndex,
      dataIndex,
    })),
  );
}

export function classCountTable({
  classes,
  parts,
  features,
}: Pick<DataDescription, 'classes' | 'parts' | 'features'>): {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, string | number>>[];
} {
  const format = (value: unknown): string => formatCount(Number(value));
  return {
    columns: [
      { key: 'class', label: 'Class' },
      ...parts.map(({ part }) => ({
        key: part,
        label: `${partTitles[part]} ${exampleWord({ features })}`,
        kind: 'number' as const,
        format,
      })),
    ],
    rows: classes.map((name, index) => ({
      class: name,
      ...Object.fromEntries(parts.map(({ part, classCounts }) => [part, classCounts[index] ?? 0])),
    })),
  };
}
