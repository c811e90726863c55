import { LabError, type SerializedError } from '../contract/errors.ts';
import type { RunStatus } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { appendLog, type LogEntry } from './run-log.ts';
import { readRunState } from './run-rows.ts';
import { assertTransition, resumableStatuses } from './run-status.ts';

/** @param ownerToken the session that will run it; `undefined` for nobody yet */
function markQueued(connection: Connection, runId: number, ownerToken: string | undefined): void {
  assertTransition(runId, readRunState(connection, runId).status, 'queued');
  connection.run(
    `UPDATE runs SET status = 'queued', owner_token = @owner, ended_at = NULL, stop_requested_at = NULL, error = NULL
     WHERE id = @runId`,
    { runId, owner: ownerToken ?? null },
  );
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
  | { readonly status: 'finished' | 'stopped' }
  | { readonly status: 'lost'; readonly reason?: string }
  | { readonly status: 'failed'; readonly error: SerializedError };

/** @param workedMs in all of its attempts */
function logEntryOf(ending: Ending, from: RunStatus, workedMs: number): LogEntry {
  switch (ending.status) {
    case 'finished':
      return { level: 'info', message: `Finished after ${(workedMs / 1000).toFixed(1)} s.` };
    case 'stopped':
      return { level: 'info', message: from === 'queued' ? 'Taken out of the queue.' : 'Stopped.' };
    case 'lost':
      return { level: 'error', message: ending.reason ?? 'The process that had it ended without a word.' };
    case 'failed':
      return { level: 'error', message: `${ending.error.message} ${ending.error.nextStep}` };
  }
}

/** @param endedAt milliseconds since 1970; for a lost run, when it was last heard of */
export function markEnded(connection: Connection, runId: number, ending: Ending, endedAt: number): void {
  const { status, startedAt, activeMs: earlierMs } = readRunState(connection, runId);
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
  appendLog(connection, runId, logEntryOf(ending, status, earlierMs + activeMs), endedAt);
}

/**
 * Puts a run that ended early into the queue again.
 *
 * @throws LabError `not-resumable` when it is finished, queued or running
 */
export function requeue(connection: Connection, runId: number, ownerToken: string | undefined, now: number): void {
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
    assertNotTrashed(connection, runId);
    markQueued(connection, runId, ownerToken);
    connection.run('DELETE FROM run_progress WHERE run_id = @runId', { runId });
    appendLog(connection, runId, { level: 'info', message: 'Queued again.' }, now);
  });
}

/**
 * Stores that a run was stopped and queues it again for the same session, as one: what it has come to stays with it.
 *
 * @throws Error (a defect of the caller) when it is not running
 */
export function suspend(connection: Connection, runId: number, ownerToken: string, now: number): void {
  markEnded(connection, runId, { status: 'stopped' }, now);
  markQueued(connection, runId, ownerToken);
  appendLog(connection, runId, { level: 'info', message: 'Paused; it goes on from its checkpoint.' }, now);
}

function assertNotTrashed(connection: Connection, runId: number): void {
  const row = connection.get('SELECT 1 FROM runs WHERE id = @runId AND trashed_at IS NOT NULL', { runId });
  if (row === undefined) return;
  throw new LabError(
    'not-resumable',
    `Run ${runId} is in the trash, so it cannot be resumed.`,
    'Bring it back from the trash first.',
  );
}

/**
 * Asks the process that owns a run to stop it; it looks with each heartbeat. A run nobody owns is stopped at once.
 *
 * @returns what has become of it
 * @throws LabError `not-found`; `invalid-argument` when it has ended already
 */
export function requestStop(connection: Connection, runId: number, now: number): 'stopped' | 'requested' {
  return connection.transaction(() => {
    const { status, ownerToken, stopRequestedAt } = readRunState(connection, runId);
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
    if (stopRequestedAt === null) appendLog(connection, runId, { level: 'info', message: 'Asked to stop.' }, now);
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
