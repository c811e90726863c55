import type { Estimate } from '../../../../main/contract/estimate.ts';
import type { MethodComparison, StudyComparison } from '../../../../main/contract/results.ts';
import type { ParallelRow } from '../../../charts/parallel-rows.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { dominatedBy } from '../fronts/front-table.ts';
import { fixed, significant } from '../../../charts/digits.ts';
import { energyText, percentText } from '../text/estimate-text.ts';
import { formatSample } from '../../../../main/contract/text/estimate-text.ts';

/** A run, or a configuration over its runs, with what the comparison measured of it. */
export interface LinkedRow extends ParallelRow {
  readonly measured?: Measured;
}

export interface Measured {
  readonly comparison: MethodComparison;
  readonly energy?: Estimate;
  /** Absent where there are no fronts */
  readonly dominated?: string;
}

/** By run. */
function measuredRuns({
  profiles,
  fronts,
}: Pick<StudyComparison, 'profiles' | 'fronts'>): ReadonlyMap<number, Measured> {
  const points = new Map(
    (fronts?.fronts ?? []).flatMap(({ points }) =>
      points.flatMap((point) => point.seeds.map(({ runId }) => [runId, point] as const)),
    ),
  );
  return new Map(
    profiles.flatMap(({ methods }) =>
      methods.flatMap((comparison) =>
        comparison.seeds.map(({ runId }): [number, Measured] => {
          const point = points.get(runId);
          const ofFront = point === undefined ? {} : { energy: point.energy, dominated: dominatedBy(point) };
          return [runId, { comparison, ...ofFront }];
        }),
      ),
    ),
  );
}

/** The rows of parallel coordinates, with the intervals that configurations have; a single run has none here. */
export function linkedRows(
  comparison: Pick<StudyComparison, 'profiles' | 'fronts'>,
  rows: readonly ParallelRow[],
  perConfiguration: boolean,
): readonly LinkedRow[] {
  if (!perConfiguration) return rows;
  const measured = measuredRuns(comparison);
  return rows.map((row) => ({ ...row, measured: measured.get(row.runIds[0] ?? -1) }));
}

const number = { kind: 'number' } as const;

function percentOf({ values }: ParallelRow, key: string, text: (percent: number) => string): string {
  const value = values[key];
  return typeof value === 'number' && Number.isFinite(value) ? text(100 * value) : '';
}

/** Columns of the table under the charts; those that would be empty or all alike are left out. */
export function linkedColumns(rows: readonly LinkedRow[], perConfiguration: boolean): readonly TableColumn[] {
  const column = (key: string, label: string, text: (row: LinkedRow) => string, more: Partial<TableColumn> = {}) => ({
    key,
    label,
    ...more,
    format: (_value: unknown, row: TableRow) => text(row as unknown as LinkedRow),
  });
  const word = (key: string, label: string): TableColumn =>
    column(key, label, ({ values }) => String(values[key] ?? ''));
  const has = (key: string): boolean => rows.some(({ values }) => values[key] !== undefined);
  const differs = (key: string): boolean => new Set(rows.map(({ values }) => values[key])).size > 1;
  const energy = ({ measured, ...row }: LinkedRow): string =>
    measured?.energy === undefined
      ? percentOf(row, 'energy', (value) => significant(value, 4))
      : energyText(measured.energy);
  const accuracy = ({ measured, ...row }: LinkedRow): string =>
    measured === undefined
      ? percentOf(row, 'accuracy', (value) => fixed(value, 2))
      : percentText(measured.comparison.recovered);
  const sampled = ({ measured }: LinkedRow): string =>
    measured === undefined ? '' : formatSample(measured.comparison.recovered);
  return [
    word('method', 'Method'),
    ...(differs('profile') ? [word('profile', 'Profile')] : []),
    word('label', 'Configuration'),
    ...(differs('architecture') ? [word('architecture', 'Network')] : []),
    ...(perConfiguration ? [] : [{ ...word('seed', 'Seed'), ...number }]),
    ...(has('energy') ? [column('energy', 'Energy', energy, { ...number, unit: '% of reference' })] : []),
    column('accuracy', 'Under noise', accuracy, { ...number, unit: '%' }),
    ...(perConfiguration && has('recoveredClean')
      ? [
          column(
            'recoveredClean',
            'Without noise',
            ({ measured }) => percentText(measured?.comparison.recoveredClean),
            {
              ...number,
              unit: '%',
            },
          ),
        ]
      : []),
    ...(perConfiguration ? [column('over', 'Interval over', sampled)] : []),
    ...(rows.some(({ measured }) => measured?.dominated !== undefined)
      ? [column('dominated', 'Dominated by', ({ measured }) => measured?.dominated ?? '')]
      : []),
    column('runs', perConfiguration ? 'Runs' : 'Run', ({ runIds }) => runIds.join(', '), number),
  ];
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

function orderOf(row: LinkedRow, key: string): number | string {
  if (key === 'runs') return row.runIds[0] ?? 0;
  if (key === 'over') return row.measured === undefined ? '' : formatSample(row.measured.comparison.recovered);
  if (key === 'dominated') return row.measured?.dominated ?? '';
  return row.values[key] ?? NaN;
}

/** Places of the rows in the order of a column; equal ones stay as they were, what has no value comes last. */
export function sortedPlaces(rows: readonly LinkedRow[], sorting: Sorting | undefined): readonly number[] {
  const places = rows.map((_row, place) => place);
  if (sorting === undefined) return places;
  const orders = rows.map((row) => orderOf(row, sorting.key));
  const sign = sorting.descending ? -1 : 1;
  return places.toSorted((first, second) => {
    const [one, other] = [orders[first]!, orders[second]!];
    const [missingOne, missingOther] = [Number.isNaN(one), Number.isNaN(other)];
    if (missingOne || missingOther) return Number(missingOne) - Number(missingOther);
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * String(one).localeCompare(String(other), 'en', { numeric: true });
  });
}

/** What a click on a column's title makes of the sorting: up, down, as it came. */
export function nextSorting(sorting: Sorting | undefined, key: string): Sorting | undefined {
  if (sorting?.key !== key) return { key, descending: false };
  return sorting.descending ? undefined : { key, descending: true };
}
