import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import { withStore } from '../../e2e/tiny-study.ts';
import { connect, openWorkbench, statusesOf, untilIdle, watch, watchRun } from '../bench.ts';
import { fakeEngine, progressTo, started } from '../fake-engine.ts';
import { playQueue, type PlayedQueue } from './played-queue.ts';

/** The queue as it is now. */
async function stateOf({ client }: PlayedQueue) {
  const queue = watch(client, 'queue');
  const state = await queue.ever('state', () => true);
  queue.end();
  return { state: state.state, items: state.items.map((item) => `${item.runId} ${item.state}`), whole: state };
}

const failed = (code: 'disk-full' | 'engine-failed'): RunEvent => ({
  type: 'failed',
  error: { name: 'LabError', code, message: 'There is no space left.', nextStep: 'Make room.' },
});

describe('a stop', () => {
  test('is asked for until the engine confirms it', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    engine.report(1, started, progressTo(0.5));
    const run = watchRun(client, 1);
    await client.call('runs.stop', { ids: [1, 2] });
    expect(played.asked()).toEqual(['start', 'run 1', 'stop 1']);
    expect(await run.until('transition', ({ transition }) => transition === 'stopping')).toMatchObject({
      status: 'running',
    });
    await expect.poll(async () => (await stateOf(played)).items).toEqual(['1 stopping', '3 waiting']);
    engine.report(1, { type: 'stopped' });
    const stopped = await run.until('stop', ({ status }) => status === 'stopped');
    expect(stopped.transition).toBeUndefined();
    await expect.poll(async () => (await stateOf(played)).items).toEqual(['3 running']);
    await expect.poll(() => statusesOf(client)).toEqual({ 1: 'stopped', 2: 'stopped', 3: 'queued' });
  });

  test('while it is pausing makes it a stop', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    engine.report(1, started);
    await client.call('queue.pause', {});
    await expect
      .poll(() => stateOf(played))
      .toMatchObject({ state: 'pausing', items: ['1 pausing', '2 waiting', '3 waiting'] });
    await client.call('runs.stop', { ids: [1] });
    engine.report(1, { type: 'stopped' });
    expect(await statusesOf(client)).toMatchObject({ 1: 'stopped' });
    await expect.poll(() => stateOf(played)).toMatchObject({ state: 'paused', items: ['2 waiting', '3 waiting'] });
  });
});

describe('a pause', () => {
  test('with several under way waits for all of them, and keeps their order', async () => {
    const played = await playQueue(2);
    const { client, engine } = played;
    engine.report(1, started, progressTo(0.25));
    engine.report(2, started, progressTo(0.5));
    await client.call('queue.pause', {});
    engine.report(2, { type: 'stopped' });
    await expect
      .poll(() => stateOf(played))
      .toMatchObject({ state: 'pausing', items: ['1 pausing', '2 paused', '3 waiting'] });
    engine.report(1, { type: 'stopped' });
    await expect.poll(async () => (await stateOf(played)).state).toBe('paused');
    const { whole } = await stateOf(played);
    expect(whole.items.map(({ runId, state: each, fraction }) => [runId, each, fraction])).toEqual([
      [1, 'paused', 0.25],
      [2, 'paused', 0.5],
      [3, 'waiting', 0],
    ]);
    expect(await statusesOf(client)).toEqual({ 1: 'queued', 2: 'queued', 3: 'queued' });
    played.asked();
    await client.call('queue.resume', {});
    expect(played.asked()).toEqual(['run 1', 'run 2']);
  });

  test('that is taken back while it is asked for goes on after the checkpoint', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    engine.report(1, started);
    await client.call('queue.pause', {});
    await client.call('queue.resume', {});
    await expect
      .poll(() => stateOf(played))
      .toMatchObject({ state: 'working', items: ['1 pausing', '2 waiting', '3 waiting'] });
    engine.report(1, { type: 'stopped' });
    await expect.poll(async () => (await stateOf(played)).items[0]).toBe('1 running');
    expect(played.asked()).toEqual(['start', 'run 1', 'stop 1', 'run 1']);
  });

  test('holds what is launched meanwhile', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    engine.report(1, started);
    await client.call('queue.pause', {});
    engine.report(1, { type: 'stopped' });
    await client.call('runs.stop', { ids: [2, 3] });
    await client.call('runs.resume', { ids: [3] });
    await expect.poll(() => stateOf(played)).toMatchObject({ state: 'paused', items: ['1 paused', '3 waiting'] });
    await client.call('runs.stop', { ids: [1] });
    expect(await statusesOf(client)).toEqual({ 1: 'stopped', 2: 'stopped', 3: 'queued' });
  });
});

