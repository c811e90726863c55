import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../main/contract/run.ts';
import type { EngineClient } from '../../../main/runs/engine/engine-client.ts';
import type { Watcher } from '../../../main/runs/progress/watcher.ts';
import { workOff } from '../../../main/runs/laboratory/work-queue.ts';
import { smallStudy } from '../job/bench.ts';
import { fakeEngineClient } from './fake-engine-client.ts';
import { begin, given, profile, turns } from './played-queue.ts';
import { checkpoint, storeStudy } from './stored-study.ts';

test('what runs find odd about data and network is told to whoever watches, each sentence once', async () => {
  const { store, session, ids } = storeStudy(smallStudy(given));
  const fake = fakeEngineClient();
  const told: string[] = [];
  const { run } = fake.client;
  const client: EngineClient = {
    ...fake.client,
    run: (assignment, onEvent) =>
      run(assignment, (event) => onEvent(event.type === 'started' ? { ...event, notices: ['Odd.'] } : event)),
  };
  const watcher: Watcher = {
    signal: new AbortController().signal,
    onEvent: (event) => void (event.type === 'notice' && told.push(event.message)),
  };
  const ended = workOff({ workspace: store, session, client, watcher }, ids);
  for (const id of ids) {
    await turns();
    fake.finish(id);
  }
  await ended;
  expect(ids.length).toBeGreaterThan(1);
  expect(told).toEqual(['Odd.']);
});

describe('runs that train', () => {
  // Ids 1 to 6: a profile is prepared, then trained for with five seeds
  const five = { ...given, seeds: [1, 2, 3, 4, 5] };

  test('work one after the other unless more are asked for', async () => {
    const queue = await begin(five);
    for (const id of queue.ids) {
      await turns();
      expect(queue.working()).toEqual([id]);
      queue.finish(id);
    }
    await queue.ended;
    expect(queue.log).toEqual(queue.ids.flatMap((id) => [`start ${id}`, `end ${id}`]));
    expect(queue.outcome.error).toBeUndefined();
    expect(queue.isBeating()).toBe(false);
  });

  test('work as many at once as is allowed, begun in order, whichever ends first', async () => {
    const queue = await begin(five, { parallel: 2 });
    queue.finish(1);
    await turns();
    expect(queue.working()).toEqual([2, 3]);
    queue.finish(3);
    await turns();
    expect(queue.working()).toEqual([2, 4]);
    queue.finish(4);
    await turns();
    expect(queue.working()).toEqual([2, 5]);
    queue.finish(2);
    queue.finish(5);
    await turns();
    expect(queue.working()).toEqual([6]);
    expect(queue.outcome.ended).toBe(false);
    queue.finish(6);
    await queue.ended;
    expect(queue.log.filter((line) => line.startsWith('start'))).toEqual(queue.ids.map((id) => `start ${id}`));
    const endings = queue.events.flatMap((event) => (event.type === 'run-ended' ? [event.run] : []));
    expect(endings.map(({ id, status }) => [id, status])).toEqual([1, 3, 4, 2, 5, 6].map((id) => [id, 'finished']));
  });

  test('all at once where there is room for more', async () => {
    const queue = await begin(five, { parallel: 9 });
    queue.finish(1);
    await turns();
    expect(queue.working()).toEqual([2, 3, 4, 5, 6]);
    queue.abort();
    await queue.ended;
  });
});

test('pretraining and preparing have the machine to themselves', async () => {
  // Ids: 1 pretraining; 2 preparing for a, 3 and 4 training; 5 preparing for b, 6 and 7 training
  const queue = await begin(
    { profile: undefined, profiles: { a: profile, b: profile }, seeds: [1, 2] },
    { parallel: 3 },
  );
  const kinds = queue.study.configurations.map(({ kind }) => kind);
  expect(kinds).toEqual(['pretrain', 'prepare', 'train', 'train', 'prepare', 'train', 'train']);
  expect(queue.working()).toEqual([1]);
  queue.report(1, checkpoint(queue.study, 'weights', 1, true));
  queue.finish(1);
  await turns();
  expect(queue.working()).toEqual([2]);
  queue.finish(2);
  await turns();
  expect(queue.working()).toEqual([3, 4]);
  queue.finish(4);
  await turns();
  expect(queue.working()).toEqual([3]);
  queue.finish(3);
  await turns();
  expect(queue.working()).toEqual([5]);
  queue.finish(5);
  await turns();
  expect(queue.working()).toEqual([6, 7]);
  queue.finish(6);
  queue.finish(7);
  await queue.ended;
  expect(new Set(queue.statuses())).toEqual(new Set(['finished']));
});

