import type { AccuracyResult, AccuracyStage } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

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

interface AccuracyRow {
  readonly id: number;
  readonly stage: AccuracyStage;
  readonly accuracy: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number | null;
  readonly images: number;
}

/** Reads the rungs of the accuracy ladder. */
export function accuracyRepository(connection: Connection): AccuracyRepository {
  function drawsOf(id: number): readonly number[] {
    return connection
      .all<{ accuracy: number | null }>('SELECT accuracy FROM accuracy_draws WHERE accuracy_id = @id ORDER BY draw', {
        id,
      })
      .map((row) => fromNullable(row.accuracy));
  }

  return {
    ofRun: (runId) =>
      connection
        .all<AccuracyRow>(
          'SELECT id, stage, accuracy, low, high, confidence, images FROM accuracies WHERE run_id = @runId ORDER BY id',
          { runId },
        )
        .map((row) => ({
          stage: row.stage,
          accuracy: fromNullable(row.accuracy),
          low: fromNullable(row.low),
          high: fromNullable(row.high),
          confidence: fromNullable(row.confidence),
          draws: drawsOf(row.id),
          images: row.images,
        })),
  };
}
