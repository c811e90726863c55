import { serializeError } from '../../contract/errors.ts';
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
 * Works runs off one after the other, in order; a run whose forerunner failed fails too. Stops between and within runs when
 * the watcher's signal says so, or when another process asks through the store.
 *
 * @param runIds queued runs that belong to the session
 * @throws whatever the store throws, after the run under way was told to stop
 */
export async function workOff(queue: WorkQueue, runIds: readonly number[]): Promise<void> {
  const { workspace, session, client, watcher } = queue;
  const left = new Set(runIds);
  let current: number | undefined;
  let storeFailure: unknown;
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
      if (watcher.signal.aborted || storeFailure !== undefined) break;
      if (!left.delete(runId)) continue;
      current = runId;
      const run = workspace.runs.get(runId);
      await runOne(queue, runId, (progress) => overall.report(runTitle(run.configuration), progress));
      current = undefined;
      overall.runEnded();
      const [summary] = runSummaries(workspace, [workspace.runs.get(runId)]);
      watcher.onEvent({ type: 'run-ended', run: summary });
    }
  } finally {
    watcher.signal.removeEventListener('abort', stopCurrent);
    endKeepAlive();
  }
  if (storeFailure !== undefined) throw storeFailure;
}

async function runOne(
  { workspace, session, client }: WorkQueue,
  runId: number,
  onProgress: (progress: RunProgress) => void,
): Promise<void> {
  let assignment;
  try {
    assignment = assignmentOf(workspace, workspace.runs.get(runId), session.incomingFolder);
  } catch (error) {
    session.recordEvent(runId, { type: 'failed', error: serializeError(error) });
    return;
  }
  await client.run(assignment, (event: RunEvent) => {
    session.recordEvent(runId, event);
    if (event.type === 'progress') onProgress(event.progress);
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
