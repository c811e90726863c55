import { describe, expect, test } from 'vitest';
import { leaving, type Question } from '../../main/desktop/leaving.ts';
import { eventually } from '../support/eventually.ts';

function scene(runs: number) {
  const steps: string[] = [];
  let answer: (isConfirmed: boolean) => void = () => undefined;
  let closed: () => void = () => undefined;
  let failed: (error: Error) => void = () => undefined;
  const questions: Question[] = [];
  const ends: unknown[] = [];
  const own = leaving({
    underWay: () => runs,
    confirm(question) {
      questions.push(question);
      return new Promise((resolve) => (answer = resolve));
    },
    say: (sentence) => steps.push(sentence),
    closeWorkbench: () =>
      new Promise((resolve, reject) => {
        steps.push('close');
        closed = resolve;
        failed = reject;
      }),
    end: (problem) => ends.push(problem),
  });
  return {
    own,
    steps,
    questions,
    ends,
    answer: (isConfirmed: boolean) => answer(isConfirmed),
    closed: () => closed(),
    failed: (error: Error) => failed(error),
  };
}

describe('leaving', () => {
  test('an idle workbench asks nothing, and ends when everything is closed', async () => {
    const { own, steps, questions, ends, closed } = scene(0);
    const left = own.begin(true);
    expect([steps, questions, ends, own.isDone]).toEqual([['Closing the workspace', 'close'], [], [], false]);
    closed();
    await left;
    expect([ends, own.isDone]).toEqual([[undefined], true]);
  });

  test.each([
    [1, 'A run is under way.', 'Stopping a run and keeping its checkpoint'],
    [3, '3 runs are under way.', 'Stopping 3 runs and keeping their checkpoints'],
  ])('%i runs are asked about, and said to be stopped', async (runs, message, sentence) => {
    const { own, steps, questions, answer, closed } = scene(runs);
    const left = own.begin(true);
    expect([questions.map((question) => question.message), steps]).toEqual([[message], []]);
    answer(true);
    await eventually(() => expect(steps).toEqual([sentence, 'close']));
    closed();
    await left;
    expect(own.isDone).toBe(true);
  });

  test('may be thought better of, and asked for again', async () => {
    const { own, steps, questions, answer } = scene(1);
    const left = own.begin(true);
    answer(false);
    await left;
    expect([steps, own.isDone]).toEqual([[], false]);
    void own.begin(true);
    expect(questions).toHaveLength(2);
  });

  test('asks once and closes once, however often it is asked for', async () => {
    const { own, steps, questions, ends, answer, closed } = scene(2);
    const all = [own.begin(true), own.begin(true)];
    answer(true);
    await eventually(() => expect(steps).toContain('close'));
    all.push(own.begin(true), own.begin(false));
    closed();
    await Promise.all(all);
    await own.begin(true);
    expect([questions.length, steps.filter((step) => step === 'close').length, ends.length]).toEqual([1, 1, 1]);
  });

  test('because of a signal asks nothing, and does not wait for an answer', async () => {
    const { own, steps, answer, closed } = scene(1);
    const asked = own.begin(true);
    const left = own.begin(false);
    expect(steps).toContain('close');
    answer(false);
    await asked;
    closed();
    await left;
    expect([steps.filter((step) => step === 'close').length, own.isDone]).toEqual([1, true]);
  });

  test('ends also when closing fails, and tells why', async () => {
    const { own, ends, failed } = scene(0);
    const left = own.begin(true);
    failed(new Error('disk'));
    await left;
    expect([ends, own.isDone]).toEqual([[new Error('disk')], true]);
  });
});
