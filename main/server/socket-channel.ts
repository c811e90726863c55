import type { WebSocket } from 'ws';
import type { Channel } from '../contract/rpc/channel.ts';
import { createInbox } from '../contract/rpc/inbox.ts';
import { serverLimits, tooLarge } from '../contract/rpc/limits.ts';
import { decodeText, encodeText } from '../contract/rpc/text-codec.ts';

export interface SocketOptions {
  /** Bytes of events that may wait for a slow reader */
  readonly waitingEventBytes: number;
  /** Between two signs of life */
  readonly heartbeatMs: number;
}

/** Codes of RFC 6455, 7.4.1, and of its registry */
const closeCodes = { goingAway: 1001, invalidText: 1007, tryAgainLater: 1013 } as const;

/** How long a peer has to answer that it closes, too. */
const closingMs = 2000;

/**
 * The server's end of a WebSocket. A reader that does not keep up with events is sent away: it comes back and is told the
 * present state, where waiting for it would fill the memory. Results are not counted, because each was asked for.
 */
export function socketChannel(socket: WebSocket, { waitingEventBytes, heartbeatMs }: SocketOptions): Channel {
  const inbox = createInbox();
  let waiting = 0;
  let isAlive = true;

  const close = (code: number, reason: string): void => {
    if (inbox.isClosed) return;
    clearInterval(heartbeat);
    inbox.close(reason);
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), closingMs).unref();
  };

  const heartbeat = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, heartbeatMs);
  heartbeat.unref();

  socket.on('pong', () => (isAlive = true));
  socket.on('message', (data, isBinary) => {
    isAlive = true;
    if (isBinary) return close(closeCodes.invalidText, 'Messages are text.');
    try {
      inbox.receive(decodeText(String(data)));
    } catch {
      close(closeCodes.invalidText, 'A message cannot be read.');
    }
  });
  // A frame that is too large or broken; `close` follows
  socket.on('error', () => undefined);
  socket.on('close', (_code, reason) => {
    clearInterval(heartbeat);
    inbox.close(String(reason) || 'The other side closed the connection.');
  });

  function sendEvent(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (waiting + bytes > waitingEventBytes)
      return close(closeCodes.tryAgainLater, 'The events were not read in time.');
    waiting += bytes;
    socket.send(text, () => (waiting -= bytes));
  }

  return {
    send(message) {
      if (inbox.isClosed) return;
      const text = encodeText(message);
      if (text.length > serverLimits.outgoingBytes) throw tooLarge(serverLimits.outgoingBytes);
      if ((message as { readonly kind?: unknown }).kind === 'event') sendEvent(text);
      else socket.send(text, () => undefined);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => close(closeCodes.goingAway, 'The workbench was closed.'),
  };
}
