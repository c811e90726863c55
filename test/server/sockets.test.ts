import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { createClient } from '../../main/contract/rpc/create-client.ts';
import { serveContract } from '../../main/server/contract-server.ts';
import type { Server, ServerOptions } from '../../main/server/contract-server.ts';
import { openSocketChannel } from '../../renderer/client/socket-channel.ts';
import { eventually } from '../support/eventually.ts';
import { createTestService, testContract } from '../support/rpc-contract.ts';
import type { TestServer } from '../support/rpc-contract.ts';
import { enter, openSocket, temporaryInterface } from '../support/rpc-transports.ts';

const interfaceFolder = temporaryInterface();

let behind: TestServer;
let server: Server;
let cookie: string;

async function start(sockets: ServerOptions['sockets']): Promise<void> {
  await server?.close();
  behind = createTestService();
  server = await serveContract(testContract, behind.service, { interfaceFolder, sockets });
  cookie = await enter(server);
}

beforeEach(() => start({}));
afterEach(() => server.close());

async function opened(): Promise<WebSocket> {
  const socket = openSocket(server, { cookie });
  await new Promise((resolve) => socket.once('open', resolve));
  return socket;
}

function closed(socket: WebSocket): Promise<{ readonly code: number; readonly reason: string }> {
  return new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })));
}

async function lives(): Promise<void> {
  const client = createClient(testContract, await openSocketChannel(openSocket(server, { cookie })));
  expect(await client.call('add', { first: 20, second: 3 })).toEqual({ sum: 23 });
  client.close();
}

describe('a socket is closed', () => {
  test.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['a marker of no meaning', '{"$":"gone"}'],
    ['JSON a million levels deep', `${'['.repeat(1e6)}"$"${']'.repeat(1e6)}`],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('by %s, and the server goes on', async (_name, data) => {
    const socket = await opened();
    const end = closed(socket);
    socket.send(data);
    expect(await end).toMatchObject({ code: 1007 });
    await lives();
  });

  test('by a message that is larger than any may be', async () => {
    const socket = await opened();
    const end = closed(socket);
    socket.send(JSON.stringify('x'.repeat(16 * 2 ** 20)));
    expect(await end).toMatchObject({ code: 1009 });
    await lives();
  });

  test('when events are not read in time; the next connection is told the present state', async () => {
    await start({ waitingEventBytes: 200 });
    const socket = await opened();
    const end = closed(socket);
    socket.send(JSON.stringify({ kind: 'subscribe', id: 0, event: 'ticks', input: {} }));
    await eventually(() => expect(behind.subscribed()).toBe(1));
    // All in one turn: nothing can be written out in between
    for (let value = 1; value <= 100; value++) behind.tick(value);
    expect(await end).toEqual({ code: 1013, reason: 'The events were not read in time.' });
    expect(behind.subscribed()).toBe(0);

    const values: number[] = [];
    const client = createClient(testContract, await openSocketChannel(openSocket(server, { cookie })));
    client.subscribe('ticks', {}, (value) => values.push(value));
    await eventually(() => expect(values).toEqual([100]));
    client.close();
  });

  test('with the server, which ends what it was doing', async () => {
    const socket = await opened();
    socket.send(JSON.stringify({ kind: 'call', id: 0, method: 'wait', input: {} }));
    await eventually(() => expect(behind.waiting()).toBe(1));
    const end = closed(socket);
    await server.close();
    expect(await end).toMatchObject({ code: 1001, reason: 'The workbench was closed.' });
    expect(behind.waiting()).toBe(0);
  });
});

describe('signs of life', () => {
  /** So that only a test moves it */
  const heartbeatMs = 1e9;
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('are missed of a socket that reads nothing, which is closed', async () => {
    await start({ heartbeatMs });
    const socket = await opened();
    socket.send(JSON.stringify({ kind: 'subscribe', id: 0, event: 'ticks', input: {} }));
    await eventually(() => expect(behind.subscribed()).toBe(1));
    const end = closed(socket);
    // Answers no ping
    socket.pause();
    for (let beat = 0; beat < 2; beat++) vi.advanceTimersByTime(heartbeatMs);
    await eventually(() => expect(behind.subscribed()).toBe(0));
    socket.resume();
    expect((await end).code).toBe(1006);
  });

  test('are given by answers to pings, and the socket stays open', async () => {
    await start({ heartbeatMs });
    const socket = await opened();
    for (let beat = 0; beat < 5; beat++) {
      const pinged = once(socket, 'ping');
      vi.advanceTimersByTime(heartbeatMs);
      await pinged;
      // The answer has come by the time that a later question is answered
      socket.ping();
      await once(socket, 'pong');
    }
    expect(socket.readyState).toBe(socket.OPEN);
    socket.close();
  });
});

test('an answer is not counted as an event that waits', async () => {
  await start({ waitingEventBytes: 200 });
  const client = createClient(testContract, await openSocketChannel(openSocket(server, { cookie })));
  const value = 'x'.repeat(100_000);
  expect(await client.call('echo', { value })).toEqual({ value });
  client.close();
});
