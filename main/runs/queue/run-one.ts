import { LabError, serializeError } from '../../contract/errors.ts';
import type { RunEvent } from '../../contract/run.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import { assignmentOf } from '../laboratory/assignment.ts';

export interface RunnerParts {
  readonly workspace: Workspace;
  readonly session: Session;
  readonly client: Pick<EngineClient, 'run'>;
}

export interface RunListener {
  /** After it was stored */
  onEvent(event: RunEvent): void;
  /** A plain sentence about why it does not run now, or that its process died */
  onNotice(message: string): void;
}

/**
 * Does one queued run of the session from beginning to end, and stores what it reports. One that builds on a run that is
 * not finished is stopped, or fails where that failed.
 *
 * @throws whatever the store throws; the run has been told to stop then
 */
export async function runOne(
  { workspace, session, client }: RunnerParts,
  runId: number,
  listener: RunListener,
): Promise<void> {
  function record(event: RunEvent): void {
    session.recordEvent(runId, event);
    listener.onEvent(event);
  }
  let assignment;
  try {
    assignment = assignmentOf(workspace, workspace.runs.get(runId), session.incomingFolder);
  } catch (error) {
    if (error instanceof LabError && error.code === 'stopped') {
      session.log(runId, { level: 'warning', message: `Left for later. ${error.message}` });
      listener.onNotice(`Run ${runId} is left for later. ${error.message}`);
      record({ type: 'stopped' });
    } else {
      record({ type: 'failed', error: serializeError(error) });
    }
    return;
  }
  await client.run(assignment, (event: RunEvent) => {
    record(event);
    // The store keeps of it that the run is lost
    if (event.type === 'failed' && event.error.code === 'lost') listener.onNotice(event.error.message);
  });
}
