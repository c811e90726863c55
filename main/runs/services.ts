import type { RunDetails, RunSummary, SensitivityResult, StudyComparison, StudySummary } from '../contract/results.ts';
import type { EngineProvenance, RunProgress, RunStatus, StepTiming } from '../contract/run.ts';
import type { EngineChoice } from '../contract/specification.ts';
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

/** Files that hold the data of a study's figures. */
export interface FiguresExport {
  readonly study: StudySummary;
  /** Absolute */
  readonly folder: string;
  /** Name of the file that says where the others come from */
  readonly provenance: string;
  readonly files: readonly {
    /** Name in the folder */
    readonly file: string;
    /** Without the header */
    readonly rows: number;
    /** In one sentence without a full stop */
    readonly shows: string;
  }[];
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
   * Writes the data of a study's figures as CSV, and its provenance; files of the same names are replaced.
   * @param study id or name
   * @param folder made when absent
   * @throws LabError 'not-found' also when the study has no such data, 'invalid-argument', 'disk-full', 'store-unusable'
   */
  exportFigures(study: string, folder: string): Promise<FiguresExport>;
  bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult>;
  /** Closes the store and ends the engine process. */
  close(): Promise<void>;
}

/** Cheap: nothing is opened or started before a method needs it, so that `doctor` can report on a broken workspace. */
export type OpenLaboratory = (options: LaboratoryOptions) => Promise<Laboratory>;
