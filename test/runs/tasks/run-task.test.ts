import { describe, expect, test } from 'vitest';
import { runTask, type TaskOptions } from '../../../main/runs/tasks/run-task.ts';
import { hasProc, isRunning, startModule, until } from '../engine/support.ts';
import type { SampleRequest, SampleResult } from './sample-task.ts';

const entry = new URL('./sample-task.ts', import.meta.url);
const run = (what: SampleRequest['what'], options?: TaskOptions): Promise<SampleResult> =>
  runTask<SampleRequest, SampleResult>(entry, { what }, options);

describe('a task in a process of its own', () => {
  test('answers after its progress, with numbers as they are', async () => {
    const told: string[] = [];
    const { values, pid } = await run('answer', {
      onProgress: (fraction, detail) => told.push(`${fraction} ${detail}`),
    });
    expect(told).toEqual(['0.5 half']);
    expect(values).toEqual(Float32Array.of(1, Number.NaN, -0));
    expect(pid).not.toBe(process.pid);
    if (hasProc) expect(isRunning(pid)).toBe(false);
  });

  test('refuses with its own sentences', async () => {
    await expect(run('refuse')).rejects.toMatchObject({
      name: 'LabError',
      code: 'unknown-layer',
      message: 'There is no such layer.',
      nextStep: 'Name another.',
    });
  });

  test('tells a defect with its place', async () => {
    await expect(run('defect')).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(/a mistake in the program[^]*sample-task/),
    });
  });

  test.each([
    ['die', /ended by SIGABRT/],
    ['exit', /ended with code 7/],
  ] as const)('that ends without an answer (%s) says how', async (what, sentence) => {
    await expect(run(what)).rejects.toMatchObject({
      code: 'engine-failed',
      message: expect.stringMatching(sentence),
      nextStep: expect.stringContaining('--engine wasm'),
    });
  });

  test('whose program is not there is an error too', async () => {
    await expect(runTask(new URL('./nothing.ts', import.meta.url), {})).rejects.toMatchObject({
      code: 'engine-failed',
    });
  });

  test('is ended by its signal', async () => {
    const stop = new AbortController();
    let pid = 0;
    const onProgress = (fraction: number, detail: string): void => {
      if (fraction < 0.75) return;
      pid = Number(detail);
      stop.abort();
    };
    await expect(run('forever', { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'stopped' });
    if (hasProc) expect(isRunning(pid)).toBe(false);
  });

  test('is ended by its signal also when its answer is on its way', async () => {
    const stop = new AbortController();
    const onProgress = (): void => {
      // This thread hears of nothing meanwhile
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      stop.abort();
    };
    await expect(run('answer', { signal: stop.signal, onProgress })).rejects.toMatchObject({ code: 'stopped' });
  });

  test('is not begun when its signal came before', async () => {
    await expect(run('forever', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'stopped' });
  });

  test.skipIf(!hasProc)('ends with its owner (seen in /proc, so on Linux)', async () => {
    const owner = startModule(new URL('./task-owner.ts', import.meta.url));
    const pid = await new Promise<number>((resolve) => owner.stdout!.once('data', (text) => resolve(Number(text))));
    expect(isRunning(pid)).toBe(true);
    process.kill(owner.pid!, 'SIGKILL');
    await until('the end of the task', () => !isRunning(pid));
  });
});
