import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import { createEngineClient, type EngineClient } from '../../../main/runs/engine/engine-client.ts';
import { isTraining, longAssignment, shortAssignment } from './assignment.ts';
import { childrenOf, hasProc, isRunning, startModule, until } from './support.ts';

let folder: string;
let client: EngineClient;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-engine-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await client?.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a run and waits until it trains. */
async function startTraining(runId: number): Promise<{ events: RunEvent[]; ended: Promise<void> }> {
  const events: RunEvent[] = [];
  const ended = client.run(longAssignment(runId, folder), (event) => void events.push(event));
  await until('training', () => events.some((event) => isTraining(event) || event.type === 'failed'));
  return { events, ended };
}

/** The engine processes of this one. */
const enginesNow = (): readonly number[] => childrenOf(process.pid);

describe('the engine process', () => {
  test('starts with the first run, serves the next, and ends when it is closed', async () => {
    const before = hasProc ? enginesNow() : [];
    client = createEngineClient();
    expect(hasProc ? enginesNow() : []).toEqual(before);
    for (const runId of [1, 2]) {
      const events: RunEvent[] = [];
      await client.run(shortAssignment(runId, folder), (event) => void events.push(event));
      expect(events.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['started', 'plan', 'metrics', 'checkpoint', 'accuracy', 'timing']),
      );
      expect(events.at(-1)).toEqual({ type: 'finished' });
      if (hasProc) expect(enginesNow()).toHaveLength(before.length + 1);
    }
    await client.close();
    if (hasProc) expect(enginesNow()).toEqual(before);
  });

  test('stops a run that is busy, and keeps what it did', async () => {
    client = createEngineClient();
    const { events, ended } = await startTraining(3);
    client.stop(3);
    await ended;
    expect(events.at(-2)).toMatchObject({ type: 'checkpoint', final: false });
    expect(events.at(-1)).toEqual({ type: 'stopped' });
  });

  test('stops a run that has only just been given', async () => {
    client = createEngineClient();
    const events: RunEvent[] = [];
    const ended = client.run(longAssignment(4, folder), (event) => void events.push(event));
    client.stop(4);
    client.stop(99);
    await ended;
    expect(events.at(-1)).toEqual({ type: 'stopped' });
  });

  test('stops a run again that goes on at once after a stop, however long the worker before takes to leave', async () => {
    client = createEngineClient();
    for (let time = 0; time < 3; time++) {
      const { events, ended } = await startTraining(9);
      client.stop(9);
      await ended;
      expect(events.at(-1)).toEqual({ type: 'stopped' });
    }
  });

  test('reports what its work throws, and goes on', async () => {
    client = createEngineClient();
    const events: RunEvent[] = [];
    const { configuration, ...rest } = shortAssignment(5, folder);
    await client.run({ ...rest, configuration: { ...configuration, kind: 'nonsense' as 'train' } }, (event) => {
      events.push(event);
    });
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'engine-failed' } });
    await client.run(shortAssignment(6, folder), (event) => void events.push(event));
    expect(events.at(-1)).toEqual({ type: 'finished' });
  });

  test('whose listener throws ends that run with it, and stops the work', async () => {
    client = createEngineClient();
    let heard = 0;
    const run = client.run(longAssignment(7, folder), () => {
      heard++;
      throw new Error('the store is full');
    });
    await expect(run).rejects.toThrow('the store is full');
    expect(heard).toBe(1);
    const events: RunEvent[] = [];
    await client.run(shortAssignment(8, folder), (event) => void events.push(event));
    expect(events.at(-1)).toEqual({ type: 'finished' });
    expect(heard).toBe(1);
  });
});

