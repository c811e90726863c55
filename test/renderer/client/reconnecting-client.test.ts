import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Channel } from '../../../main/contract/rpc/channel.ts';
import { inProcessChannels } from '../../../main/contract/rpc/in-process.ts';
import { serveChannel } from '../../../main/contract/rpc/serve-channel.ts';
import { createReconnectingClient, RefusedError } from '../../../renderer/client/reconnecting-client.ts';
import type { ReconnectingClient } from '../../../renderer/client/reconnecting-client.ts';
import { eventually } from '../../support/eventually.ts';
import { createTestService, testContract } from '../../support/rpc-contract.ts';
import type { TestServer } from '../../support/rpc-contract.ts';
import { manualClock } from '../../support/rpc-clock.ts';
import type { ManualClock } from '../../support/rpc-clock.ts';

let behind: TestServer;
let clock: ManualClock;
/** What the next attempts meet; then the server itself */
let obstacles: Error[];
let attempts: number;
let serverEnds: Channel[];
let states: string[];

async function open(): Promise<Channel> {
  attempts += 1;
  const obstacle = obstacles.shift();
  if (obstacle !== undefined) throw obstacle;
  const { client, server } = inProcessChannels();
  serveChannel(testContract, behind.service, server, { after: clock.after });
  serverEnds.push(server);
  return client;
}

function start(): ReconnectingClient<typeof testContract> {
  const connection = createReconnectingClient(testContract, open, clock.after);
  connection.onState((state) => states.push(state));
  return connection;
}

const away = (): Error => new Error('does not answer');
const becomes = (connection: { state(): string }, state: string): Promise<void> =>
  eventually(() => expect(connection.state()).toBe(state));

beforeEach(() => {
  behind = createTestService();
  clock = manualClock();
  obstacles = [];
  attempts = 0;
  serverEnds = [];
  states = [];
});

describe('the first connection', () => {
  test('is waited for by calls and subscriptions', async () => {
    const connection = start();
    const values: number[] = [];
    connection.client.subscribe('ticks', {}, (value) => values.push(value));
    expect(connection.state()).toBe('connecting');
    expect(await connection.client.call('add', { first: 1 })).toEqual({ sum: 2 });
    expect(states).toEqual(['connected']);
    await eventually(() => expect(values).toEqual([0]));
  });

  test('is tried again, after longer and longer pauses of at most 5 s', async () => {
    obstacles = Array.from({ length: 8 }, away);
    const connection = start();
    const answer = connection.client.call('add', { first: 1 });
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      await eventually(() => expect([attempts, clock.waiting().length]).toEqual([attempt, 1]));
      pauses.push(clock.waiting()[0]!);
      clock.runAll();
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000, 5000]);
    expect(await answer).toEqual({ sum: 2 });
    expect(states).toEqual(['connected']);
  });

  test('may be refused; then calls say what to do, and it is tried now and then', async () => {
    obstacles = [new RefusedError('no session')];
    const connection = start();
    const refused = connection.client.call('add', { first: 1 });
    await expect(refused).rejects.toMatchObject({
      code: 'disconnected',
      nextStep: 'Open the address that the workbench printed last.',
    });
    expect(states).toEqual(['refused']);
    expect(clock.waiting()).toEqual([5000]);
    clock.runAll();
    await becomes(connection, 'connected');
  });
});

describe('a connection that is lost', () => {
  test('rejects what is under way and what comes before it is back', async () => {
    const connection = start();
    await becomes(connection, 'connected');
    const waits = connection.client.call('wait', {});
    await eventually(() => expect(behind.waiting()).toBe(1));
    serverEnds[0]!.close();
    await expect(waits).rejects.toMatchObject({ code: 'disconnected' });
    expect(connection.state()).toBe('lost');
    await expect(connection.client.call('add', { first: 1 })).rejects.toMatchObject({ code: 'disconnected' });
    clock.runAll();
    await becomes(connection, 'connected');
    expect(await connection.client.call('add', { first: 1 })).toEqual({ sum: 2 });
    expect(states).toEqual(['connected', 'lost', 'connected']);
  });

  test('takes no subscription along: each begins again with the present state', async () => {
    const connection = start();
    const kept: number[] = [];
    const ended: number[] = [];
    const meanwhile: number[] = [];
    const onError = vi.fn();
    connection.client.subscribe('ticks', {}, (value) => kept.push(value), onError);
    const end = connection.client.subscribe('ticks', { factor: 10 }, (value) => ended.push(value));
    await eventually(() => expect(behind.subscribed()).toBe(2));
    serverEnds[0]!.close();
    await becomes(connection, 'lost');
    await eventually(() => expect(behind.subscribed()).toBe(0));
    end();
    connection.client.subscribe('ticks', { factor: 100 }, (value) => meanwhile.push(value));
    behind.tick(5);
    clock.runAll();
    await eventually(() => expect(behind.subscribed()).toBe(2));
    behind.tick(6);
    await eventually(() => expect(kept).toEqual([0, 5, 6]));
    await eventually(() => expect(meanwhile).toEqual([500, 600]));
    expect(ended).toEqual([0]);
    expect(onError).not.toHaveBeenCalled();
  });

  test('is tried again after short pauses, however long it took the first time', async () => {
    obstacles = [away(), away(), away()];
    const connection = start();
    for (let attempt = 1; attempt <= 3; attempt++) {
      await eventually(() => expect([attempts, clock.waiting().length]).toEqual([attempt, 1]));
      clock.runAll();
    }
    await becomes(connection, 'connected');
    serverEnds[0]!.close();
    await becomes(connection, 'lost');
    expect(clock.waiting()).toEqual([250]);
  });

  test('is tried at once when asked to, and not twice', async () => {
    const connection = start();
    connection.retry();
    await becomes(connection, 'connected');
    connection.retry();
    serverEnds[0]!.close();
    await becomes(connection, 'lost');
    connection.retry();
    connection.retry();
    await becomes(connection, 'connected');
    expect(attempts).toBe(2);
    expect(clock.waiting()).toEqual([]);
  });
});

test('a subscription that its source refuses is told so once, and not opened again', async () => {
  const connection = start();
  const onError = vi.fn();
  connection.client.subscribe('refused', {}, () => undefined, onError);
  await eventually(() =>
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'not-found' })),
  );
  serverEnds[0]!.close();
  await becomes(connection, 'lost');
  clock.runAll();
  await becomes(connection, 'connected');
  await connection.client.call('add', { first: 1 });
  expect(onError).toHaveBeenCalledOnce();
});

test('a client that was closed stays closed', async () => {
  const connection = start();
  await becomes(connection, 'connected');
  connection.client.close();
  await expect(connection.client.call('add', { first: 1 })).rejects.toMatchObject({ code: 'disconnected' });
  expect(clock.waiting()).toEqual([]);
  expect(attempts).toBe(1);
});