describe('an engine that dies', () => {
  test('takes along what works in it, names it once, and is replaced', async () => {
    const played = await playQueue(2);
    const { client, engine } = played;
    const banners = watch(client, 'banners');
    engine.report(1, started);
    engine.report(2, started);
    engine.die();
    const [banner, ...others] = await banners.until('banner', ({ length }) => length > 0);
    expect(others).toEqual([]);
    expect(banner).toMatchObject({
      kind: 'engine-died',
      error: { message: 'The engine process ended by SIGSEGV while 2 runs were under way.' },
      runs: [{ id: 1 }, { id: 2 }],
    });
    await expect.poll(async () => (await stateOf(played)).items).toEqual(['3 running']);
    expect(played.asked()).toEqual(['start', 'run 1', 'run 2', 'start', 'run 3']);
    // A second interface has it too, and either can dismiss it
    await client.call('banners.dismiss', { id: banner!.id });
    await banners.until('no banner', ({ length }) => length === 0);
  });

  test('three times in a row without a checkpoint holds the queue', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    const banners = watch(client, 'banners');
    for (const id of [1, 2, 3]) {
      engine.report(id, started, progressTo(0.5));
      engine.die();
      await expect.poll(async () => (await statusesOf(client))[id]).toBe('lost');
    }
    const all = await banners.until('third', ({ length }) => length === 3);
    expect(all.at(-1)!.error.message).toMatch(/ended 3 times in a row .* so the queue is paused\.$/);
    await client.call('runs.resume', { ids: [1, 2, 3] });
    await expect
      .poll(() => stateOf(played))
      .toMatchObject({ state: 'paused', items: ['1 waiting', '2 waiting', '3 waiting'] });
    await client.call('queue.resume', {});
    await expect.poll(async () => (await stateOf(played)).items[0]).toBe('1 running');
  });

  test('with results in between is only bad luck', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    const accuracy = { accuracy: 0.5, low: 0.4, high: 0.6, confidence: 0.95, draws: [0.5], images: 10 };
    for (const id of [1, 2, 3]) {
      engine.report(id, started, { type: 'accuracy', result: { stage: 'recovered-clean', ...accuracy } });
      engine.die();
      await expect.poll(async () => (await statusesOf(client))[id]).toBe('lost');
    }
    expect((await stateOf(played)).state).toBe('idle');
  });
});

test('a full disk pauses the queue instead of losing hours of work', async () => {
  const played = await playQueue(2);
  const { client, engine } = played;
  const banners = watch(client, 'banners');
  engine.report(1, started);
  engine.report(2, started);
  engine.report(1, failed('disk-full'));
  expect(played.asked()).toEqual(['start', 'run 1', 'run 2', 'stop 2']);
  engine.report(2, { type: 'stopped' });
  await expect.poll(() => stateOf(played)).toMatchObject({ state: 'paused', items: ['2 paused', '3 waiting'] });
  expect(await banners.until('banner', ({ length }) => length > 0)).toMatchObject([
    {
      kind: 'store-problem',
      error: {
        code: 'disk-full',
        nextStep: expect.stringMatching(/^Free some space, then resume the run and the queue/),
      },
      runs: [{ id: 1, resumable: true }],
    },
  ]);
  await client.call('queue.resume', {});
  await banners.until('no banner', ({ length }) => length === 0);
});

test('a run that fails leaves the others alone', async () => {
  const played = await playQueue();
  const { client, engine } = played;
  engine.report(1, started, failed('engine-failed'));
  await expect.poll(async () => (await stateOf(played)).items).toEqual(['2 running', '3 waiting']);
  expect((await client.call('runs.show', { id: 1 })).run.error).toMatchObject({ message: 'There is no space left.' });
});

