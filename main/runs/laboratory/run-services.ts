import type { RunDetails, RunSummary } from '../../contract/results.ts';
import type { RunStatus } from '../../contract/run.ts';

export interface RunFilter {
  /** Id or name */
  readonly study?: string;
  readonly status?: RunStatus;
}

/** Runs as the store has them. */
export interface RunServices {
  listRuns(filter: RunFilter): Promise<readonly RunSummary[]>;
  /** @throws LabError 'not-found' */
  showRun(id: number): Promise<RunDetails>;
  /** Asks runs of another process of this workspace to stop. @throws LabError 'not-found' */
  stop(ids: readonly number[]): Promise<readonly RunSummary[]>;
}
