import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LabError } from '../contract/errors.ts';
import { serverLimits } from '../contract/rpc/limits.ts';
import { serveChannel } from '../contract/rpc/serve-channel.ts';
import type { ServiceOf } from '../contract/rpc/serve-channel.ts';
import type { Contract } from '../contract/rpc/table.ts';
import { after } from './after.ts';
import { answerRequest } from './answer-request.ts';
import { checkInterfaceFolder, defaultInterfaceFolder } from './interface-files.ts';
import { refusal } from './request-rules.ts';
import { createSessionGate } from './session-gate.ts';
import { socketChannel } from './socket-channel.ts';
import type { SocketOptions } from './socket-channel.ts';

export interface ServerOptions {
  /** Of the built interface; by default that of this project */
  readonly interfaceFolder?: string;
  /** 0, the default: any that is free */
  readonly port?: number;
  /** Told of defects, a line each */
  log?(line: string): void;
  /** The printed address was used, and there is a new one for another browser */
  onEntered?(nextAddress: string): void;
  readonly sockets?: Partial<SocketOptions>;
}

export interface Server {
  readonly port: number;
  /** With a token that lets one browser in */
  readonly address: string;
  /** Ends all connections */
  close(): Promise<void>;
}

const host = '127.0.0.1';
const usualSockets: SocketOptions = { waitingEventBytes: 8 * 2 ** 20, heartbeatMs: 30_000 };

/**
 * Serves the interface and a contract on the loopback address of this machine. See docs/serving.md for what protects it.
 *
 * @throws LabError 'missing-file' when the interface is not built, 'invalid-argument' for a port that is in use
 */
export async function serveContract<Table extends Contract>(
  contract: Table,
  service: ServiceOf<Table>,
  { interfaceFolder = defaultInterfaceFolder, port = 0, log, onEntered, sockets }: ServerOptions = {},
): Promise<Server> {
  checkInterfaceFolder(interfaceFolder);
  const onDefect = (error: Error, where: string): void => log?.(`${where}: ${error.stack ?? error.message}`);
  const http = createHttpServer((request, response) => void answer(request, response));
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: serverLimits.incomingBytes,
    perMessageDeflate: false,
  });
  const closeChannels = new Set<() => void>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await answerRequest(request, response, { gate, interfaceFolder, onEntered: () => onEntered?.(address()) });
    } catch (error) {
      onDefect(error as Error, `${request.method} ${request.url}`);
      response.destroy();
    }
  }

  http.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    const isAllowed =
      request.url === '/socket' &&
      refusal(request.headers, true) === undefined &&
      gate.isInside(request.headers.cookie);
    if (!isAllowed) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const channel = socketChannel(webSocket, { ...usualSockets, ...sockets });
      const closeChannel = serveChannel(contract, service, channel, { after, onDefect });
      closeChannels.add(closeChannel);
      channel.onClose(() => closeChannels.delete(closeChannel));
    });
  });

  await new Promise<void>((resolve, reject) => {
    http.once('error', (error) => reject(listenProblem(error, port)));
    http.listen(port, host, resolve);
  });
  const ownPort = (http.address() as AddressInfo).port;
  const gate = createSessionGate(ownPort);
  const address = (): string => `http://${host}:${ownPort}/#token=${gate.token}`;

  return {
    port: ownPort,
    get address() {
      return address();
    },
    async close() {
      for (const closeChannel of closeChannels) closeChannel();
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
  };
}

function listenProblem(error: NodeJS.ErrnoException, port: number): LabError {
  const cause =
    error.code === 'EADDRINUSE'
      ? `Port ${port} is in use.`
      : error.code === 'EACCES'
        ? `Port ${port} needs rights that this user does not have.`
        : `The server does not start: ${error.message}`;
  return new LabError('invalid-argument', cause, '`--port 0` takes one that is free.', { cause: error });
}
