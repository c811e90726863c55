import type { TrainingPosition } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fileColumns, pathOfFile, type FileRow } from './files.ts';

export interface Checkpoint {
  readonly runId: number;
  readonly position: TrainingPosition;
  /** The result of the run, rather than one to resume from */
  readonly final: boolean;
  readonly sha256: string;
  readonly bytes: number;
  /** Where the file lies */
  readonly path: string;
  readonly recordedAt: number;
}

export interface CheckpointRepository {
  /** By position; the final one last */
  ofRun(runId: number): readonly Checkpoint[];
  /** The one to resume from */
  latest(runId: number): Checkpoint | undefined;
  /** The result of the run */
  final(runId: number): Checkpoint | undefined;
}

export interface NewCheckpoint {
  readonly position: TrainingPosition;
  readonly final: boolean;
  readonly sha256: string;
}

/** Records a checkpoint and drops the run's earlier ones, except the final. Its file must have been placed. */
export function saveCheckpoint(connection: Connection, runId: number, checkpoint: NewCheckpoint, now: number): void {
  const values = { runId, ...checkpoint.position, final: checkpoint.final ? 1 : 0 };
  connection.run(
    `INSERT INTO checkpoints (run_id, epoch, step, final, sha256, recorded_at)
     VALUES (@runId, @epoch, @step, @final, @sha256, @now)
     ON CONFLICT DO UPDATE SET sha256 = excluded.sha256, recorded_at = excluded.recorded_at`,
    { ...values, sha256: checkpoint.sha256, now },
  );
  connection.run(
    `DELETE FROM checkpoints WHERE run_id = @runId AND final = @final AND (epoch, step) <> (@epoch, @step)`,
    values,
  );
}

/** Of a finished run only the final checkpoint is of use; without one the last stays. */
export function dropSuperseded(connection: Connection, runId: number): void {
  connection.run(
    `DELETE FROM checkpoints WHERE run_id = @runId AND final = 0
       AND EXISTS (SELECT 1 FROM checkpoints AS result WHERE result.run_id = @runId AND result.final = 1)`,
    { runId },
  );
}

type CheckpointRow = FileRow & {
  readonly epoch: number;
  readonly step: number;
  readonly final: number;
  readonly recordedAt: number;
};

/** @param folder of the workspace */
export function checkpointRepository(connection: Connection, folder: string): CheckpointRepository {
  function ofRun(runId: number): readonly Checkpoint[] {
    return connection
      .all<CheckpointRow>(
        `SELECT epoch, step, final, recorded_at AS recordedAt, ${fileColumns}
         FROM checkpoints JOIN files ON files.sha256 = checkpoints.sha256
         WHERE run_id = @runId ORDER BY epoch, step, final`,
        { runId },
      )
      .map((row) => ({
        runId,
        position: { epoch: row.epoch, step: row.step },
        final: row.final === 1,
        sha256: row.sha256,
        bytes: row.bytes,
        path: pathOfFile(folder, row.sha256, row.extension),
        recordedAt: row.recordedAt,
      }));
  }

  return {
    ofRun,
    latest: (runId) => ofRun(runId).at(-1),
    final: (runId) => ofRun(runId).findLast((checkpoint) => checkpoint.final),
  };
}
