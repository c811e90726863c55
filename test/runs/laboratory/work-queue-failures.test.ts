import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { RunEvent } from '../../../main/contract/run.ts';
import { begin, given, profile, turns } from './played-queue.ts';

describe('a run that fails', () => {
  const four = { ...given, seeds: [1, 2, 3, 4] };

  test.each([
    ['engine-failed', 'failed'],
    ['lost', 'lost'],
  ] as const)('as %s leaves the others', async (code, status) => {
    const queue = await begin(four, { parallel: 2 });
    queue.finish(1);
    await turns();
    queue.fail(2, code);
    await turns();
    expect(queue.working()).toEqual([3, 4]);
    for (const id of [3, 4]) queue.finish(id);
    await turns();
    queue.finish(5);
    await queue.ended;
    expect(queue.statuses()).toEqual(['finished', status, 'finished', 'finished', 'finished']);
    expect(queue.outcome.error).toBeUndefined();
    const notices = queue.events.filter(({ type }) => type === 'notice');
    expect(notices).toEqual(code === 'lost' ? [{ type: 'notice', message: 'It broke.' }] : []);
  });

  test('with its whole process takes the others along, and the next begin', async () => {
    const queue = await begin(four, { parallel: 2 });
    queue.finish(1);
    await turns();
    for (const id of queue.working()) queue.fail(id, 'lost');
    await turns();
    expect(queue.working()).toEqual([4, 5]);
    queue.abort();
    await queue.ended;
    expect(queue.statuses()).toEqual(['finished', 'lost', 'lost', 'stopped', 'stopped']);
  });

  test('for want of space stops the others, which would lose their work later, and begins no more', async () => {
    const queue = await begin(four, { parallel: 2 });
    queue.finish(1);
    await turns();
    queue.fail(3, 'disk-full');
    await queue.ended;
    expect(queue.log.slice(-3)).toEqual(['end 3', 'stop 2', 'end 2']);
    expect(queue.statuses()).toEqual(['finished', 'stopped', 'failed', 'stopped', 'stopped']);
    expect(queue.outcome.error).toBeUndefined();
  });

  test('or is stopped, and that others build on: they fail, or are left for later', async () => {
    const profiles = { profile: undefined, profiles: { a: profile }, seeds: [1] };
    const failed = await begin(profiles, { parallel: 2 });
    failed.fail(1, 'not-finite');
    await failed.ended;
    expect(failed.log).toEqual(['start 1', 'end 1']);
    expect(failed.statuses()).toEqual(['failed', 'failed', 'failed']);
    const stopped = await begin(profiles, { parallel: 2 });
    stopped.heart().onStopRequested(1);
    await stopped.ended;
    expect(stopped.statuses()).toEqual(['stopped', 'stopped', 'stopped']);
    expect(stopped.events).toContainEqual({
      type: 'notice',
      message: expect.stringMatching(/^Run 2 is left for later\. It needs the study's pretraining, which is stopped/),
    });
  });
});

describe('a store that fails', () => {
  const four = { ...given, seeds: [1, 2, 3, 4] };
  const broken = new LabError('store-busy', 'The store is busy.', 'Try again.');
  const refuse =
    (...refused: readonly number[]) =>
    (runId: number, event: RunEvent): void => {
      if (refused.includes(runId) && event.type === 'finished') throw broken;
    };

  test('at the heartbeat stops all that work, and is told when they have ended', async () => {
    const queue = await begin(four, { parallel: 2, obedient: false });
    queue.finish(1);
    await turns();
    queue.heart().onError(broken);
    await turns();
    expect(queue.log.slice(-2)).toEqual(['stop 2', 'stop 3']);
    queue.report(2, { type: 'stopped' });
    await turns();
    expect(queue.outcome.ended).toBe(false);
    queue.report(3, { type: 'stopped' });
    await queue.ended;
    expect(queue.outcome.error).toBe(broken);
    expect(queue.log).not.toContain('start 4');
    // The end of the session lets go of the others
    expect(queue.statuses()).toEqual(['finished', 'stopped', 'stopped', 'queued', 'queued']);
  });

  test('for one run stops the others', async () => {
    const queue = await begin(four, { parallel: 2, onRecord: refuse(3) });
    queue.finish(1);
    await turns();
    queue.finish(3);
    await queue.ended;
    expect(queue.outcome.error).toBe(broken);
    expect(queue.log.slice(-3)).toEqual(['end 3', 'stop 2', 'end 2']);
    expect(queue.isBeating()).toBe(false);
  });

  test('for one run in the turn in which another ends well is not overheard', async () => {
    const queue = await begin(four, { parallel: 3, onRecord: refuse(3) });
    queue.finish(1);
    await turns();
    queue.finish(2);
    queue.finish(3);
    await queue.ended;
    expect(queue.outcome.error).toBe(broken);
    expect(queue.log.slice(-2)).toEqual(['stop 4', 'end 4']);
    expect(queue.log).not.toContain('start 5');
  });

  test('for all of them at once is told once', async () => {
    const queue = await begin(four, { parallel: 4, onRecord: refuse(2, 3, 4, 5) });
    queue.finish(1);
    await turns();
    for (const id of [2, 3, 4, 5]) queue.finish(id);
    // A rejection that nobody hears would fail this test's file
    await queue.ended;
    await turns();
    expect(queue.outcome.error).toBe(broken);
  });
});
