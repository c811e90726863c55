import { LabError, type SerializedError } from '../contract/errors.ts';
import type { Connection } from './connection.ts';
import { readRunState } from './run-rows.ts';
import { assertTransition, resumableStatuses } from './run-status.ts';

/** @param ownerToken the session that will run it; `undefined` for nobody yet */
export function markQueued(connection: Connection, runId: number, ownerToken: string | undefined): void {
  assertTransition(runId, readRunState(connection, runId).status, 'queued');
  connection.run(
    `UPDATE runs SET status = 'queued', owner_token = @owner, ended_at = NULL, stop_requested_at = NULL, error = NULL
     WHERE id = @runId`,
    { runId, owner: ownerToken ?? null },
  );
  connection.run('DELETE FROM run_progress WHERE run_id = @runId', { runId });
}

/** The run must have an owner. */
export function markRunning(connection: Connection, runId: number, now: number): void {
  assertTransition(runId, readRunState(connection, runId).status, 'running');
  connection.run(`UPDATE runs SET status = 'running', started_at = @now, attempts = attempts + 1 WHERE id = @runId`, {
    runId,
    now,
  });
}

export type Ending =
  { readonly status: 'finished' | 'stopped' | 'lost' } | { readonly status: 'failed'; readonly error: SerializedError };

/** @param endedAt milliseconds since 1970; for a lost run, when it was last heard of */
export function markEnded(connection: Connection, runId: number, ending: Ending, endedAt: number): void {
  const { status, startedAt } = readRunState(connection, runId);
  assertTransition(runId, status, ending.status);
  const activeMs = status === 'running' ? Math.max(0, endedAt - (startedAt ?? endedAt)) : 0;
  connection.run(
    `UPDATE runs SET status = @status, owner_token = NULL, ended_at = @endedAt, stop_requested_at = NULL,
       active_ms = active_ms + @activeMs, error = @error
     WHERE id = @runId`,
    {
      runId,
      status: ending.status,
      endedAt,
      activeMs,
      error: ending.status === 'failed' ? JSON.stringify(ending.error) : null,
    },
  );
}

/**
 * Puts a run that ended early into the queue again.
 *
 * @throws LabError `not-resumable` when it is finished, queued or running
 */
export function requeue(connection: Connection, runId: number, ownerToken: string | undefined): void {
  connection.transaction(() => {
    const { status } = readRunState(connection, runId);
    if (!resumableStatuses.includes(status)) {
      throw new LabError(
        'not-resumable',
        `Run ${runId} is ${status}, so there is nothing to resume.`,
        status === 'finished'
          ? `See its results with \`npm run -s lab -- runs show ${runId}\`.`
          : `Wait for it, or stop it first with \`npm run -s lab -- runs stop ${runId}\`.`,
      );
    }
    markQueued(connection, runId, ownerToken);
  });
}

/**
 * Asks the process that owns a run to stop it; it looks with each heartbeat. A run nobody owns is stopped at once.
 *
 * @returns what has become of it
 * @throws LabError `not-found`; `invalid-argument` when it has ended already
 */
export function requestStop(connection: Connection, runId: number, now: number): 'stopped' | 'requested' {
  return connection.transaction(() => {
    const { status, ownerToken } = readRunState(connection, runId);
    if (status !== 'queued' && status !== 'running') {
      throw new LabError(
        'invalid-argument',
        `Run ${runId} is ${status}, so there is nothing to stop.`,
        'List the runs that are under way with `npm run -s lab -- runs list`.',
      );
    }
    if (ownerToken === null) {
      markEnded(connection, runId, { status: 'stopped' }, now);
      return 'stopped';
    }
    connection.run('UPDATE runs SET stop_requested_at = coalesce(stop_requested_at, @now) WHERE id = @runId', {
      runId,
      now,
    });
    return 'requested';
  });
}

/**
 * Takes a queued run that nobody owns.
 *
 * @throws LabError `not-found`; `invalid-argument` when it is not queued or another session has it
 */
export function claim(connection: Connection, runId: number, ownerToken: string): void {
  connection.transaction(() => {
    const state = readRunState(connection, runId);
    if (state.status === 'queued' && (state.ownerToken === null || state.ownerToken === ownerToken)) {
      connection.run('UPDATE runs SET owner_token = @ownerToken WHERE id = @runId', { runId, ownerToken });
      return;
    }
    const reason = state.status === 'queued' ? 'queued by another process' : state.status;
    throw new LabError(
      'invalid-argument',
      `Run ${runId} is ${reason}, so it cannot be started here.`,
      'List the runs with `npm run -s lab -- runs list`.',
    );
  });
}
