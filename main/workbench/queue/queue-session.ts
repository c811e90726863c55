import { machineProvenance } from '../../runs/laboratory/machine.ts';
import type { HeartbeatListener, Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';

/** The session a queue runs its runs with: begun when it is first needed, and anew after it was lost. */
export interface QueueSession {
  get(): Session;
  /** Is it this one? */
  isCurrent(session: Session): boolean;
  /** Lets go of the runs. Does nothing where there is no session. */
  end(): void;
}

export function createQueueSession(workspace: Workspace, listener: HeartbeatListener): QueueSession {
  let current: { readonly session: Session; readonly endKeepAlive: () => void } | undefined;
  return {
    get() {
      if (current === undefined) {
        const session = workspace.startSession(machineProvenance());
        current = { session, endKeepAlive: session.keepAlive(listener) };
      }
      return current.session;
    },
    isCurrent: (session) => current?.session === session,
    end() {
      const ending = current;
      current = undefined;
      ending?.endKeepAlive();
      ending?.session.end();
    },
  };
}
