import type {
  ArchivedWeights,
  ArchiveImport,
  ArchiveSummary,
  ArchiveVerification,
  ImportConflicts,
} from '../contract/archive.ts';
import type { RunDetails, RunSummary, SensitivityResult, StudyComparison, StudySummary } from '../contract/results.ts';
import type { EngineProvenance, Provenance, RunProgress, RunStatus, StepTiming } from '../contract/run.ts';
import type { DataSpecification, EngineChoice, ModelSpecification } from '../contract/specification.ts';
import type { NetworkCheck } from '../contract/network-check.ts';
import type { NetworkDescription } from '../contract/workbench/inspection.ts';
import type { NetworkExport, NetworkFormat } from '../contract/workbench/networks.ts';
import type { ExportRequest } from './exports/export-command.ts';
import type { ReadSpecification } from './specification/read-specification.ts';

/** What happens while the laboratory works, for whoever watches. */
export type LaboratoryEvent =
  /** One plain sentence: which engine runs, where the store is, what was skipped and why */
  | { readonly type: 'notice'; readonly message: string }
  | {
      readonly type: 'progress';
      /** What is under way, for example "SAFT k=7 · multiplicative · seed 2" */
      readonly label: string;
      readonly progress: RunProgress;
      /** 0 to 1 over everything that was asked for */
      readonly fraction: number;
      /** Of everything; absent until there is something to base it on */
      readonly secondsLeft?: number;
      readonly runsDone: number;
      readonly runs: number;
    }
  | { readonly type: 'run-ended'; readonly run: RunSummary };

export interface Watcher {
  onEvent(event: LaboratoryEvent): void;
  /**
   * Asks for a clean stop: the step under way ends, a checkpoint is kept, the runs become `stopped`, and the promise
   * resolves with what was done.
   */
  readonly signal: AbortSignal;
}

export interface DoctorCheck {
  readonly name: string;
  /** `warn`: something is worse than it could be, and everything works */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do about it; given unless it passed */
  readonly nextStep?: string;
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}

export interface StudyOptions {
  /**
   * How many training runs may work at once; 1 by default. Small networks keep two cores busier so; step times are then
   * those of runs that share the machine.
   */
  readonly parallel?: number;
}

export interface StudyOutcome {
  readonly study: StudySummary;
  /** The runs that were worked on */
  readonly runs: readonly RunSummary[];
  /** Of all finished runs of the study; absent when nothing is comparable yet */
  readonly comparison?: StudyComparison;
  /** A stop was asked for */
  readonly stopped: boolean;
}

export interface QuickstartOptions {
  readonly engine: EngineChoice['name'];
}

export interface QuickstartResult extends StudyOutcome {
  readonly workspace: string;
  readonly engine: string;
  readonly seconds: number;
}

export interface RunFilter {
  /** Id or name */
  readonly study?: string;
  readonly status?: RunStatus;
}

export interface NetworkQuestion {
  readonly model: Pick<ModelSpecification, 'architecture' | 'file'>;
  /** Of the images it is to read; its own size without */
  readonly data?: DataSpecification;
}

export interface NetworkCheckQuestion extends NetworkQuestion {
  /** A safetensors file */
  readonly weights?: string;
  /** An NPZ file with images and logits */
  readonly reference?: string;
  readonly engine: EngineChoice['name'];
}

export interface NetworkExportQuestion {
  readonly runId: number;
  readonly format: NetworkFormat;
  /** Weights as the integers that the hardware stores */
  readonly codes: boolean;
  /** Absolute */
  readonly path: string;
}

export interface BenchOptions {
  readonly engine: EngineChoice;
  readonly architecture: string;
  readonly batch: number;
  /** Measured steps, after warming up */
  readonly steps: number;
  /** A command that times another program's step and prints a line of JSON with `medianMs`, to be run in turn with ours */
  readonly beside?: string;
  /** Measure epochs of LaNMax beside epochs under one fault rate too */
  readonly lanmax?: boolean;
}

/** Epochs of training under one fault rate and under LaNMax, their steps in turn. */
export interface LanmaxBench {
  readonly stepsPerEpoch: number;
  /** Layers whose rates LaNMax moves */
  readonly layers: number;
  readonly epochs: readonly { readonly uniformMs: number; readonly lanmaxMs: number }[];
  /** Median over the epochs of LaNMax's time by that under one rate */
  readonly ratio: number;
}

/** Our step and another program's, run in turn so that the machine's drift falls on both. */
export interface BesideResult {
  readonly command: string;
  /** Median milliseconds a step of each turn */
  readonly pairs: readonly { readonly oursMs: number; readonly theirsMs: number }[];
  /** Median over the pairs of ours by theirs: below 1, ours is faster */
  readonly ratio: number;
}

/** One way of training, measured. */
export interface BenchRow {
  /** For example "everything trains", "last two layers" */
  readonly label: string;
  readonly timing: StepTiming;
  /** Step time of the first row by this one's */
  readonly speedup: number;
  /** What the arithmetic alone allows (multiply-accumulates) */
  readonly speedupBound: number;
}

export interface BenchResult {
  readonly provenance: EngineProvenance;
  readonly architecture: string;
  readonly batch: number;
  readonly cores: number;
  /** A forward pass without noise or gradients, for scale */
  readonly inferenceMs?: number;
  /** Scoring every layer by std with one noise draw, to be held against `inferenceMs` */
  readonly scoringMs?: number;
  readonly peakMemoryBytes: number;
  readonly rows: readonly BenchRow[];
  readonly beside?: BesideResult;
  readonly lanmax?: LanmaxBench;
}

