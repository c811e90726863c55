import type { RunStatus } from '../contract/run.ts';
import type { Connection } from './connection.ts';

/** A run that is queued or running, as far as others can see. */
export interface ActiveRun {
  readonly id: number;
  readonly status: RunStatus;
  /** When it last reported, milliseconds since 1970 */
  readonly heardAt: number | undefined;
}

export interface ActivityRepository {
  /** Changes whenever another process has written. */
  version(): number;
  /** All that are queued or running, whosever they are */
  active(): readonly ActiveRun[];
  /** When a run last reported, milliseconds since 1970; undefined when it never did */
  heardAt(runId: number): number | undefined;
  /** The newest run there is; 0 without any */
  lastRunId(): number;
}

/** What it takes to notice, every few seconds, what other processes are doing. */
export function activityRepository(connection: Connection): ActivityRepository {
  return {
    version: () => connection.get<{ data_version: number }>('PRAGMA data_version')!.data_version,
    active: () =>
      connection
        .all<{ id: number; status: RunStatus; heardAt: number | null }>(
          `SELECT runs.id, status, updated_at AS heardAt FROM runs LEFT JOIN run_progress ON run_progress.run_id = runs.id
           WHERE status IN ('queued', 'running') AND trashed_at IS NULL`,
        )
        .map((row) => ({ ...row, heardAt: row.heardAt ?? undefined })),
    heardAt: (runId) =>
      connection.get<{ at: number }>('SELECT updated_at AS at FROM run_progress WHERE run_id = @runId', { runId })?.at,
    lastRunId: () => connection.get<{ id: number }>('SELECT ifnull(max(id), 0) AS id FROM runs')!.id,
  };
}
