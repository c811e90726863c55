import type { FaultAccuracy } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { measuredAccuracy, type MeasuredAccuracyRow } from './measured-accuracy.ts';

export interface FaultAccuracyRepository {
  /** In the order they were first recorded */
  ofRun(runId: number): readonly FaultAccuracy[];
}

/** One result a run, kind, rate and layer, with its draws: a later one replaces it. */
export function saveFaultAccuracy(connection: Connection, runId: number, result: FaultAccuracy): void {
  const { kind, rate, layer, accuracy, low, high, confidence, images } = result;
  const { id } = connection.get<{ id: number }>(
    `INSERT INTO fault_accuracies (run_id, kind, rate, layer, accuracy, low, high, confidence, images)
     VALUES (@runId, @kind, @rate, @layer, @accuracy, @low, @high, @confidence, @images)
     ON CONFLICT (run_id, kind, rate, ifnull(layer, '')) DO UPDATE SET accuracy = excluded.accuracy,
       low = excluded.low, high = excluded.high, confidence = excluded.confidence, images = excluded.images
     RETURNING id`,
    { runId, kind, rate, layer: layer ?? null, accuracy, low, high, confidence, images },
  )!;
  connection.run('DELETE FROM fault_accuracy_draws WHERE fault_accuracy_id = @id', { id });
  for (const [draw, accuracyOfDraw] of result.draws.entries()) {
    connection.run(
      'INSERT INTO fault_accuracy_draws (fault_accuracy_id, draw, accuracy) VALUES (@id, @draw, @accuracyOfDraw)',
      { id, draw, accuracyOfDraw },
    );
  }
}

interface FaultAccuracyRow extends MeasuredAccuracyRow {
  readonly id: number;
  readonly kind: FaultAccuracy['kind'];
  readonly rate: number;
  readonly layer: string | null;
}

/** Reads accuracies under faults that a network was not, or not only, trained for. */
export function faultAccuracyRepository(connection: Connection): FaultAccuracyRepository {
  const drawsOf = (id: number) =>
    connection.all<{ accuracy: number | null }>(
      'SELECT accuracy FROM fault_accuracy_draws WHERE fault_accuracy_id = @id ORDER BY draw',
      { id },
    );

  return {
    ofRun: (runId) =>
      connection
        .all<FaultAccuracyRow>(
          `SELECT id, kind, rate, layer, accuracy, low, high, confidence, images FROM fault_accuracies
           WHERE run_id = @runId ORDER BY id`,
          { runId },
        )
        .map((row) => ({
          kind: row.kind,
          rate: row.rate,
          ...(row.layer === null ? {} : { layer: row.layer }),
          ...measuredAccuracy(row, drawsOf(row.id)),
        })),
  };
}
