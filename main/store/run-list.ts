import type { AccuracyStage, RunKind, RunStatus } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

/** A line of the table of runs, small because there may be tens of thousands. Times are milliseconds since 1970. */
export interface ListedRun {
  readonly id: number;
  readonly studyId: number;
  readonly studyName: string;
  readonly kind: RunKind;
  readonly profileLabel: string | undefined;
  readonly methodLabel: string | undefined;
  /** Of the specification: `saft`, `lanmax`, ... */
  readonly methodName: string | undefined;
  readonly seed: number;
  readonly status: RunStatus;
  /** The last that was reported, 0 to 1 */
  readonly fraction: number | undefined;
  readonly createdAt: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly activeMs: number;
  /** Of the rung a run of its kind is there for; see {@link headlineStages} */
  readonly accuracy:
    { readonly value: number; readonly low: number; readonly high: number; readonly draws: number } | undefined;
  readonly locked: boolean;
  readonly tags: readonly string[];
  readonly hasNotes: boolean;
  readonly trashed: boolean;
  /** Since when it is in the trash */
  readonly trashedAt: number | undefined;
}

export interface RunListFilter {
  readonly studyId?: number;
  /** Those in the trash instead of the others */
  readonly trashed?: boolean;
  /** These alone, in the trash or not */
  readonly ids?: readonly number[];
}

/** The rung a run is there for. An earlier one in its place, of a run that has not come so far, would mislead. */
export const headlineStages: Readonly<Record<RunKind, AccuracyStage>> = {
  pretrain: 'recovered-clean',
  prepare: 'noisy',
  train: 'recovered',
};

interface ListedRow {
  readonly id: number;
  readonly studyId: number;
  readonly studyName: string;
  readonly kind: RunKind;
  readonly profileLabel: string | null;
  readonly methodLabel: string | null;
  readonly methodName: string | null;
  readonly seed: number;
  readonly status: RunStatus;
  readonly fraction: number | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly activeMs: number;
  readonly accuracyId: number | null;
  readonly accuracy: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly draws: number;
  readonly locked: number;
  readonly tags: string | null;
  readonly hasNotes: number;
  readonly trashedAt: number | null;
}

const stageOfKind = `CASE kind ${Object.entries(headlineStages)
  .map(([kind, stage]) => `WHEN '${kind}' THEN '${stage}'`)
  .join(' ')} END`;

const select = `SELECT runs.id, study_id AS studyId, studies.name AS studyName, kind, profile_label AS profileLabel,
    method_label AS methodLabel, method_name AS methodName, seed, status, fraction, runs.created_at AS createdAt,
    started_at AS startedAt, ended_at AS endedAt, active_ms AS activeMs, accuracies.id AS accuracyId, accuracy, low, high,
    (SELECT count(*) FROM accuracy_draws WHERE accuracy_id = accuracies.id) AS draws, locked,
    (SELECT json_group_array(tag) FROM run_tags WHERE run_id = runs.id) AS tags, runs.notes <> '' AS hasNotes,
    runs.trashed_at AS trashedAt
  FROM runs JOIN studies ON studies.id = study_id
    LEFT JOIN run_progress ON run_progress.run_id = runs.id
    LEFT JOIN accuracies ON accuracies.run_id = runs.id AND stage = ${stageOfKind}`;

function listedRun(row: ListedRow): ListedRun {
  return {
    id: row.id,
    studyId: row.studyId,
    studyName: row.studyName,
    kind: row.kind,
    profileLabel: row.profileLabel ?? undefined,
    methodLabel: row.methodLabel ?? undefined,
    methodName: row.methodName ?? undefined,
    seed: row.seed,
    status: row.status,
    fraction: row.fraction ?? undefined,
    createdAt: row.createdAt,
    startedAt: row.startedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    activeMs: row.activeMs,
    accuracy:
      row.accuracyId === null
        ? undefined
        : {
            value: fromNullable(row.accuracy),
            low: fromNullable(row.low),
            high: fromNullable(row.high),
            draws: row.draws,
          },
    locked: row.locked === 1,
    tags: row.tags === null || row.tags === '[]' ? [] : (JSON.parse(row.tags) as string[]),
    hasNotes: row.hasNotes === 1,
    trashed: row.trashedAt !== null,
    trashedAt: row.trashedAt ?? undefined,
  };
}

/** Everything a table of runs shows, by one query, in the order they were made. */
export function listRuns(connection: Connection, filter: RunListFilter = {}): readonly ListedRun[] {
  const { studyId, ids, trashed = false } = filter;
  const conditions = [
    ...(studyId === undefined ? [] : ['study_id = @studyId']),
    ids === undefined
      ? `runs.trashed_at IS ${trashed ? 'NOT NULL' : 'NULL'}`
      : 'runs.id IN (SELECT value FROM json_each(@ids))',
  ];
  return connection
    .all<ListedRow>(`${select} WHERE ${conditions.join(' AND ')} ORDER BY runs.id`, {
      ...(studyId === undefined ? {} : { studyId }),
      ...(ids === undefined ? {} : { ids: JSON.stringify(ids) }),
    })
    .map(listedRun);
}
