import type { ArchiveServices } from './archives/archive-services.ts';
import type { ExportServices } from './exports/export-services.ts';
import type { DoctorReport } from './laboratory/doctor-report.ts';
import type { LaboratoryOptions } from './laboratory/laboratory-parts.ts';
import type { RunServices } from './laboratory/run-services.ts';
import type { StudyServices } from './laboratory/study-services.ts';
import type { NetworkServices } from './model/network-services.ts';
import type { Watcher } from './progress/watcher.ts';
import type { BenchOptions, BenchResult } from '../contract/bench.ts';

/**
 * Everything the command line asks for. All results are plain data. Expected errors are `LabError`: 'invalid-argument' also
 * from what only reads, where there is no workspace.
 *
 * The engine process must outlive a Ctrl-C that the terminal sends to the whole process group: stopping is by `signal`.
 */
export interface Laboratory extends StudyServices, RunServices, NetworkServices, ExportServices, ArchiveServices {
  doctor(): Promise<DoctorReport>;
  bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult>;
  /** Closes the store and ends the engine process. */
  close(): Promise<void>;
}

/** Cheap: nothing is opened or started before a method needs it, so that `doctor` can report on a broken workspace. */
export type OpenLaboratory = (options: LaboratoryOptions) => Promise<Laboratory>;
