import type { RunEvent } from '../../contract/run.ts';
import type { QueueState } from '../../contract/workbench/runs.ts';
import type { EngineClient, EngineDeath } from '../../runs/engine/engine-client.ts';
import type { ReadText } from '../../runs/specification/read-specification-text.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { Banners } from '../application/banners.ts';
import type { ProbedTimes } from './probed-times.ts';
import type { QueueMember } from './queue-member.ts';

export interface QueueListener {
  /** After it was stored */
  onRunEvent(runId: number, event: RunEvent): void;
  /** Their rows look different now */
  onRunsChanged(runIds: readonly number[]): void;
}

export interface RunQueueParts {
  readonly workspace: Workspace;
  readonly client: EngineClient;
  /** As typed, for provenance */
  readonly command: string;
  readonly banners: Banners;
  /** Of studies, before their launch */
  readonly probedTimes?: Pick<ProbedTimes, 'of'>;
  readonly listener: QueueListener;
}

/** The runs this process has to do, for as long as it lives. */
export interface RunQueue {
  /** @throws LabError what is wrong with it, before anything is stored */
  launch(
    asked: ReadText,
    options?: { readonly fresh?: boolean },
  ): { readonly studyId: number; readonly runs: readonly number[] };
  /** @throws LabError 'not-found', 'not-resumable', 'store-busy' */
  resumeRuns(runIds: readonly number[]): void;
  /** Those that have ended are left alone. @throws LabError 'not-found'; 'invalid-argument' when all of them have */
  stopRuns(runIds: readonly number[]): void;
  pause(): void;
  resume(): void;
  setParallel(parallel: number): void;
  state(): QueueState;
  /** Undefined for a run that is not in the queue */
  member(runId: number): QueueMember | undefined;
  /** To be told of the engine's, which the runs report afterwards */
  onDeath(death: EngineDeath): void;
  /**
   * Stops what is under way with a checkpoint, and lets go of the rest.
   *
   * @param graceMs after which runs that have not answered are given up, to be lost
   * @returns what was in the queue
   */
  close(graceMs: number): Promise<readonly number[]>;
}
