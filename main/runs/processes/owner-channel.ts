import { leaveMessage } from './leave-message.ts';

/** The owner of a process, as seen from inside it. */
export interface OwnerChannel<Received = unknown> {
  send(message: unknown): void;
  onMessage(listener: (message: Received) => void): void;
  /** The owner is gone, or listens no more */
  onGone(listener: () => void): void;
}

/** Of Electron's utility processes; `electron` itself is not theirs to import. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The channel of a process that was started by `forkModule` or as a utility process; undefined in any other. */
export function ownerChannel<Received>(): OwnerChannel<Received> | undefined {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort != null) {
    // Electron only warns of a rejection that nobody handles
    process.on('unhandledRejection', (error) => {
      throw error;
    });
    return parentChannel(parentPort);
  }
  return process.send === undefined ? undefined : forkedChannel();
}

function forkedChannel<Received>(): OwnerChannel<Received> {
  return {
    send: (message) => void process.send!(message),
    onMessage: (listener) => void process.on('message', listener as (message: unknown) => void),
    onGone: (listener) => void process.on('disconnect', listener),
  };
}

/** Electron ends a utility process whose owner has died; one whose owner only leaves is told by a message. */
function parentChannel<Received>(port: ParentPort): OwnerChannel<Received> {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) =>
      port.on('message', ({ data }) => {
        if (data !== leaveMessage) listener(data as Received);
      }),
    onGone: (listener) =>
      port.on('message', ({ data }) => {
        if (data === leaveMessage) listener();
      }),
  };
}
