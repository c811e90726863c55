import type { RunStatus } from '../contract/run.ts';

/** What may follow a status. A `finished` run stays so. */
export const followingStatuses: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  queued: ['running', 'failed', 'stopped', 'lost'],
  running: ['finished', 'failed', 'stopped', 'lost'],
  stopped: ['queued'],
  lost: ['queued'],
  failed: ['queued'],
  finished: [],
};

export const resumableStatuses: readonly RunStatus[] = ['stopped', 'lost', 'failed'];

/** @throws Error (a defect of the caller) when a run cannot go from one status to the other */
export function assertTransition(runId: number, from: RunStatus, to: RunStatus): void {
  if (!followingStatuses[from].includes(to)) throw new Error(`Run ${runId} is ${from}; it cannot become ${to}`);
}
