import type { Channel } from './channel.ts';

/** The receiving half that all transports share: keeps what comes before there is a listener, closes once. */
export interface Inbox extends Pick<Channel, 'onMessage' | 'onClose'> {
  readonly isClosed: boolean;
  receive(message: unknown): void;
  close(reason: string): void;
}

export function createInbox(): Inbox {
  let listener: ((message: unknown) => void) | undefined;
  let early: unknown[] = [];
  const closeListeners: ((reason: string) => void)[] = [];
  let closedBecause: string | undefined;
  return {
    get isClosed() {
      return closedBecause !== undefined;
    },
    receive(message) {
      if (closedBecause !== undefined) return;
      if (listener === undefined) early.push(message);
      else listener(message);
    },
    onMessage(added) {
      listener = added;
      const messages = early;
      early = [];
      for (const message of messages) added(message);
    },
    onClose(added) {
      if (closedBecause === undefined) closeListeners.push(added);
      else added(closedBecause);
    },
    close(reason) {
      if (closedBecause !== undefined) return;
      closedBecause = reason;
      for (const added of closeListeners.splice(0)) added(reason);
    },
  };
}
