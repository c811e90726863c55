import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { createLongJob, type JobState } from '../../../renderer/composables/long-job.ts';
import { createFakeClient } from './scoped.ts';

const asked = { path: '/a.noisefloor' };

function notesOf(kept = new Map<string, string>()) {
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  };
}

function begun(notes = notesOf()) {
  const fake = createFakeClient();
  const ends: (readonly [kind: string, isSeen: boolean])[] = [];
  const onEnd = (state: JobState<unknown, unknown>, isSeen: boolean) => ends.push([state.kind, isSeen]);
  const job = createLongJob(fake.client, 'archives.verify', { onEnd, notes });
  return { fake, ends, job, notes };
}

describe('a long job', () => {
  test('tells how far it is and what came of it, until that is forgotten', async () => {
    const { fake, ends, job } = begun();
    const ended = job.begin(asked, 'a.noisefloor');
    fake.calls[0]!.progress(0.5);
    expect(job.state.value).toMatchObject({ kind: 'working', asked, progress: { fraction: 0.5 }, isEnding: false });
    job.forget();
    expect(job.isWorking.value).toBe(true);
    await fake.calls[0]!.answer({ valid: true });
    await ended;
    expect(job.state.value).toEqual({ kind: 'done', asked, output: { valid: true } });
    expect(ends).toEqual([['done', false]]);
    job.forget();
    expect(job.state.value).toEqual({ kind: 'none' });
  });

  test('is one at a time', async () => {
    const { fake, job } = begun();
    void job.begin(asked, 'a');
    await job.begin({ path: '/other' }, 'b');
    expect(fake.calls.map(({ input }) => input)).toEqual([asked]);
    expect(job.state.value).toMatchObject({ kind: 'working', asked });
  });

  test('that is cancelled has ended when the workbench says so: stopped, or done all the same', async () => {
    const { fake, ends, job } = begun();
    void job.begin(asked, 'a');
    await fake.calls[0]!.answer({ valid: true });
    void job.begin(asked, 'a');
    job.cancel();
    expect(fake.calls[1]!.signal!.aborted).toBe(true);
    expect(job.state.value).toMatchObject({ kind: 'working', isEnding: true });
    await fake.calls[1]!.fail(new LabError('stopped', 'It was stopped.', 'Repeat it.'));
    // Nothing of the one before
    expect(job.state.value).toEqual({ kind: 'cancelled', asked });
    void job.begin(asked, 'a');
    job.cancel();
    await fake.calls[2]!.answer({ valid: false });
    expect(ends.map(([kind]) => kind)).toEqual(['done', 'cancelled', 'done']);
  });

  test('that fails says why and nothing else; a lost connection has ended it', async () => {
    const { fake, job } = begun();
    void job.begin(asked, 'a');
    await fake.calls[0]!.answer({ valid: true });
    void job.begin(asked, 'a');
    const reason = new LabError('disk-full', 'The disk is full.', 'Free some space.');
    await fake.calls[1]!.fail(reason);
    expect(job.state.value).toEqual({ kind: 'failed', asked, error: reason });
    void job.begin(asked, 'a');
    job.cancel();
    await fake.calls[2]!.fail(new LabError('disconnected', 'It is lost.', 'What was running goes on.'));
    expect(job.state.value).toMatchObject({ kind: 'failed', error: { code: 'disconnected' } });
    expect(job.state.value).not.toMatchObject({ error: { nextStep: expect.stringContaining('goes on') } });
  });

  test('knows whether its end is seen, by whoever watches then', async () => {
    const { fake, ends, job } = begun();
    const leave = job.watch();
    void job.begin(asked, 'a');
    await fake.calls[0]!.answer({});
    leave();
    leave();
    const leaveAgain = job.watch();
    void job.begin(asked, 'a');
    await fake.calls[1]!.answer({});
    leaveAgain();
    void job.begin(asked, 'a');
    await fake.calls[2]!.answer({});
    expect(ends.map(([, isSeen]) => isSeen)).toEqual([true, true, false]);
  });

  test('that a reload of the page has ended is known after it, once', async () => {
    const { job, notes } = begun();
    void job.begin(asked, 'a.noisefloor');
    const after = begun(notesOf(notes.kept));
    expect(after.job.state.value).toEqual({ kind: 'interrupted', what: 'a.noisefloor' });
    expect(begun(notesOf(notes.kept)).job.state.value).toEqual({ kind: 'none' });
    void after.job.begin(asked, 'a.noisefloor');
    await after.fake.calls[0]!.answer({});
    expect([...notes.kept]).toEqual([]);
  });
});
