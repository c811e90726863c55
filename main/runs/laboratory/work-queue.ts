import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunConfiguration, RunEvent, RunProgress } from '../../contract/run.ts';
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
  /** How many training runs may work at once; 1 by default */
  readonly parallel?: number;
}

/**
 * Works runs off in order, one after the other; of those that train, as many at once as is allowed. A run whose forerunner failed fails too; one whose forerunner was stopped or
 * lost is stopped, so that resuming does both. Stops between and within runs when the watcher's signal says so, when another
 * process asks through the store, and when the disk is full.
 *
 * @param runIds queued runs that belong to the session
 * @throws whatever the store throws, after the run under way was told to stop
 */
export async function workOff(queue: WorkQueue, runIds: readonly number[]): Promise<void> {
  const { workspace, session, client, watcher, parallel = 1 } = queue;
  const left = new Set(runIds);
  const working = new Map<number, Promise<void>>();
  let storeFailure: unknown;
  let isDiskFull = false;
  const stopCurrent = (): void => {
    for (const runId of working.keys()) client.stop(runId);
  };
  const endKeepAlive = session.keepAlive({
    onStopRequested(runId) {
      if (working.has(runId)) {
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
  const work = async (runId: number, configuration: RunConfiguration): Promise<void> => {
    await runOne(queue, runId, (progress) => overall.report(runId, runTitle(configuration), progress));
    overall.runEnded(runId);
    const [summary] = runSummaries(workspace, [workspace.runs.get(runId)]);
    watcher.onEvent({ type: 'run-ended', run: summary });
    // The next ones would train for hours and lose it all
    isDiskFull ||= summary.error?.code === 'disk-full';
  };
  const room = async (places: number): Promise<void> => {
    while (working.size > places) await Promise.race(working.values());
  };
  try {
    for (const runId of runIds) {
      const { configuration } = workspace.runs.get(runId);
      // What others build on has the machine to itself
      const isTraining = configuration.kind === 'train';
      await room(isTraining ? parallel - 1 : 0);
      if (watcher.signal.aborted || storeFailure !== undefined || isDiskFull) break;
      if (!left.delete(runId)) continue;
      working.set(
        runId,
        work(runId, configuration).finally(() => working.delete(runId)),
      );
      if (!isTraining) await room(0);
    }
    await room(0);
    if (storeFailure === undefined) {
      for (const runId of left) session.recordEvent(runId, { type: 'stopped' });
    }
  } catch (error) {
    stopCurrent();
    await Promise.allSettled(working.values());
    throw error;
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

/** Fraction and time left of several runs, of which those under way know their own. */
function overallProgress(
  runs: number,
  watcher: Watcher,
): { report(runId: number, label: string, progress: RunProgress): void; runEnded(runId: number): void } {
  const start = performance.now();
  const underWay = new Map<number, number>();
  let done = 0;
  return {
    report(runId, label, progress) {
      underWay.set(runId, progress.fraction);
      const fraction = (done + [...underWay.values()].reduce((sum, own) => sum + own, 0)) / runs;
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
    runEnded(runId) {
      underWay.delete(runId);
      done++;
    },
  };
}
