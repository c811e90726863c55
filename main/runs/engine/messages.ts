import type { RunAssignment, RunEvent } from '../../contract/run.ts';

/** What the owner tells the engine process. */
export type EngineCommand =
  { readonly type: 'run'; readonly assignment: RunAssignment } | { readonly type: 'stop'; readonly runId: number };

/** What the engine process reports: the events of its runs, in order. */
export interface EngineReport {
  readonly runId: number;
  readonly event: RunEvent;
}

/** What a worker thread is started with. */
export interface WorkerStart {
  readonly assignment: RunAssignment;
  /** Int32Array(1) in shared memory; 1 asks the run to stop. A message would wait for a thread that is busy computing. */
  readonly stopFlag: SharedArrayBuffer;
}

export function isTerminal(event: RunEvent): boolean {
  return event.type === 'finished' || event.type === 'failed' || event.type === 'stopped';
}
