import type { MemoryReport } from '../contract/run.ts';
import type { Connection } from './connection.ts';
import { fromNullable } from './measurement.ts';

export interface MemoryReportRepository {
  ofRun(runId: number): MemoryReport | undefined;
}

/** One report a run: a later one replaces it whole. */
export function saveMemoryReport(connection: Connection, runId: number, report: MemoryReport): void {
  const { energy, reliableEnergy, float16Energy, float32Energy } = report;
  connection.run('DELETE FROM memory_reports WHERE run_id = @runId', { runId });
  connection.run(
    `INSERT INTO memory_reports (run_id, energy, reliable_energy, float16_energy, float32_energy)
     VALUES (@runId, @energy, @reliableEnergy, @float16Energy, @float32Energy)`,
    { runId, energy, reliableEnergy, float16Energy, float32Energy },
  );
  for (const [position, { layer, weights, bits, rate, energyPerBit, bank }] of report.layers.entries()) {
    connection.run(
      `INSERT INTO memory_layers (run_id, position, layer, weights, bits, rate, energy_per_bit, bank)
       VALUES (@runId, @position, @layer, @weights, @bits, @rate, @energyPerBit, @bank)`,
      { runId, position, layer, weights, bits, rate, energyPerBit, bank: bank ?? null },
    );
  }
}

type ReportRow = { readonly [Key in keyof Omit<MemoryReport, 'layers'>]: number | null };

interface LayerRow {
  readonly layer: string;
  readonly weights: number;
  readonly bits: number;
  readonly rate: number | null;
  readonly energyPerBit: number | null;
  readonly bank: number | null;
}

/** Reads what the weights of a run are stored in, and what that costs. */
export function memoryReportRepository(connection: Connection): MemoryReportRepository {
  return {
    ofRun(runId) {
      const report = connection.get<ReportRow>(
        `SELECT energy, reliable_energy AS reliableEnergy, float16_energy AS float16Energy,
           float32_energy AS float32Energy FROM memory_reports WHERE run_id = @runId`,
        { runId },
      );
      if (report === undefined) return undefined;
      const layers = connection.all<LayerRow>(
        `SELECT layer, weights, bits, rate, energy_per_bit AS energyPerBit, bank FROM memory_layers
         WHERE run_id = @runId ORDER BY position`,
        { runId },
      );
      return {
        layers: layers.map(({ layer, weights, bits, rate, energyPerBit, bank }) => ({
          layer,
          weights,
          bits,
          rate: fromNullable(rate),
          energyPerBit: fromNullable(energyPerBit),
          ...(bank === null ? {} : { bank }),
        })),
        energy: fromNullable(report.energy),
        reliableEnergy: fromNullable(report.reliableEnergy),
        float16Energy: fromNullable(report.float16Energy),
        float32Energy: fromNullable(report.float32Energy),
      };
    },
  };
}
