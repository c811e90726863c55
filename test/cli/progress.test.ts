import { expect, test } from 'vitest';
import { progressReporter } from '../../main/cli/progress.ts';
import type { LaboratoryEvent } from '../../main/runs/progress/watcher.ts';
import { memoryStream } from './fake-laboratory.ts';

function progress(
  fraction: number,
  phase: 'training' | 'evaluating' = 'training',
  secondsLeft?: number,
): LaboratoryEvent {
  const detail = phase === 'training' ? 'epoch 1 of 1' : '';
  return {
    type: 'progress',
    label: 'SAFT k=2, seed 1',
    progress: { phase, fraction, detail },
    fraction,
    secondsLeft,
    runsDone: 2,
    runs: 8,
  };
}

function reporter(isTTY: boolean, environment: Record<string, string> = {}, columns?: number) {
  const errors = memoryStream(isTTY, columns);
  const clock = { now: 0 };
  return { errors, clock, report: progressReporter({ errors, environment, now: () => clock.now }) };
}

test('piped: a line at a change of phase, and otherwise every five seconds', () => {
  const { errors, clock, report } = reporter(false);
  report.event(progress(0.1, 'training', 80));
  clock.now = 4999;
  report.event(progress(0.2));
  clock.now = 5000;
  report.event(progress(0.25));
  report.event(progress(0.3, 'evaluating'));
  report.event({ type: 'notice', message: 'Something.' });
  report.end();
  expect(errors.text()).toBe(
    ' 10 %  run 3 of 8  SAFT k=2, seed 1: training, epoch 1 of 1  1 min 20 s left\n' +
      ' 25 %  run 3 of 8  SAFT k=2, seed 1: training, epoch 1 of 1\n' +
      ' 30 %  run 3 of 8  SAFT k=2, seed 1: evaluating\n' +
      'Something.\n',
  );
});

test('on a terminal: a bar, redrawn at most four times a second, never wider than the terminal', () => {
  const { errors, clock, report } = reporter(true, {}, 60);
  for (clock.now = 0; clock.now < 1000; clock.now += 10) report.event(progress(clock.now / 2000));
  const draws = errors.text().split('\r\u001B[K');
  expect(draws).toHaveLength(4);
  expect(draws[0]).toBe('░░░░░░░░░░░░░░░░░░░░   0 %  run 3 of 8  SAFT k=2, seed 1: …');
  expect(draws[3]!.startsWith('████████░░░░░░░░░░░░  37 %')).toBe(true);
  expect(draws.every((draw) => [...draw].length <= 59)).toBe(true);
});

test('on a terminal: lines go above the bar, which is cleared at the end', () => {
  const { errors, report } = reporter(true, {}, 200);
  report.event(progress(1));
  const bar = errors.text();
  report.say('A line.');
  report.end();
  expect(errors.text()).toBe(`${bar}\r\u001B[KA line.\n${bar}\r\u001B[K`);
});

test('a terminal that cannot redraw gets lines', () => {
  const { errors, report } = reporter(true, { TERM: 'dumb' });
  report.event(progress(0.5));
  expect(errors.text()).not.toContain('\u001B');
  expect(errors.text().endsWith('\n')).toBe(true);
});

test.each([false, true])("names of others' files say nothing else to a terminal (a terminal: %s)", (isTTY) => {
  const { errors, report } = reporter(isTTY, {}, 200);
  report.event({ type: 'notice', message: 'No images of the class \u001B[2Jcat.' });
  report.event({ ...progress(0.1), label: '\u009B31mred' } as LaboratoryEvent);
  expect(errors.text()).toContain('No images of the class \uFFFD[2Jcat.\n');
  expect(errors.text()).toContain('\uFFFD31mred: training');
});