describe('time left', () => {
  test('is what runs under way say, and what finished ones took', async () => {
    const played = await playQueue();
    const { engine } = played;
    expect((await stateOf(played)).whole.secondsLeft).toBeUndefined();
    engine.report(1, started, progressTo(0.5, 100));
    const { secondsLeft } = (await stateOf(played)).whole;
    // What is left of one, and two that take as long as it seems to
    expect(secondsLeft!.value).toBeGreaterThan(490);
    expect(secondsLeft!.value).toBeLessThanOrEqual(500);
    expect(secondsLeft!.low).toBeLessThan(secondsLeft!.value);
    expect(secondsLeft!.high).toBeGreaterThan(secondsLeft!.value);
    engine.report(1, { type: 'finished' });
    // It took no time at all, however busy the machine is: far less than it seemed to
    await expect.poll(async () => (await stateOf(played)).whole.secondsLeft?.value).toBeLessThan(100);
  });

  test('and how far a run is stay while it is paused, and while it is loaded again', async () => {
    const played = await playQueue();
    const { client, engine } = played;
    engine.report(1, started, progressTo(0.5, 100));
    await client.call('queue.pause', {});
    engine.report(1, { type: 'stopped' });
    await expect.poll(async () => (await stateOf(played)).state).toBe('paused');
    expect((await stateOf(played)).whole.secondsLeft?.value).toBe(500);
    await client.call('queue.resume', {});
    engine.report(1, { type: 'progress', progress: { phase: 'loading', fraction: 0, detail: 'data' } });
    const { whole } = await stateOf(played);
    expect(whole.items[0]).toMatchObject({ state: 'running', fraction: 0.5, detail: 'data' });
    expect(whole.secondsLeft?.value).toBeGreaterThan(490);
  });
});

test('how many train at once is kept for the next start', async () => {
  const { client, close, folder, asked } = await playQueue(3);
  expect(asked()).toEqual(['start', 'run 1', 'run 2', 'run 3']);
  const closing = close();
  await expect(client.call('queue.pause', {})).rejects.toMatchObject({ code: 'disconnected' });
  await closing;
  const next = await openWorkbench(folder, { startEngine: fakeEngine().start });
  const state = await watch(connect(next), 'queue').ever('state', () => true);
  expect(state).toMatchObject({ state: 'idle', parallel: 3 });
  await untilIdle(next.client);
});

test('what did not answer in time when the workbench was closed is offered at the next start', async () => {
  const { client, close, folder, engine } = await playQueue();
  engine.report(1, started, progressTo(0.5));
  await expect.poll(async () => (await statusesOf(client))[1]).toBe('running');
  await close();
  const next = await openWorkbench(folder, { startEngine: fakeEngine().start });
  expect(await statusesOf(next.client)).toEqual({ 1: 'lost', 2: 'stopped', 3: 'stopped' });
  const banners = watch(next.client, 'banners');
  expect(await banners.until('banner', ({ length }) => length > 0)).toMatchObject([
    { id: 'left-in-queue', runs: [{ id: 1 }, { id: 2 }, { id: 3 }] },
  ]);
  await next.client.call('banners.dismiss', { id: 'left-in-queue' });
  await next.close();
  const last = await openWorkbench(folder, { startEngine: fakeEngine().start });
  expect(await watch(last.client, 'banners').ever('banners', () => true)).toEqual([]);
});

test('a process that was taken for dead says so, and takes up work again when it is asked', async () => {
  const played = await playQueue();
  const { client, engine, folder } = played;
  const banners = watch(client, 'banners');
  engine.report(1, started);
  const database = new Database(join(folder, 'noisefloor-workspace', 'noisefloor.sqlite'));
  database.exec("UPDATE owners SET process_start = 'long ago', boot_id = 'another', heartbeat_at = 5");
  database.close();
  // As another process does when it opens the workspace
  withStore(folder, () => undefined);
  engine.report(1, progressTo(0.5));
  expect(await banners.until('banner', ({ length }) => length > 0)).toMatchObject([
    { kind: 'store-problem', error: { code: 'lost' } },
  ]);
  expect(played.asked()).toEqual(['start', 'run 1', 'stop 1']);
  await expect.poll(() => stateOf(played)).toMatchObject({ state: 'paused', items: [] });
  expect(await statusesOf(client)).toEqual({ 1: 'lost', 2: 'lost', 3: 'lost' });
  await client.call('runs.resume', { ids: [2] });
  await client.call('queue.resume', {});
  expect(played.asked()).toEqual(['run 2']);
  await banners.until('no banner', ({ length }) => length === 0);
});
