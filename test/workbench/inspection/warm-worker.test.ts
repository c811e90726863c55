import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createWarmWorker, type WarmWorkerOptions } from '../../../main/workbench/inspection/workers/warm-worker.ts';
import type { SampleWorks } from './sample-works.ts';

const entry = new URL('./sample-works.ts', import.meta.url);

function worker(options?: WarmWorkerOptions) {
  const made = createWarmWorker<SampleWorks>(entry, options);
  onTestFinished(() => made.close());
  return made;
}

describe('a warm worker', () => {
  test('answers one question after another in a thread that stays', async () => {
    const { ask } = worker();
    const answers = await Promise.all([ask('thread', undefined), ask('thread', undefined)]);
    const later = await ask('thread', undefined);
    expect(answers.map(({ answered }) => answered)).toEqual([1, 2]);
    expect(later).toEqual({ threadId: answers[0].threadId, answered: 3 });
    expect(await ask('double', Float32Array.of(1, Number.NaN, -0))).toEqual(Float32Array.of(2, Number.NaN, -0));
  });

  test('tells how far it is', async () => {
    const told: string[] = [];
    await worker().ask('patient', 3, { progress: ({ detail }) => told.push(detail) });
    expect(told).toEqual(['step 0', 'step 1', 'step 2']);
  });

  test('refuses with its own sentences, and answers the next', async () => {
    const { ask } = worker();
    await expect(ask('refuse', undefined)).rejects.toMatchObject({
      code: 'unknown-layer',
      message: 'There is no such layer.',
      nextStep: 'Name another.',
    });
    await expect(ask('thread', undefined)).resolves.toMatchObject({ answered: 1 });
  });

  test.each(['die', 'fall'] as const)('that ends (%s) is an error for all who wait, and replaced', async (how) => {
    const { ask } = worker();
    const waiting = [ask(how, undefined), ask('thread', undefined)];
    for (const each of await Promise.allSettled(waiting)) {
      expect(each).toMatchObject({ status: 'rejected', reason: { code: 'engine-failed' } });
    }
    await expect(ask('thread', undefined)).resolves.toMatchObject({ answered: 1 });
  });
});

describe('a question that is withdrawn', () => {
  test('ends where its work looks', async () => {
    const { ask } = worker({ graceMs: 60_000 });
    const before = await ask('thread', undefined);
    const stop = new AbortController();
    const asked = ask('patient', 1e9, { signal: stop.signal, progress: () => stop.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    const after = await ask('thread', undefined);
    expect(after).toEqual({ threadId: before.threadId, answered: 2 });
  });

  test('takes its thread along where its work does not look; what waits is answered by another', async () => {
    const { ask } = worker({ graceMs: 10 });
    const before = await ask('thread', undefined);
    const stop = new AbortController();
    const asked = ask('stubborn', undefined, { signal: stop.signal, progress: () => stop.abort() });
    const next = ask('thread', undefined);
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    const after = await next;
    expect(after.answered).toBe(1);
    expect(after.threadId).not.toBe(before.threadId);
  });

  test('is not begun, when it waited', async () => {
    const { ask } = worker();
    const stop = new AbortController();
    const first = ask('patient', 5);
    const second = ask('die', undefined, { signal: stop.signal });
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'stopped' });
    await expect(first).resolves.toBe(5);
    await expect(ask('thread', undefined)).resolves.toMatchObject({ answered: 1 });
  });

  test('is not even sent, when it was before', async () => {
    const asked = worker().ask('thread', undefined, { signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
  });
});

test('without work for a while its thread ends; the next question gets another', async () => {
  const { ask } = worker({ idleMs: 1 });
  const { threadId } = await ask('thread', undefined);
  let later = await ask('thread', undefined);
  while (later.threadId === threadId) {
    await delay(20);
    later = await ask('thread', undefined);
  }
  expect(later.answered).toBe(1);
});

test('closing stops what is under way', async () => {
  const made = worker();
  const asked = made.ask('patient', 1e9, { progress: () => made.close() });
  await expect(asked).rejects.toMatchObject({ code: 'stopped' });
});
