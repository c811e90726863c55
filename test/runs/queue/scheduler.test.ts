import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScheduler, type Scheduler } from '../../../main/runs/queue/scheduler.ts';

interface Played {
  readonly scheduler: Scheduler;
  readonly log: readonly number[];
  readonly end: (runId: number, answer?: 'ended' | 'again') => Promise<void>;
}

function play(parallel: number): Played {
  const log: number[] = [];
  const ends = new Map<number, (answer: 'ended' | 'again') => void>();
  const scheduler = createScheduler({
    parallel,
    work(runId) {
      log.push(runId);
      return new Promise((resolve) => ends.set(runId, resolve));
    },
  });
  return {
    scheduler,
    log,
    async end(runId, answer = 'ended') {
      ends.get(runId)!(answer);
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

const training = (...ids: readonly number[]) => ids.map((runId) => ({ runId, isAlone: false }));
const alone = (runId: number) => [{ runId, isAlone: true }];

describe('the scheduler', () => {
  test('lets a run that is alone wait for all before it, and all after it wait for it', async () => {
    const { scheduler, log, end } = play(3);
    scheduler.append([...training(1, 2), ...alone(3), ...training(4)]);
    expect(scheduler.working()).toEqual([1, 2]);
    await end(1);
    expect(scheduler.working()).toEqual([2]);
    await end(2);
    expect(scheduler.working()).toEqual([3]);
    await end(3);
    expect(log).toEqual([1, 2, 3, 4]);
  });

  test('takes more in while it works, and lets go of what has not begun', async () => {
    const { scheduler, log, end } = play(1);
    scheduler.append(training(1, 2));
    scheduler.append(training(3, 4));
    expect(scheduler.waiting()).toEqual([2, 3, 4]);
    expect(scheduler.remove([1, 2, 4, 9])).toEqual([2, 4]);
    await end(1);
    await end(3);
    expect(log).toEqual([1, 3]);
    await scheduler.settled();
  });

  test('begins nothing while it is held', async () => {
    const { scheduler, log, end } = play(2);
    scheduler.hold();
    scheduler.append(training(1, 2, 3));
    await scheduler.settled();
    expect(log).toEqual([]);
    scheduler.release();
    expect(log).toEqual([1, 2]);
    scheduler.hold();
    await end(1);
    expect(scheduler.waiting()).toEqual([3]);
    scheduler.setParallel(3);
    expect(log).toEqual([1, 2]);
    scheduler.release();
    expect(log).toEqual([1, 2, 3]);
  });

  test('puts what is to be done again before what has not begun, in the order it began', async () => {
    const { scheduler, end } = play(3);
    scheduler.append(training(5, 4, 3, 2));
    scheduler.hold();
    await end(3, 'again');
    await end(5, 'again');
    await end(4, 'again');
    expect(scheduler.waiting()).toEqual([5, 4, 3, 2]);
    scheduler.remove([4]);
    scheduler.append(training(4));
    expect(scheduler.waiting()).toEqual([5, 3, 2, 4]);
  });

  test('does everything once, never too much at a time, and nothing beside what is alone', async () => {
    const runs = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        runs,
        fc.integer({ min: 1, max: 4 }),
        fc.infiniteStream(fc.nat()),
        async (kinds, parallel, choices) => {
          const { scheduler, log, end } = play(parallel);
          scheduler.append(kinds.map((isAlone, runId) => ({ runId, isAlone })));
          while (scheduler.working().length > 0) {
            const working = scheduler.working();
            expect(working.length).toBeLessThanOrEqual(parallel);
            if (working.some((runId) => kinds[runId])) expect(working).toHaveLength(1);
            await end(working[choices.next().value! % working.length]!);
          }
          expect(log).toEqual(kinds.map((_isAlone, runId) => runId));
        },
      ),
    );
  });
});
