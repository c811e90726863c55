import { LabError, type SerializedError } from '../contract/errors.ts';
import type {
  Provenance,
  RunConfiguration,
  RunKind,
  RunProgress,
  RunStatus,
  TrainingPosition,
} from '../contract/run.ts';
import type { Connection } from './connection.ts';

/** What a list shows of a run. Times are milliseconds since 1970. */
export interface RunSummary {
  readonly id: number;
  readonly studyId: number;
  readonly kind: RunKind;
  readonly methodLabel: string | undefined;
  readonly profileLabel: string | undefined;
  readonly seed: number;
  readonly status: RunStatus;
  readonly configurationHash: string;
  /** How many times it was started */
  readonly attempts: number;
  readonly createdAt: number;
  /** Of the last attempt */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** Sum over the attempts that ended; a lost one counts up to its last heartbeat */
  readonly activeMs: number;
  readonly stopRequested: boolean;
  /** The last that was reported */
  readonly progress: RunProgress | undefined;
  /** Of a failed run */
  readonly error: SerializedError | undefined;
}

export interface Run extends RunSummary {
  readonly configuration: RunConfiguration;
  /** The command that repeats it */
  readonly command: string;
  /** Of the last attempt */
  readonly provenance: Provenance | undefined;
  /** Of the last checkpoint */
  readonly position: TrainingPosition | undefined;
}

export interface RunRow {
  readonly id: number;
  readonly studyId: number;
  readonly kind: RunKind;
  readonly methodLabel: string | null;
  readonly profileLabel: string | null;
  readonly seed: number;
  readonly status: RunStatus;
  readonly configurationHash: string;
  readonly attempts: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly activeMs: number;
  readonly stopRequestedAt: number | null;
  readonly error: string | null;
  readonly phase: RunProgress['phase'] | null;
  readonly fraction: number | null;
  readonly detail: string | null;
  readonly secondsLeft: number | null;
}

export const runColumns = `runs.id, study_id AS studyId, kind, method_label AS methodLabel, profile_label AS profileLabel,
  seed, status, configuration_sha256 AS configurationHash, attempts, created_at AS createdAt, started_at AS startedAt,
  ended_at AS endedAt, active_ms AS activeMs, stop_requested_at AS stopRequestedAt, error, phase, fraction, detail,
  seconds_left AS secondsLeft`;

function progressOf(row: RunRow): RunProgress | undefined {
  if (row.phase === null) return undefined;
  const progress = { phase: row.phase, fraction: row.fraction ?? Number.NaN, detail: row.detail ?? '' };
  return row.secondsLeft === null ? progress : { ...progress, secondsLeft: row.secondsLeft };
}

/** Of a row of {@link runColumns} */
export function runSummaryOf(row: RunRow): RunSummary {
  return {
    id: row.id,
    studyId: row.studyId,
    kind: row.kind,
    methodLabel: row.methodLabel ?? undefined,
    profileLabel: row.profileLabel ?? undefined,
    seed: row.seed,
    status: row.status,
    configurationHash: row.configurationHash,
    attempts: row.attempts,
    createdAt: row.createdAt,
    startedAt: row.startedAt ?? undefined,
    endedAt: row.endedAt ?? undefined,
    activeMs: row.activeMs,
    stopRequested: row.stopRequestedAt !== null,
    progress: progressOf(row),
    error: row.error === null ? undefined : (JSON.parse(row.error) as SerializedError),
  };
}

/** The error, to be thrown */
export function runNotFound(id: number): LabError {
  return new LabError(
    'not-found',
    `There is no run ${id} in this workspace.`,
    'List the runs with `npm run -s lab -- runs list`.',
  );
}

export interface RunState {
  readonly status: RunStatus;
  readonly ownerToken: string | null;
  readonly startedAt: number | null;
  /** Of the attempts that have ended */
  readonly activeMs: number;
  readonly stopRequestedAt: number | null;
}

/** @throws LabError `not-found` */
export function readRunState(connection: Connection, id: number): RunState {
  const state = connection.get<RunState>(
    `SELECT status, owner_token AS ownerToken, started_at AS startedAt, active_ms AS activeMs,
       stop_requested_at AS stopRequestedAt
     FROM runs WHERE id = @id`,
    { id },
  );
  if (state === undefined) throw runNotFound(id);
  return state;
}
