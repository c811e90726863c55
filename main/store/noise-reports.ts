import type { NoiseReport } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface NoiseReportRepository {
  ofRun(runId: number): NoiseReport | undefined;
}

/** One report a run: a later one replaces it whole. */
export function saveNoiseReport(connection: Connection, runId: number, report: NoiseReport): void {
  connection.run('DELETE FROM noise_reports WHERE run_id = @runId', { runId });
  connection.run('INSERT INTO noise_reports (run_id, matmul_layers) VALUES (@runId, @matmulLayers)', {
    runId,
    matmulLayers: report.matmulLayers,
  });
  for (const [position, { layer, asked, measured, weights }] of report.layers.entries()) {
    connection.run(
      `INSERT INTO noise_layers (run_id, position, layer, asked, measured, weights)
       VALUES (@runId, @position, @layer, @asked, @measured, @weights)`,
      { runId, position, layer, asked, measured, weights },
    );
  }
}

interface NoiseLayerRow {
  readonly layer: string;
  readonly asked: number | null;
  readonly measured: number | null;
  readonly weights: number;
}

/** Reads "applied to N of M layers, measured against asked". */
export function noiseReportRepository(connection: Connection): NoiseReportRepository {
  return {
    ofRun(runId) {
      const report = connection.get<{ matmulLayers: number }>(
        'SELECT matmul_layers AS matmulLayers FROM noise_reports WHERE run_id = @runId',
        { runId },
      );
      if (report === undefined) return undefined;
      const layers = connection.all<NoiseLayerRow>(
        'SELECT layer, asked, measured, weights FROM noise_layers WHERE run_id = @runId ORDER BY position',
        { runId },
      );
      return {
        matmulLayers: report.matmulLayers,
        layers: layers.map((row) => ({
          ...row,
          asked: fromNullable(row.asked),
          measured: fromNullable(row.measured),
        })),
      };
    },
  };
}
