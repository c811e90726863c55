import { expect, test } from 'vitest';
import type { RunEvent, RunProgress } from '../../../main/contract/run.ts';
import { createProgressMeter } from '../../../main/runs/job/progress-meter.ts';

function meterAt(clock: { ms: number }) {
  const reports: RunProgress[] = [];
  const emit = (event: RunEvent): void => void (event.type === 'progress' && reports.push(event.progress));
  return { reports, meter: createProgressMeter(emit, () => clock.ms) };
}

test('a phase is told at once, work at most 4 times a second', () => {
  const clock = { ms: 0 };
  const { reports, meter } = meterAt(clock);
  meter.expect(100);
  meter.phase('training', 'epoch 1');
  for (let done = 0; done < 50; done++) {
    clock.ms += 20;
    meter.done(1, `step ${done + 1}`);
  }
  expect(reports.map(({ phase, detail, fraction }) => ({ phase, detail, fraction }))).toEqual([
    { phase: 'training', detail: 'epoch 1', fraction: 0 },
    { phase: 'training', detail: 'step 13', fraction: 0.13 },
    { phase: 'training', detail: 'step 26', fraction: 0.26 },
    { phase: 'training', detail: 'step 39', fraction: 0.39 },
  ]);
  expect(reports.every((report) => !('secondsLeft' in report))).toBe(true);
});

test('the time left is what the work done so far lets expect, once there is enough of it', () => {
  const clock = { ms: 0 };
  const { reports, meter } = meterAt(clock);
  meter.expect(40);
  clock.ms = 2000;
  meter.done(10);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.25, secondsLeft: 6 });
  // Work has fallen away
  meter.expect(-20);
  clock.ms = 3000;
  meter.done(5);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.75, secondsLeft: 1 });
});

test('more work than was expected is no more than everything', () => {
  const clock = { ms: 5000 };
  const { reports, meter } = meterAt(clock);
  meter.expect(10);
  clock.ms = 9000;
  meter.done(30);
  expect(reports.at(-1)).toMatchObject({ fraction: 1, secondsLeft: 0 });
});
