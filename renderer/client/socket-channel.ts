import type { Channel } from '../../main/contract/rpc/channel.ts';
import { createInbox } from '../../main/contract/rpc/inbox.ts';
import { clientLimits, tooLarge } from '../../main/contract/rpc/limits.ts';
import { decodeText, encodeText } from '../../main/contract/rpc/text-codec.ts';

/** What is used of a browser's WebSocket. */
export interface SocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly reason: string }) => void): void;
}

/**
 * The browser's end of a WebSocket, once it is open.
 *
 * @throws Error when it does not open
 */
export function openSocketChannel(socket: SocketLike): Promise<Channel> {
  const inbox = createInbox();
  const { outgoingBytes } = clientLimits;
  const close = (reason: string): void => {
    inbox.close(reason);
    socket.close();
  };
  socket.addEventListener('message', ({ data }) => {
    let message: unknown;
    try {
      message = decodeText(String(data));
    } catch {
      return close('a message could not be read.');
    }
    inbox.receive(message);
  });
  const channel: Channel = {
    send(message) {
      if (inbox.isClosed) return;
      const text = encodeText(message);
      if (text.length > outgoingBytes) throw tooLarge(outgoingBytes);
      socket.send(text);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => close('the page closed it.'),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(channel));
    socket.addEventListener('close', ({ reason }) => {
      const cause = reason || 'the workbench does not answer.';
      inbox.close(cause);
      reject(new Error(cause));
    });
  });
}
