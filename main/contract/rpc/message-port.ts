import type { Channel } from './channel.ts';
import { createInbox } from './inbox.ts';
import { notPlainData, tooLarge } from './limits.ts';
import type { ChannelLimits } from './limits.ts';
import { approximateBytes } from './message-size.ts';

/** What the message ports of browsers and of Node's worker threads have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'messageerror' | 'close', listener: (event: object) => void): void;
  start(): void;
  close(): void;
}

/**
 * A channel over one end of a message channel, which it owns from here on. A message that is too large closes it.
 *
 * @param limits of this side: `clientLimits` or `serverLimits`
 */
export function portChannel(port: PortLike, { outgoingBytes, incomingBytes }: ChannelLimits): Channel {
  const inbox = createInbox();
  const close = (reason: string): void => {
    if (inbox.isClosed) return;
    inbox.close(reason);
    port.close();
  };
  port.addEventListener('message', (event) => {
    const { data } = event as { readonly data?: unknown };
    if (approximateBytes(data, incomingBytes) > incomingBytes) close(tooLarge(incomingBytes).message);
    else inbox.receive(data);
  });
  port.addEventListener('messageerror', () => close('A message could not be read.'));
  port.addEventListener('close', () => close('The other side closed the connection.'));
  port.start();
  return {
    send(message) {
      if (inbox.isClosed) return;
      if (approximateBytes(message, outgoingBytes) > outgoingBytes) throw tooLarge(outgoingBytes);
      try {
        port.postMessage(message);
      } catch (error) {
        throw notPlainData(error);
      }
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => close('The connection was closed.'),
  };
}
