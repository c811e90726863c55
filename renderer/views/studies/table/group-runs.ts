import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { runMethod } from './run-words.ts';

export const groupings = ['none', 'study', 'method', 'profile', 'configuration'] as const;
export type Grouping = (typeof groupings)[number];

/** A line above the runs of one group. */
export interface RunGroup {
  readonly group: string;
  readonly title: string;
  /** Of the group, for its mark; where all its runs have the same */
  readonly methodName: string | undefined;
  readonly runs: number;
  /** Different studies, methods and profiles among them, so that `accuracy` is over seeds only when it is 1 */
  readonly configurations: number;
  readonly finished: number;
  readonly accuracy: SampleSummary | undefined;
  readonly collapsed: boolean;
  readonly ids: readonly number[];
}

/** Mean and standard deviation of n values; the deviation of one value is NaN. */
export interface SampleSummary {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly n: number;
}

export type TableItem = RunRow | RunGroup;

export const isGroup = (item: TableItem): item is RunGroup => 'group' in item;

/** Sample standard deviation (n - 1). @returns undefined for no values */
export function summarise(values: readonly number[]): SampleSummary | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardDeviation: Math.sqrt(squares / (values.length - 1)), n: values.length };
}

const configurationOf = (row: RunRow): string => JSON.stringify([row.studyId, row.kind, row.method, row.profile]);

const keys: Readonly<Record<Exclude<Grouping, 'none'>, (row: RunRow) => string>> = {
  study: (row) => String(row.studyId),
  method: (row) => JSON.stringify([row.methodName, runMethod(row)]),
  profile: (row) => row.profile ?? '',
  configuration: configurationOf,
};

const titles: Readonly<Record<Exclude<Grouping, 'none'>, (row: RunRow) => string>> = {
  study: (row) => row.studyName,
  method: runMethod,
  profile: (row) => row.profile ?? 'No profile',
  configuration: (row) =>
    [runMethod(row), row.profile, row.studyName].filter((part) => part !== undefined && part !== '').join(' · '),
};

/**
 * Lists runs under the groups they are in, groups in the order of their first run, runs in the order given.
 *
 * @param collapsed groups whose runs are not listed
 */
export function groupRuns(
  rows: readonly RunRow[],
  grouping: Grouping,
  collapsed: ReadonlySet<string>,
): readonly TableItem[] {
  if (grouping === 'none') return rows;
  const members = Map.groupBy(rows, keys[grouping]);
  const items: TableItem[] = [];
  for (const [key, runs] of members) {
    const isCollapsed = collapsed.has(key);
    items.push(groupOf(key, titles[grouping](runs[0]!), runs, isCollapsed));
    if (!isCollapsed) for (const run of runs) items.push(run);
  }
  return items;
}

function groupOf(group: string, title: string, runs: readonly RunRow[], collapsed: boolean): RunGroup {
  const finished = runs.filter((run) => run.status === 'finished');
  const accuracies = finished.flatMap(({ accuracy }) =>
    accuracy !== undefined && Number.isFinite(accuracy.value) ? [accuracy.value] : [],
  );
  const [first] = runs;
  const isOneMethod = runs.every((run) => run.methodName === first!.methodName);
  return {
    group,
    title,
    methodName: isOneMethod ? first!.methodName : undefined,
    runs: runs.length,
    configurations: new Set(runs.map(configurationOf)).size,
    finished: finished.length,
    accuracy: summarise(accuracies),
    collapsed,
    ids: runs.map((run) => run.id),
  };
}
