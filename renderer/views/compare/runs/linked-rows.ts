import type { Estimate, MethodComparison, StudyComparison } from '../../../../main/contract/results.ts';
import type { ParallelRow } from '../../../charts/parallel-rows.ts';
import type { TableColumn, TableRow } from '../../../components/table-text.ts';
import { dominatedBy } from '../fronts/front-table.ts';
import { fixed, significant } from '../text/digits.ts';
import { energyText, percentText, sampleText } from '../text/estimate-text.ts';

/** A run, or a configuration over its runs, in words and in what it is sorted by. */
export interface LinkedRow extends TableRow {
  readonly key: string;
  readonly runIds: readonly number[];
  readonly methodName: string;
  /** By column; what is not here is sorted as it reads */
  readonly order: Readonly<Record<string, number>>;
}

const number = { kind: 'number' } as const;

/** Columns of the table under the charts; those that would be empty or all alike are left out. */
export function linkedColumns(rows: readonly LinkedRow[], perConfiguration: boolean): readonly TableColumn[] {
  const filled = (key: string): boolean => rows.some((row) => row[key] !== '');
  const differs = (key: string): boolean => new Set(rows.map((row) => row[key])).size > 1;
  return [
    { key: 'method', label: 'Method' },
    ...(differs('profile') ? [{ key: 'profile', label: 'Profile' }] : []),
    { key: 'label', label: 'Configuration' },
    ...(differs('architecture') ? [{ key: 'architecture', label: 'Network' }] : []),
    ...(perConfiguration ? [] : [{ key: 'seed', label: 'Seed', ...number }]),
    ...(filled('energy') ? [{ key: 'energy', label: 'Energy', unit: '% of reference', ...number }] : []),
    { key: 'accuracy', label: 'Under noise', unit: '%', ...number },
    ...(filled('clean') ? [{ key: 'clean', label: 'Without noise', unit: '%', ...number }] : []),
    ...(perConfiguration ? [{ key: 'over', label: 'Interval over' }] : []),
    ...(filled('dominated') ? [{ key: 'dominated', label: 'Dominated by' }] : []),
    { key: 'runs', label: perConfiguration ? 'Runs' : 'Run', ...number },
  ];
}

interface Measured {
  readonly method: MethodComparison;
  readonly energy?: Estimate;
  readonly dominated: string;
}

function measuredOf({ profiles, fronts }: Pick<StudyComparison, 'profiles' | 'fronts'>): ReadonlyMap<number, Measured> {
  const points = new Map(
    (fronts?.fronts ?? []).flatMap(({ points }) =>
      points.flatMap((point) => point.seeds.map(({ runId }) => [runId, point] as const)),
    ),
  );
  return new Map(
    profiles.flatMap(({ methods }) =>
      methods.flatMap((method) =>
        method.seeds.map(({ runId }): [number, Measured] => {
          const point = points.get(runId);
          return [runId, { method, energy: point?.energy, dominated: point === undefined ? '' : dominatedBy(point) }];
        }),
      ),
    ),
  );
}

/** The rows of parallel coordinates as rows of a table, with the intervals that configurations have. */
export function linkedRows(
  comparison: Pick<StudyComparison, 'profiles' | 'fronts'>,
  rows: readonly ParallelRow[],
  perConfiguration: boolean,
): readonly LinkedRow[] {
  const measured = measuredOf(comparison);
  return rows.map(({ key, runIds, method: methodName, values }) => {
    const found = measured.get(runIds[0] ?? -1);
    const text = (name: string): string => (values[name] === undefined ? '' : String(values[name]));
    const numeric = (name: string): number => Number(values[name] ?? NaN);
    const own = perConfiguration ? found : undefined;
    const energy = numeric('energy');
    return {
      key,
      runIds,
      methodName,
      method: text('method'),
      profile: text('profile'),
      label: text('label'),
      architecture: text('architecture'),
      seed: text('seed'),
      energy:
        own?.energy !== undefined ? energyText(own.energy) : Number.isNaN(energy) ? '' : significant(100 * energy, 4),
      accuracy: own === undefined ? fixed(100 * numeric('accuracy'), 2) : percentText(own.method.recovered),
      clean: perConfiguration ? percentText(found?.method.recoveredClean) : '',
      over: own === undefined ? '' : sampleText(own.method.recovered),
      dominated: own?.dominated ?? '',
      runs: runIds.join(', '),
      order: {
        seed: numeric('seed'),
        energy,
        accuracy: numeric('accuracy'),
        clean: numeric('recoveredClean'),
        runs: runIds[0] ?? 0,
      },
    };
  });
}

export interface Sorting {
  readonly key: string;
  readonly descending: boolean;
}

/** Places of the rows in the order of a column; equal ones stay as they were, what has no number comes last. */
export function sortedPlaces(rows: readonly LinkedRow[], sorting: Sorting | undefined): readonly number[] {
  const places = rows.map((_row, place) => place);
  if (sorting === undefined) return places;
  const { key, descending } = sorting;
  const sign = descending ? -1 : 1;
  return places.toSorted((first, second) => {
    const [one, other] = [rows[first]!, rows[second]!];
    if (!(key in one.order)) return sign * String(one[key]).localeCompare(String(other[key]), 'en', { numeric: true });
    const [a, b] = [one.order[key]!, other.order[key]!];
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
    return sign * (a - b);
  });
}

/** What a click on a column's title makes of the sorting: up, down, as it came. */
export function nextSorting(sorting: Sorting | undefined, key: string): Sorting | undefined {
  if (sorting?.key !== key) return { key, descending: false };
  return sorting.descending ? undefined : { key, descending: true };
}
