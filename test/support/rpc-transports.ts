import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll } from 'vitest';
import { WebSocket } from 'ws';
import type { Channel } from '../../main/contract/rpc/channel.ts';
import { inProcessChannels } from '../../main/contract/rpc/in-process.ts';
import { clientLimits, serverLimits } from '../../main/contract/rpc/limits.ts';
import { portChannel } from '../../main/contract/rpc/message-port.ts';
import { serveChannel } from '../../main/contract/rpc/serve-channel.ts';
import type { ServeOptions } from '../../main/contract/rpc/serve-channel.ts';
import { after } from '../../main/server/after.ts';
import { serveContract } from '../../main/server/contract-server.ts';
import type { Server } from '../../main/server/contract-server.ts';
import { openSocketChannel } from '../../renderer/client/socket-channel.ts';
import { testContract } from './rpc-contract.ts';
import type { TestServer } from './rpc-contract.ts';

/** A transport with the test contract behind it. */
export interface TestTransport {
  /** A new connection's client end */
  connect(): Promise<Channel>;
  stop(): Promise<void>;
}

export type StartTransport = (server: TestServer, onDefect: ServeOptions['onDefect']) => Promise<TestTransport>;

export const inProcess: StartTransport = async ({ service }, onDefect) => ({
  async connect() {
    const { client, server } = inProcessChannels();
    serveChannel(testContract, service, server, { after, onDefect });
    return client;
  },
  stop: async () => undefined,
});

export const messagePorts: StartTransport = async ({ service }, onDefect) => {
  const opened: Channel[] = [];
  return {
    async connect() {
      const { port1, port2 } = new MessageChannel();
      serveChannel(testContract, service, portChannel(port2, serverLimits), { after, onDefect });
      const channel = portChannel(port1, clientLimits);
      opened.push(channel);
      return channel;
    },
    async stop() {
      for (const channel of opened) channel.close();
    },
  };
};

export const webSockets: StartTransport = async ({ service }, onDefect) => {
  const log = (line: string): void => onDefect?.(new Error(line), 'log');
  served ??= temporaryInterface();
  const server = await serveContract(testContract, service, { interfaceFolder: served, log });
  const cookie = await enter(server);
  return {
    connect: () => openSocketChannel(openSocket(server, { cookie })),
    stop: () => server.close(),
  };
};

const interfaces: string[] = [];
/** One for all servers of a test file */
let served: string | undefined;
afterAll(() => {
  for (const folder of interfaces) rmSync(folder, { recursive: true, force: true });
});

/** A folder with what a built interface has at least; removed after the tests of the file. */
export function temporaryInterface(): string {
  const folder = mkdtempSync(join(tmpdir(), 'noisefloor-interface-'));
  interfaces.push(folder);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Test</title>');
  writeFileSync(join(folder, 'assets', 'index-a1b2c3d4.js'), 'export {};');
  writeFileSync(join(folder, 'notes.secret'), 'not of a served kind');
  return folder;
}

/** Uses the token of the address. @returns the cookie it was exchanged for */
export async function enter(server: Server): Promise<string> {
  const { origin, hash } = new URL(server.address);
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice('#token='.length) }),
  });
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

export function openSocket({ port }: Server, headers: Readonly<Record<string, string>> = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/socket`, { origin: `http://127.0.0.1:${port}`, headers });
}