/** Tables and figures of a study, and whence. */
export interface StudyExport {
  readonly study: StudySummary;
  /** Absolute */
  readonly folder: string;
  /** Name of the file that says where the others come from */
  readonly provenance: string;
  /** The command line that writes the same files */
  readonly command: string;
  readonly files: readonly {
    /** Name in the folder */
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    /** In one sentence without a full stop */
    readonly shows: string;
  }[];
}

/** What is seen of an archive without importing it. */
export interface ArchiveContents {
  readonly summary: ArchiveSummary;
  readonly comparison: StudyComparison;
  /** Of all runs, each different one once */
  readonly provenances: readonly Provenance[];
  /** Names of the files that were written out, where that was asked for */
  readonly extracted?: readonly string[];
}

export interface LaboratoryOptions {
  /** Folder of the store; made when absent, except by `doctor` */
  readonly workspace: string;
  /** As typed, for provenance */
  readonly command: string;
}

/**
 * Everything the command line, the window and the served page ask for. All results are plain data. Expected errors are
 * `LabError`.
 *
 * The engine process must outlive a Ctrl-C that the terminal sends to the whole process group: stopping is by `signal`.
 */
export interface Laboratory {
  doctor(): Promise<DoctorReport>;
  /** Makes the study's runs and works them off. The same specification again continues what is not finished. */
  startStudy(specification: ReadSpecification, watcher: Watcher, options?: StudyOptions): Promise<StudyOutcome>;
  /** Scores alone; trains nothing but a pretraining that the specification asks for */
  sensitivity(specification: ReadSpecification, watcher: Watcher): Promise<SensitivityResult>;
  /** resources/studies/quickstart.yaml, in a fresh study each time */
  quickstart(options: QuickstartOptions, watcher: Watcher): Promise<QuickstartResult>;
  listRuns(filter: RunFilter): Promise<readonly RunSummary[]>;
  /** @throws LabError 'not-found' */
  showRun(id: number): Promise<RunDetails>;
  /**
   * Continues from the last checkpoints. No ids: everything that is stopped, lost or queued, and that no other process is
   * at work on.
   * @throws LabError 'not-found', 'not-resumable', 'store-busy'
   */
  resume(ids: readonly number[], watcher: Watcher, options?: StudyOptions): Promise<readonly StudyOutcome[]>;
  /** Asks runs of another process of this workspace to stop. @throws LabError 'not-found' */
  stop(ids: readonly number[]): Promise<readonly RunSummary[]>;
  /**
   * @param study id or name
   * @param options.network the energy-accuracy fronts are to have points of this architecture alone
   * @throws LabError 'not-found'
   */
  compare(study: string, options?: { readonly network?: string }): Promise<StudyComparison>;
  /**
   * Writes tables and figures, and where they come from; files of the same names are replaced.
   * @param study id or name; or the path of an archive, `FILE.noisefloor`, which needs no workspace
   * @param folder made when absent
   * @throws LabError 'not-found' also when the study has nothing of what is asked for, 'invalid-argument', 'disk-full',
   *   'store-unusable', 'stopped'; for an archive as `openArchive`
   */
  exportStudy(
    study: string,
    folder: string,
    request: ExportRequest & { readonly network?: string },
    watcher: Watcher,
  ): Promise<StudyExport>;
  /** @throws LabError when there is no such network, its file is damaged, or the data does not fit it */
  describeNetwork(question: NetworkQuestion): Promise<NetworkDescription>;
  /** @throws LabError when a file is missing or damaged. What does not fit is in the result */
  checkNetwork(question: NetworkCheckQuestion, watcher: Watcher): Promise<NetworkCheck>;
  /**
   * Writes the network that a run has trained.
   *
   * @throws LabError 'not-found' for a run without trained weights, 'invalid-argument' for codes where nothing is quantised
   */
  exportNetwork(question: NetworkExportQuestion): Promise<NetworkExport>;
  /**
   * Writes a study into one file that opens without this workspace.
   * @param study id or name
   * @param path absolute; a file that is there is refused, unless `replace`
   * @throws LabError 'not-found', 'invalid-argument', 'invalid-weights-file', 'disk-full', 'stopped'
   */
  createArchive(
    study: string,
    path: string,
    options: { readonly weights: ArchivedWeights; readonly replace: boolean },
    watcher: Watcher,
  ): Promise<ArchiveSummary>;
  /** Names everything that is wrong with an archive. Needs no workspace. @throws LabError 'missing-file', 'stopped' */
  verifyArchive(path: string, watcher: Watcher): Promise<ArchiveVerification>;
  /**
   * Looks into an archive. Needs no workspace, imports nothing.
   * @param options.extractTo folder that gets its report, specification and description; made when absent
   * @throws LabError 'missing-file', 'invalid-archive', 'archive-newer', 'stopped'
   */
  openArchive(path: string, options: { readonly extractTo?: string }, watcher: Watcher): Promise<ArchiveContents>;
  /** Adds the study of an archive to the workspace. @throws LabError as `openArchive`, and 'archive-conflict' */
  importArchive(path: string, conflicts: ImportConflicts, watcher: Watcher): Promise<ArchiveImport>;
  bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult>;
  /** Closes the store and ends the engine process. */
  close(): Promise<void>;
}

/** Cheap: nothing is opened or started before a method needs it, so that `doctor` can report on a broken workspace. */
export type OpenLaboratory = (options: LaboratoryOptions) => Promise<Laboratory>;
