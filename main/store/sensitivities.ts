import type { SensitivityScore } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface SensitivityRepository {
  /** In the order they were first recorded */
  ofRun(runId: number): readonly SensitivityScore[];
}

/** One score a run, metric and layer: a later one replaces it. */
export function saveSensitivities(connection: Connection, runId: number, scores: readonly SensitivityScore[]): void {
  for (const score of scores) {
    connection.run(
      `INSERT INTO sensitivities (run_id, metric, layer, value, standard_error, n, seed, seconds)
       VALUES (@runId, @metric, @layer, @value, @standardError, @n, @seed, @seconds)
       ON CONFLICT (run_id, metric, layer) DO UPDATE SET value = excluded.value,
         standard_error = excluded.standard_error, n = excluded.n, seed = excluded.seed, seconds = excluded.seconds`,
      { runId, ...score },
    );
  }
}

type SensitivityRow = Omit<SensitivityScore, 'value' | 'standardError' | 'seconds'> & {
  readonly value: number | null;
  readonly standardError: number | null;
  readonly seconds: number | null;
};

/** Reads the scores of layers. */
export function sensitivityRepository(connection: Connection): SensitivityRepository {
  return {
    ofRun: (runId) =>
      connection
        .all<SensitivityRow>(
          `SELECT metric, layer, value, standard_error AS standardError, n, seed, seconds FROM sensitivities
           WHERE run_id = @runId ORDER BY id`,
          { runId },
        )
        .map((row) => ({
          ...row,
          value: fromNullable(row.value),
          standardError: fromNullable(row.standardError),
          seconds: fromNullable(row.seconds),
        })),
  };
}
