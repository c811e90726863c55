import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { runOne } from '../queue/run-one.ts';
import { createScheduler } from '../queue/scheduler.ts';
import type { Watcher } from '../progress/watcher.ts';
import { overallProgress } from '../progress/overall-progress.ts';
import { isTraining, runTitle } from './study-runs.ts';
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
  const failures: unknown[] = [];
  const told = new Set<string>();
  const scheduler = createScheduler({ parallel, work });
  const overall = overallProgress(runIds.length, watcher);
  const stopWorking = (): void => {
    scheduler.hold();
    for (const runId of scheduler.working()) client.stop(runId);
  };
  const fail = (error: unknown): void => {
    failures.push(error);
    stopWorking();
  };
  const endKeepAlive = session.keepAlive({
    onStopRequested(runId) {
      if (scheduler.working().includes(runId)) {
        client.stop(runId);
      } else if (scheduler.remove([runId]).length > 0) {
        session.recordEvent(runId, { type: 'stopped' });
      }
    },
    onError: fail,
  });

  /** All runs of a study find the same odd */
  function tellOnce(message: string): void {
    if (told.has(message)) return;
    told.add(message);
    watcher.onEvent({ type: 'notice', message });
  }

  /** Never rejects: several can fail in one turn, and a race would tell of one of them */
  async function work(runId: number): Promise<'ended'> {
    try {
      const title = runTitle(workspace.runs.get(runId).configuration);
      await runOne(queue, runId, {
        onEvent(event) {
          if (event.type === 'started') event.notices?.forEach(tellOnce);
          if (event.type === 'progress') overall.report(runId, title, event.progress);
        },
        onNotice: (message) => watcher.onEvent({ type: 'notice', message }),
      });
      overall.runEnded(runId);
      const [summary] = runSummaries(workspace, [workspace.runs.get(runId)]);
      watcher.onEvent({ type: 'run-ended', run: summary });
      // The others would train for hours and lose it all
      if (summary.error?.code === 'disk-full') stopWorking();
    } catch (error) {
      fail(error);
    }
    return 'ended';
  }

  watcher.signal.addEventListener('abort', stopWorking);
  try {
    if (watcher.signal.aborted) scheduler.hold();
    const waiting = runIds.map((runId) => ({ runId, isAlone: !isTraining(workspace.runs.get(runId)) }));
    scheduler.append(waiting);
    await scheduler.settled();
    if (failures.length === 0) {
      for (const runId of scheduler.waiting()) session.recordEvent(runId, { type: 'stopped' });
    }
  } finally {
    watcher.signal.removeEventListener('abort', stopWorking);
    endKeepAlive();
  }
  if (failures.length > 0) throw failures[0];
}
