import type { Front } from '../../../../main/contract/front-results.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { fixed } from '../../../charts/digits.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import { formatCount } from '../../../charts/number-format.ts';
import { accuracyText, energyText, intervalText, percentText } from '../text/estimate-text.ts';
import { formatSample, spreads } from '../../../../main/contract/text/estimate-text.ts';
import type { ComparedPoint } from './compared-points.ts';

export function dominatedBy({
  dominated,
  dominatedByAny,
}: Pick<ComparedPoint, 'dominated' | 'dominatedByAny'>): string {
  if (dominated) return 'its own method';
  return dominatedByAny ? 'another method' : 'none';
}

/** One column of a table of points, from the point. */
function column(
  key: string,
  label: string,
  text: (point: ComparedPoint) => string,
  more: Partial<TableColumn> = {},
): TableColumn {
  return { key, label, ...more, format: (_value, row) => text(row as unknown as ComparedPoint) };
}

const number = { kind: 'number' } as const;

/** Columns of a table whose rows are points; of the profile only where there are several. */
export function pointColumns(points: readonly ComparedPoint[]): readonly TableColumn[] {
  const several = new Set(points.map(({ profile }) => profile)).size > 1;
  return [
    column('method', 'Method', ({ method }) => methodLabel(method)),
    ...(several ? [column('profile', 'Profile', ({ profile }) => profile)] : []),
    column('label', 'Configuration', ({ label }) => label),
    column('architecture', 'Network', ({ architecture }) => architecture),
    column('energy', 'Energy', ({ energy }) => energyText(energy), { ...number, unit: '% of reference' }),
    column('accuracy', 'Accuracy', ({ accuracy }) => percentText(accuracy), { ...number, unit: '%' }),
    column('over', 'Interval over', ({ accuracy }) => formatSample(accuracy)),
    column('seeds', 'Seeds', ({ seeds }) => String(seeds.length), number),
    column('runs', 'Runs', ({ runIds }) => runIds.join(', ')),
    column('dominated', 'Dominated by', dominatedBy, {
      description: 'none: no other point is at least as accurate for at most the energy',
    }),
  ];
}

export function pointRows(points: readonly ComparedPoint[]): readonly TableRow[] {
  return points as unknown as readonly TableRow[];
}

/** Everything about a point in a few lines: on the chart, and read out. */
export function describePoint(point: ComparedPoint): string {
  const { label, method, profile, architecture, energy, accuracy, seeds } = point;
  const draws = seeds.reduce((sum, each) => sum + each.draws.length, 0);
  return [
    label,
    `${methodLabel(method)}, profile ${profile}, ${architecture}`,
    `Accuracy ${accuracyText(accuracy)} over ${formatSample(accuracy)}`,
    `Energy ${energyText(energy)}\u202f% of the reference${spreads(energy) ? ` over ${formatSample(energy)}` : ''}`,
    `${seeds.map(({ seed, accuracy: own }) => `seed ${seed}: ${fixed(100 * own, 2)}\u202f%`).join(', ')}`,
    `${formatCount(draws)} noise draws in all`,
    ...(point.dominated || point.dominatedByAny ? [`Dominated by ${dominatedBy(point)}`] : []),
  ].join('\n');
}

/** In one line, for a label that stays and for reading out. */
export function shortPoint({ label, energy, accuracy }: ComparedPoint): string {
  return `${label}: ${percentText(accuracy)}\u202f% at ${energyText(energy)}\u202f% energy`;
}

export const hypervolumeColumns: readonly TableColumn[] = [
  { key: 'method', label: 'Method' },
  { key: 'points', label: 'Points', kind: 'number' },
  { key: 'onFront', label: 'On its front', kind: 'number' },
  { key: 'hypervolume', label: 'Hypervolume', unit: '%', kind: 'number' },
];

export const hypervolumeNote =
  'Area that a front dominates, of the rectangle from no energy to the reference’s and from chance to full accuracy. Nothing is interpolated.';

export function hypervolumeRows(fronts: readonly Front[]): readonly TableRow[] {
  return fronts.map(({ method, points, hypervolume }) => ({
    key: method,
    method: methodLabel(method),
    points: String(points.length),
    onFront: String(points.filter(({ dominated }) => !dominated).length),
    hypervolume: intervalText(hypervolume, 100),
  }));
}
