import type { Channel } from './channel.ts';
import { createInbox } from './inbox.ts';
import type { Inbox } from './inbox.ts';
import { clientLimits, notPlainData, serverLimits, tooLarge } from './limits.ts';
import type { ChannelLimits } from './limits.ts';
import { approximateBytes } from './message-size.ts';

/** Two ends in one process. Messages are copied and arrive later, as between processes. */
export function inProcessChannels(): { readonly client: Channel; readonly server: Channel } {
  const client = createInbox();
  const server = createInbox();
  return { client: end(client, server, clientLimits), server: end(server, client, serverLimits) };
}

function end(own: Inbox, other: Inbox, { outgoingBytes }: ChannelLimits): Channel {
  return {
    send(message) {
      if (own.isClosed) return;
      const copy = cloned(message);
      if (approximateBytes(copy, outgoingBytes) > outgoingBytes) throw tooLarge(outgoingBytes);
      void Promise.resolve().then(() => other.receive(copy));
    },
    onMessage: own.onMessage,
    onClose: own.onClose,
    close() {
      own.close('The connection was closed.');
      void Promise.resolve().then(() => other.close('The other side closed the connection.'));
    },
  };
}

function cloned(message: unknown): unknown {
  try {
    return structuredClone(message);
  } catch (error) {
    throw notPlainData(error);
  }
}