describe('stopping', () => {
  const three = { ...given, seeds: [1, 2, 3] };

  test('by the signal stops all that work and begins no more', async () => {
    const queue = await begin(three, { parallel: 2 });
    queue.finish(1);
    await turns();
    queue.abort();
    await queue.ended;
    expect(queue.log.slice(-4)).toEqual(['stop 2', 'stop 3', 'end 2', 'end 3']);
    expect(queue.statuses()).toEqual(['finished', 'stopped', 'stopped', 'stopped']);
    expect(queue.outcome.error).toBeUndefined();
  });

  test('by the signal before anything has begun begins nothing', async () => {
    const study = storeStudy(smallStudy(three));
    const { client, log } = fakeEngineClient();
    const watcher = { signal: AbortSignal.abort(), onEvent: () => undefined };
    await workOff({ workspace: study.store, session: study.session, client, watcher, parallel: 2 }, study.ids);
    expect(log).toEqual([]);
    expect(study.store.runs.list().map(({ status }) => status)).toEqual(study.ids.map(() => 'stopped'));
  });

  test('through the store stops the run that is meant: one that works, or one that waits', async () => {
    const queue = await begin(three, { parallel: 2 });
    queue.finish(1);
    await turns();
    queue.heart().onStopRequested(4);
    expect(queue.statuses()).toEqual(['finished', 'running', 'running', 'stopped']);
    queue.heart().onStopRequested(3);
    await turns();
    expect(queue.working()).toEqual([2]);
    expect(queue.log).not.toContain('stop 2');
    queue.finish(2);
    await queue.ended;
    expect(queue.log).not.toContain('start 4');
    expect(queue.statuses()).toEqual(['finished', 'finished', 'stopped', 'stopped']);
  });

  test('through the store of one that is about to begin', async () => {
    const queue = await begin(three, { parallel: 1 });
    queue.heart().onStopRequested(2);
    queue.finish(1);
    await turns();
    expect(queue.working()).toEqual([3]);
    queue.abort();
    await queue.ended;
    expect(queue.log).not.toContain('start 2');
  });
});

const progress = (fraction: number): RunEvent => ({
  type: 'progress',
  progress: { phase: 'training', fraction, detail: '' },
});

describe('progress', () => {
  test('is that of all runs together', async () => {
    const queue = await begin({ ...given, seeds: [1, 2, 3] }, { parallel: 2 });
    queue.report(1, progress(0.5));
    queue.finish(1);
    await turns();
    queue.report(2, progress(0.5));
    queue.report(3, progress(0.25));
    queue.finish(2);
    await turns();
    queue.report(3, progress(0.75));
    expect(queue.fractions()).toEqual([0.5 / 4, 1.5 / 4, 1.75 / 4, 2.75 / 4]);
    expect(queue.events.findLast(({ type }) => type === 'progress')).toMatchObject({
      label: 'noise injection · profile · seed 2',
      runs: 4,
      runsDone: 2,
    });
    queue.abort();
    await queue.ended;
  });

  test('never goes back, though a run may find more to do than it expected', async () => {
    const queue = await begin({ ...given, seeds: [1, 2, 3] }, { parallel: 3 });
    queue.finish(1);
    await turns();
    for (const fraction of [0.5, 0.9, 0.3, 0.6, 1]) {
      queue.report(2, progress(fraction));
      queue.report(3, progress(fraction / 2));
    }
    queue.fail(2, 'engine-failed');
    queue.report(3, progress(0.1));
    queue.finish(3);
    await turns();
    queue.report(4, progress(0));
    queue.report(4, progress(1));
    queue.finish(4);
    await queue.ended;
    const fractions = queue.fractions();
    expect(fractions).toHaveLength(13);
    expect(fractions).toEqual(fractions.toSorted((first, second) => first - second));
    expect(fractions.at(-1)).toBe(1);
  });
});
