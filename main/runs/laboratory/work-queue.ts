import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunConfiguration, RunEvent, RunProgress } from '../../contract/run.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { Watcher } from '../services.ts';
import { assignmentOf } from './assignment.ts';
import { overallProgress } from './overall-progress.ts';
import { runTitle } from './study-runs.ts';
import { runSummaries } from './summaries.ts';

export interface WorkQueue {
  readonly workspace: Workspace;
  readonly session: Session;
  readonly client: Pick<EngineClient, 'run' | 'stop'>;
  readonly watcher: Watcher;
  /** How many training runs may work at once; 1 by default */
  readonly parallel?: number;
}

/**
 * Works runs off in order: of those that train, as many at once as is allowed; the others, which they build on, alone. A
 * run whose forerunner failed fails too; one whose forerunner was stopped or lost is stopped, so that resuming does both.
 * Stops between and within runs when the watcher's signal says so, when another process asks through the store, and when
 * the disk is full. A run that fails otherwise leaves the others alone.
 *
 * @param runIds queued runs that belong to the session
 * @throws whatever the store throws, after the runs under way were told to stop and have ended
 */
export async function workOff(queue: WorkQueue, runIds: readonly number[]): Promise<void> {
  const { workspace, session, client, watcher, parallel = 1 } = queue;
  const left = new Set(runIds);
  const working = new Map<number, Promise<void>>();
  const failures: unknown[] = [];
  let isDiskFull = false;
  const stopWorking = (): void => {
    for (const runId of working.keys()) client.stop(runId);
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    stopWorking();
  };
  const endKeepAlive = session.keepAlive({
    onStopRequested(runId) {
      if (working.has(runId)) {
        client.stop(runId);
      } else if (left.delete(runId)) {
        session.recordEvent(runId, { type: 'stopped' });
      }
    },
    onError: fail,
  });
  watcher.signal.addEventListener('abort', stopWorking);
  const overall = overallProgress(runIds.length, watcher);

  /** Never rejects: several can fail in one turn, and a race would tell of one of them */
  async function work(runId: number, configuration: RunConfiguration): Promise<void> {
    try {
      await runOne(queue, runId, (progress) => overall.report(runId, runTitle(configuration), progress));
      overall.runEnded(runId);
      const [summary] = runSummaries(workspace, [workspace.runs.get(runId)]);
      watcher.onEvent({ type: 'run-ended', run: summary });
      if (summary.error?.code === 'disk-full') {
        // The others would train for hours and lose it all
        isDiskFull = true;
        stopWorking();
      }
    } catch (error) {
      fail(error);
    } finally {
      working.delete(runId);
    }
  }

  async function atMost(runs: number): Promise<void> {
    while (working.size > runs) await Promise.race(working.values());
  }

  async function startAll(): Promise<void> {
    for (const runId of runIds) {
      const { configuration } = workspace.runs.get(runId);
      // What others build on has the machine to itself
      const isTraining = configuration.kind === 'train';
      await atMost(isTraining ? parallel - 1 : 0);
      if (watcher.signal.aborted || failures.length > 0 || isDiskFull) return;
      if (!left.delete(runId)) continue;
      working.set(runId, work(runId, configuration));
      if (!isTraining) await atMost(0);
    }
  }

  try {
    await startAll().catch(fail);
    await atMost(0);
    if (failures.length === 0) {
      for (const runId of left) session.recordEvent(runId, { type: 'stopped' });
    }
  } finally {
    watcher.signal.removeEventListener('abort', stopWorking);
    endKeepAlive();
  }
  if (failures.length > 0) throw failures[0];
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
