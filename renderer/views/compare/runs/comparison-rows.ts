import type { MethodComparison, StudyComparison } from '../../../../main/contract/results.ts';
import { axisOf, type ParallelAxis, type ParallelRow } from '../../../charts/parallel-rows.ts';
import { methodLabel } from '../../../charts/method-style.ts';
import { flattened } from '../differences/flattened.ts';

export interface AxisColumn {
  readonly key: string;
  readonly title: string;
  readonly unit?: string;
  readonly percent?: boolean;
}

/** What every comparison knows of a run, in the order of the axes. */
const known: readonly AxisColumn[] = [
  { key: 'method', title: 'Method' },
  { key: 'profile', title: 'Profile' },
  { key: 'architecture', title: 'Network' },
  { key: 'label', title: 'Configuration' },
  { key: 'seed', title: 'Seed' },
  { key: 'trainedLayers', title: 'Trained layers' },
  { key: 'stepMs', title: 'Step time', unit: 'ms' },
  { key: 'energy', title: 'Energy', unit: '% of reference', percent: true },
  { key: 'recoveredClean', title: 'Without noise', unit: '%', percent: true },
  { key: 'accuracy', title: 'Under noise', unit: '%', percent: true },
];

/** Shown from the start where they vary; the others wait in the list of axes. */
const outcomes = ['energy', 'recoveredClean', 'accuracy'];
const shownFirst = ['method', 'profile', 'architecture', 'seed', 'energy', 'recoveredClean', 'accuracy'];

interface RowSource {
  readonly profile: string;
  readonly methods: readonly MethodComparison[];
}

/** A row for each finished training run of the comparison. */
export function runRows(
  comparison: Pick<StudyComparison, 'profiles' | 'fronts' | 'architecture'>,
): readonly ParallelRow[] {
  const ofFront = new Map(
    (comparison.fronts?.fronts ?? []).flatMap(({ points }) =>
      points.flatMap(({ architecture, seeds }) =>
        seeds.map(({ runId, energy }) => [runId, { architecture, energy }] as const),
      ),
    ),
  );
  const sources = comparison.profiles.map(({ label, methods }): RowSource => ({ profile: label, methods }));
  return sources.flatMap(({ profile, methods }) =>
    methods.flatMap((method) =>
      method.seeds.map(({ seed, runId, accuracy }): ParallelRow => {
        const front = ofFront.get(runId);
        return {
          key: String(runId),
          runIds: [runId],
          method: method.method,
          title: `${method.label}, seed ${seed}`,
          values: {
            ...configurationValues(method),
            method: methodLabel(method.method),
            profile,
            architecture: front?.architecture ?? comparison.architecture,
            label: method.label,
            seed,
            trainedLayers: method.plan?.trained.length,
            stepMs: method.timing?.totalMs,
            energy: front?.energy,
            recoveredClean: method.recoveredClean?.value,
            accuracy,
          },
        };
      }),
    ),
  );
}

/** What the method was told to do, besides its name: `tradeoff`, `layers.k`, ... */
function configurationValues({ configuration }: MethodComparison): Readonly<Record<string, number | string>> {
  if (configuration === undefined) return {};
  const own = Object.entries(flattened(configuration)).filter(([key]) => key !== 'method' && key !== 'label');
  return Object.fromEntries(
    own.map(([key, value]) => [`method.${key}`, typeof value === 'boolean' ? String(value) : value]),
  );
}

/** A row for each configuration: means of its runs' numbers, and what its runs have in common. */
export function configurationRows(runs: readonly ParallelRow[]): readonly ParallelRow[] {
  const groups = Map.groupBy(runs, ({ values }) => JSON.stringify([values['profile'], values['label']]));
  return [...groups].map(([key, own]) => {
    const [first] = own as [ParallelRow, ...ParallelRow[]];
    const keys = [...new Set(own.flatMap(({ values }) => Object.keys(values)))].filter((each) => each !== 'seed');
    const merged = keys.map((each) => [each, mergedValue(own.map(({ values }) => values[each]))] as const);
    return {
      key,
      runIds: own.flatMap(({ runIds }) => runIds),
      method: first.method,
      title: String(first.values['label']),
      values: Object.fromEntries(merged),
    };
  });
}

function mergedValue(values: readonly (number | string | undefined)[]): number | string | undefined {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length > 0) return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  return new Set(values).size === 1 ? values[0] : undefined;
}

/** Adds what the store knows of each run besides; a value that is not there leaves a gap in the line. */
export function withColumns(
  rows: readonly ParallelRow[],
  values: Readonly<Record<string, readonly (number | string | null)[]>>,
  runs: readonly number[],
): readonly ParallelRow[] {
  const place = new Map(runs.map((id, index) => [id, index]));
  return rows.map((row) => {
    const index = place.get(row.runIds[0] ?? -1);
    if (index === undefined) return row;
    const more = Object.entries(values).map(([key, column]) => [key, column[index] ?? undefined] as const);
    return { ...row, values: { ...row.values, ...Object.fromEntries(more) } };
  });
}

/** Axes of all columns that some row has a value in: the known ones, the method's own, then the store's. */
export function axesOf(rows: readonly ParallelRow[], columns: readonly AxisColumn[] = []): readonly ParallelAxis[] {
  const keys = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
  const own = keys
    .filter((key) => key.startsWith('method.'))
    .map((key) => ({ key, title: key.slice('method.'.length) }));
  return [...known.slice(0, -3), ...own, ...columns, ...known.slice(-3)].flatMap(
    (column) => axisOf(column, rows) ?? [],
  );
}

/** So many axes can be read side by side */
const mostAxes = 10;

/** Axes that are shown before anything was chosen: those that vary, without names that would be too many to read. */
export function usualAxes(axes: readonly ParallelAxis[]): readonly string[] {
  const readable = ({ categories = [] }: ParallelAxis): boolean => categories.length <= 12;
  const varying = axes.filter(
    (axis) => axis.varies && readable(axis) && (shownFirst.includes(axis.key) || axis.key.startsWith('method.')),
  );
  // What was measured stands at the right and is never left out
  const measured = varying.filter(({ key }) => outcomes.includes(key));
  const chosen = varying.filter(({ key }) => !outcomes.includes(key)).slice(0, mostAxes - measured.length);
  return [...chosen, ...measured].map(({ key }) => key);
}
