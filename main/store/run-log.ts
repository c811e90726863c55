import type { Connection } from './connection.ts';

export interface LogEntry {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** A line of what happened to a run. */
export interface LogLine extends LogEntry {
  /** Counts up within a run */
  readonly number: number;
  /** Milliseconds since 1970 */
  readonly at: number;
}

export interface RunLogRepository {
  /** In order, at most the last {@link keptLines}; only those after a number where one is given */
  ofRun(runId: number, afterNumber?: number): readonly LogLine[];
}

/** A run that is stopped and resumed for ever must not fill the disk with sentences. */
export const keptLines = 1000;
const longestMessage = 4000;

/** Adds a line, in the caller's transaction, and drops the oldest beyond those that are kept. */
export function appendLog(connection: Connection, runId: number, { level, message }: LogEntry, at: number): void {
  const { number } = connection.get<{ number: number }>(
    'SELECT ifnull(max(number), 0) + 1 AS number FROM run_log WHERE run_id = @runId',
    { runId },
  )!;
  connection.run(
    'INSERT INTO run_log (run_id, number, at, level, message) VALUES (@runId, @number, @at, @level, @message)',
    { runId, number, at, level, message: message.slice(0, longestMessage) },
  );
  connection.run('DELETE FROM run_log WHERE run_id = @runId AND number <= @last', {
    runId,
    last: number - keptLines,
  });
}

export function runLogRepository(connection: Connection): RunLogRepository {
  return {
    ofRun: (runId, afterNumber = 0) =>
      connection.all<LogLine>(
        `SELECT number, at, level, message FROM run_log WHERE run_id = @runId AND number > @afterNumber ORDER BY number`,
        { runId, afterNumber },
      ),
  };
}