describe.skipIf(!hasProc)('a process that dies (found in /proc, so on Linux)', () => {
  test('by kill -9 ends its run as lost; the next run gets a new one', async () => {
    client = createEngineClient();
    const before = enginesNow();
    const { events, ended } = await startTraining(11);
    const [engine] = enginesNow().filter((pid) => !before.includes(pid));
    process.kill(engine!, 'SIGKILL');
    await ended;
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      error: {
        code: 'lost',
        message: expect.stringContaining('ended by SIGKILL while run 11 was running'),
        nextStep: expect.stringContaining('runs resume 11'),
      },
    });
    expect(events.filter(({ type }) => type === 'failed')).toHaveLength(1);
    const next: RunEvent[] = [];
    await client.run(shortAssignment(12, folder), (event) => void next.push(event));
    expect(next.at(-1)).toEqual({ type: 'finished' });
    expect(enginesNow()).not.toContain(engine);
  });

  test('just before it is given a run or told to stop one harms nobody', async () => {
    client = createEngineClient();
    const before = enginesNow();
    await client.run(shortAssignment(13, folder), () => undefined);
    const [engine] = enginesNow().filter((pid) => !before.includes(pid));
    process.kill(engine!, 'SIGKILL');
    // Dead, and this process has not heard of it yet
    const deadline = performance.now() + 10_000;
    while (isRunning(engine!) && performance.now() < deadline);
    client.stop(13);
    const events: RunEvent[] = [];
    await client.run(shortAssignment(14, folder), (event) => void events.push(event));
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'lost' } });
    await client.run(shortAssignment(15, folder), (event) => void events.push(event));
    expect(events.at(-1)).toEqual({ type: 'finished' });
  });

  test('with last words has them told', async () => {
    const preload = join(folder, 'die.mjs');
    writeFileSync(
      preload,
      `import { isMainThread } from 'node:worker_threads';
       if (isMainThread && process.argv[1]?.includes('engine-process')) {
         process.on('message', () => { process.stderr.write('terminate called: out of luck\\n'); process.abort(); });
       }`,
    );
    vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(preload).href}`);
    client = createEngineClient();
    const events: RunEvent[] = [];
    await client.run(shortAssignment(16, folder), (event) => void events.push(event));
    expect(events.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'lost', message: expect.stringMatching(/by SIGABRT while run 16 was running: .*out of luck/s) },
    });
  });

  test('to its owner alone, being deaf and busy, is ended; nothing waits for it', async () => {
    const preload = join(folder, 'deaf.mjs');
    writeFileSync(
      preload,
      `import { isMainThread } from 'node:worker_threads';
       if (isMainThread && process.argv[1]?.includes('engine-process')) {
         process.on('disconnect', () => { for (;;); });
         process.on('message', () => process.disconnect());
       }`,
    );
    vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(preload).href}`);
    client = createEngineClient();
    const before = enginesNow();
    const events: RunEvent[] = [];
    const ended = client.run(shortAssignment(21, folder), (event) => void events.push(event));
    const [engine] = enginesNow().filter((pid) => !before.includes(pid));
    await ended;
    client.stop(21);
    expect(events.at(-1)).toMatchObject({ type: 'failed', error: { code: 'lost' } });
    expect(isRunning(engine!)).toBe(false);
  });

  test('of a worker that throws beside its job, or ends, leaves the process for the next', async () => {
    const preload = join(folder, 'throw.mjs');
    writeFileSync(
      preload,
      `import { isMainThread, workerData } from 'node:worker_threads';
       const id = workerData?.assignment?.runId;
       if (!isMainThread && id === 17) setImmediate(() => { throw new Error('beside the job'); });
       if (!isMainThread && id === 18) setImmediate(() => process.exit(3));`,
    );
    vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(preload).href}`);
    client = createEngineClient();
    const before = enginesNow();
    const last: RunEvent[] = [];
    for (const runId of [17, 18, 19]) {
      const events: RunEvent[] = [];
      await client.run(shortAssignment(runId, folder), (event) => void events.push(event));
      last.push(events.at(-1)!);
    }
    expect(last).toMatchObject([
      { type: 'failed', error: { code: 'engine-failed', message: expect.stringContaining('beside the job') } },
      { type: 'failed', error: { code: 'engine-failed', message: expect.stringContaining('(code 3)') } },
      { type: 'finished' },
    ]);
    expect(enginesNow()).toHaveLength(before.length + 1);
  });

  test('because its owner was killed leaves no orphan', async () => {
    const owner = startModule(new URL('./owner.ts', import.meta.url), [folder]);
    await new Promise((resolve) => owner.stdout!.once('data', resolve));
    const engines = childrenOf(owner.pid!);
    expect(engines).toHaveLength(1);
    process.kill(owner.pid!, 'SIGKILL');
    await until('the end of the engine process', () => engines.every((pid) => !isRunning(pid)));
  });

  test('is not what a Ctrl-C does, which reaches the whole process group', async () => {
    client = createEngineClient();
    const before = enginesNow();
    const { events, ended } = await startTraining(20);
    const [engine] = enginesNow().filter((pid) => !before.includes(pid));
    process.kill(engine!, 'SIGINT');
    const heard = events.length;
    await until('more training', () => events.length > heard + 2);
    client.stop(20);
    await ended;
    expect(events.at(-1)).toEqual({ type: 'stopped' });
  });
});
