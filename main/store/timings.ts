import type { StepTiming } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface TimingRepository {
  ofRun(runId: number): StepTiming | undefined;
}

/** One timing a run: a later one replaces it. */
export function saveTiming(connection: Connection, runId: number, timing: StepTiming): void {
  connection.run(
    `INSERT OR REPLACE INTO timings (run_id, forward_ms, noise_ms, input_gradients_ms, weight_gradients_ms, update_ms,
       total_ms, full_step_ms, samples, batch)
     VALUES (@runId, @forwardMs, @noiseMs, @inputGradientsMs, @weightGradientsMs, @updateMs, @totalMs, @fullStepMs, @samples, @batch)`,
    { runId, ...timing },
  );
}

type TimingRow = { readonly [Key in keyof StepTiming]: number | null } & Pick<StepTiming, 'samples' | 'batch'>;

/** Reads how long a step takes, part by part. */
export function timingRepository(connection: Connection): TimingRepository {
  return {
    ofRun(runId) {
      const row = connection.get<TimingRow>(
        `SELECT forward_ms AS forwardMs, noise_ms AS noiseMs, input_gradients_ms AS inputGradientsMs,
           weight_gradients_ms AS weightGradientsMs, update_ms AS updateMs, total_ms AS totalMs, full_step_ms AS fullStepMs, samples, batch
         FROM timings WHERE run_id = @runId`,
        { runId },
      );
      if (row === undefined) return undefined;
      return {
        forwardMs: fromNullable(row.forwardMs),
        noiseMs: fromNullable(row.noiseMs),
        inputGradientsMs: fromNullable(row.inputGradientsMs),
        weightGradientsMs: fromNullable(row.weightGradientsMs),
        updateMs: fromNullable(row.updateMs),
        totalMs: fromNullable(row.totalMs),
        fullStepMs: fromNullable(row.fullStepMs),
        samples: row.samples,
        batch: row.batch,
      };
    },
  };
}
