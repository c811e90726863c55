import type { RunSummary, SensitivityResult, StudyComparison, StudySummary } from '../../contract/results.ts';
import type { EngineChoice } from '../../contract/specification.ts';
import type { Watcher } from '../progress/watcher.ts';
import type { ReadSpecification } from '../specification/read-specification.ts';

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

/** Studies begun, continued, compared. */
export interface StudyServices {
  /** Makes the study's runs and works them off. The same specification again continues what is not finished. */
  startStudy(specification: ReadSpecification, watcher: Watcher, options?: StudyOptions): Promise<StudyOutcome>;
  /** Scores alone; trains nothing but a pretraining that the specification asks for */
  sensitivity(specification: ReadSpecification, watcher: Watcher): Promise<SensitivityResult>;
  /** resources/studies/quickstart.yaml, in a fresh study each time */
  quickstart(options: QuickstartOptions, watcher: Watcher): Promise<QuickstartResult>;
  /**
   * Continues from the last checkpoints. No ids: everything that is stopped, lost or queued, and that no other process is
   * at work on.
   * @throws LabError 'not-found', 'not-resumable', 'store-busy'
   */
  resume(ids: readonly number[], watcher: Watcher, options?: StudyOptions): Promise<readonly StudyOutcome[]>;
  /**
   * @param study id or name
   * @param options.network the energy-accuracy fronts are to have points of this architecture alone
   * @throws LabError 'not-found'
   */
  compare(study: string, options?: { readonly network?: string }): Promise<StudyComparison>;
}
