import { z } from 'zod';
import { bridgeMessages } from '../contract/rpc/bridge.ts';
import type { Channel } from '../contract/rpc/channel.ts';
import { createInbox } from '../contract/rpc/inbox.ts';
import { notPlainData, serverLimits, tooLarge } from '../contract/rpc/limits.ts';
import { approximateBytes } from '../contract/rpc/message-size.ts';
import type { Sender } from './trusted-pages.ts';

/** What of a window's contents is used here. */
export interface PageContents {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, ...words: unknown[]): void;
  once(event: 'destroyed', listener: () => void): unknown;
  on(event: 'render-process-gone', listener: () => void): unknown;
}

export type PageEvent = Sender & { readonly sender: PageContents };

/** What of `ipcMain` is used here. */
export interface PageMessages {
  on(channel: string, listener: (event: PageEvent, ...words: unknown[]) => void): unknown;
}

export interface PageConnections {
  readonly pages: PageMessages;
  /** Why a sender is not listened to */
  refusal(event: Sender): string | undefined;
  /** A page was loaded, or loaded again: a channel of its own */
  onChannel(channel: Channel): void;
  /** Told what was refused */
  onRefused(reason: string): void;
}

interface Connection {
  readonly load: string;
  receive(message: unknown): void;
  close(reason: string): void;
}

/** Of a load of a page, made up by the preload script. */
const loadName = z.string().min(1).max(100);

/**
 * The main process's end of Electron's messages: a channel for each load of a page. The one before closes when the next load
 * speaks, when its process ends and with its window.
 *
 * A message that is too large closes its channel; one of a foreign sender is dropped.
 */
export function connectPages({ pages, refusal, onChannel, onRefused }: PageConnections): void {
  const connections = new Map<number, Connection>();
  /** What was under way when a page was loaded again may still arrive */
  const ended = new Set<string>();

  function end(connection: Connection, reason: string): void {
    ended.add(connection.load);
    connection.close(reason);
  }

  function watch(contents: PageContents): void {
    const endOf = (reason: string): void => {
      const connection = connections.get(contents.id);
      if (connection !== undefined) end(connection, reason);
    };
    contents.on('render-process-gone', () => endOf('The page ended.'));
    contents.once('destroyed', () => {
      endOf('The window was closed.');
      connections.delete(contents.id);
    });
  }

  function connect(contents: PageContents, load: string): Connection {
    const before = connections.get(contents.id);
    if (before === undefined) watch(contents);
    else end(before, 'The page was loaded again.');
    const { channel, connection } = pageChannel(contents, load);
    connections.set(contents.id, connection);
    onChannel(channel);
    return connection;
  }

  pages.on(bridgeMessages, (event, load, message) => {
    const reason = refusal(event);
    if (reason !== undefined) return onRefused(reason);
    const name = loadName.safeParse(load);
    if (!name.success) return onRefused('It does not say which load of the page it is of.');
    if (ended.has(name.data)) return;
    const known = connections.get(event.sender.id);
    const connection = known?.load === name.data ? known : connect(event.sender, name.data);
    const { incomingBytes } = serverLimits;
    if (approximateBytes(message, incomingBytes) <= incomingBytes) return connection.receive(message);
    end(connection, tooLarge(incomingBytes).message);
    onRefused(tooLarge(incomingBytes).message);
  });
}

function pageChannel(contents: PageContents, load: string): { channel: Channel; connection: Connection } {
  const inbox = createInbox();
  const { outgoingBytes } = serverLimits;
  const channel: Channel = {
    send(message) {
      if (inbox.isClosed || contents.isDestroyed()) return;
      if (approximateBytes(message, outgoingBytes) > outgoingBytes) throw tooLarge(outgoingBytes);
      try {
        contents.send(bridgeMessages, load, message);
      } catch (error) {
        throw notPlainData(error);
      }
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => inbox.close('The connection was closed.'),
  };
  return { channel, connection: { load, receive: inbox.receive, close: inbox.close } };
}
