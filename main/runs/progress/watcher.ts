import type { RunSummary } from '../../contract/results.ts';
import type { RunProgress } from '../../contract/run.ts';

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
