import type { AccuracyResult, AccuracyStage } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { measuredAccuracy, type MeasuredAccuracyRow } from './measured-accuracy.ts';

export interface AccuracyRepository {
  /** In the order they were first recorded */
  ofRun(runId: number): readonly AccuracyResult[];
}

/** One result a run and stage, with its draws: a later one replaces it. */
export function saveAccuracy(connection: Connection, runId: number, result: AccuracyResult): void {
  const { stage, accuracy, low, high, confidence, images } = result;
  const { id } = connection.get<{ id: number }>(
    `INSERT INTO accuracies (run_id, stage, accuracy, low, high, confidence, images)
     VALUES (@runId, @stage, @accuracy, @low, @high, @confidence, @images)
     ON CONFLICT (run_id, stage) DO UPDATE SET accuracy = excluded.accuracy, low = excluded.low, high = excluded.high,
       confidence = excluded.confidence, images = excluded.images
     RETURNING id`,
    { runId, stage, accuracy, low, high, confidence, images },
  )!;
  connection.run('DELETE FROM accuracy_draws WHERE accuracy_id = @id', { id });
  for (const [draw, accuracyOfDraw] of result.draws.entries()) {
    connection.run('INSERT INTO accuracy_draws (accuracy_id, draw, accuracy) VALUES (@id, @draw, @accuracyOfDraw)', {
      id,
      draw,
      accuracyOfDraw,
    });
  }
}

interface AccuracyRow extends MeasuredAccuracyRow {
  readonly id: number;
  readonly stage: AccuracyStage;
}

/** Reads the rungs of the accuracy ladder. */
export function accuracyRepository(connection: Connection): AccuracyRepository {
  const drawsOf = (id: number) =>
    connection.all<{ accuracy: number | null }>(
      'SELECT accuracy FROM accuracy_draws WHERE accuracy_id = @id ORDER BY draw',
      { id },
    );

  return {
    ofRun: (runId) =>
      connection
        .all<AccuracyRow>(
          'SELECT id, stage, accuracy, low, high, confidence, images FROM accuracies WHERE run_id = @runId ORDER BY id',
          { runId },
        )
        .map((row) => ({
          stage: row.stage,
          ...measuredAccuracy(row, drawsOf(row.id)),
        })),
  };
}
