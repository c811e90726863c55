import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunEvent, RunProgress } from '../../contract/run.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { Watcher } from '../services.ts';
import { assignmentOf } from './assignment.ts';
import { runTitle } from './study-runs.ts';
import { runSummaries } from './summaries.ts';

export interface WorkQueue {
  readonly workspace: Workspace;
  readonly session: Session;
  readonly client: EngineClient;
  readonly watcher: Watcher;
}

/**
 * Works runs off one after the other, in order. A run whose forerunner failed fails too; one whose forerunner was stopped or
 * lost is stopped, so that resuming does both. Stops between and within runs when the watcher's signal says so, when another
 * process asks through the store, and when the disk is full.
 *
 * @param runIds queued runs that belong to the session
 * @throws whatever the store throws, after the run under way was told to stop
 */
export async function workOff(queue: WorkQueue, runIds: readonly number[]): Promise<void> {
  const { workspace, session, client, watcher } = queue;
  const left = new Set(runIds);
  let current: number | undefined;
  let storeFailure: unknown;
  let isDiskFull = false;
  const stopCurrent = (): void => {
    if (current !== undefined) client.stop(current);
  };
  const endKeepAlive = session.keepAlive({
    onStopRequested(runId) {
      if (runId === current) {
        client.stop(runId);
      } else if (left.delete(runId)) {
        session.recordEvent(runId, { type: 'stopped' });
      }
    },
    onError(error) {
      storeFailure = error;
      stopCurrent();
    },
  });
  watcher.signal.addEventListener('abort', stopCurrent);
  const overall = overallProgress(runIds.length, watcher);
  try {
    for (const runId of runIds) {
      if (watcher.signal.aborted || storeFailure !== undefined || isDiskFull) break;
      if (!left.delete(runId)) continue;
      current = runId;
      const run = workspace.runs.get(runId);
      await runOne(queue, runId, (progress) => overall.report(runTitle(run.configuration), progress));
      current = undefined;
      overall.runEnded();
      const [summary] = runSummaries(workspace, [workspace.runs.get(runId)]);
      watcher.onEvent({ type: 'run-ended', run: summary });
      // The next ones would train for hours and lose it all
      isDiskFull = summary.error?.code === 'disk-full';
    }
    if (storeFailure === undefined) {
      for (const runId of left) session.recordEvent(runId, { type: 'stopped' });
    }
  } finally {
    watcher.signal.removeEventListener('abort', stopCurrent);
    endKeepAlive();
  }
  if (storeFailure !== undefined) throw storeFailure;
}

async function runOne(
  { workspace, session, client, watcher }: WorkQueue,
  runId: number,
  onProgress: (progress: RunProgress) => void,
): Promise<void> {
  let assignment;
  try {
    assignment = assignmentOf(workspace, workspace.runs.get(runId), session.incomingFolder);
  } catch (error) {
    if (error instanceof LabError && error.code === 'stopped') {
      watcher.onEvent({ type: 'notice', message: `Run ${runId} is left for later. ${error.message}` });
      session.recordEvent(runId, { type: 'stopped' });
    } else {
      session.recordEvent(runId, { type: 'failed', error: serializeError(error) });
    }
    return;
  }
  await client.run(assignment, (event: RunEvent) => {
    session.recordEvent(runId, event);
    if (event.type === 'progress') onProgress(event.progress);
    // The store keeps of it that the run is lost
    if (event.type === 'failed' && event.error.code === 'lost') {
      watcher.onEvent({ type: 'notice', message: event.error.message });
    }
  });
}

/** Fraction and time left of several runs, of which the present one knows its own. */
function overallProgress(
  runs: number,
  watcher: Watcher,
): { report(label: string, progress: RunProgress): void; runEnded(): void } {
  const start = performance.now();
  let done = 0;
  return {
    report(label, progress) {
      const fraction = (done + progress.fraction) / runs;
      const elapsedSeconds = (performance.now() - start) / 1000;
      const known = progress.secondsLeft !== undefined && fraction > 0;
      watcher.onEvent({
        type: 'progress',
        label,
        progress,
        fraction,
        runs,
        runsDone: done,
        ...(known ? { secondsLeft: (elapsedSeconds / fraction) * (1 - fraction) } : {}),
      });
    },
    runEnded() {
      done++;
    },
  };
}
