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

test('the time left is what the work since the first piece of it lets expect, once there is enough', () => {
  const clock = { ms: 0 };
  const { reports, meter } = meterAt(clock);
  meter.expect(40);
  // What is loaded and built for the first step is not needed again
  clock.ms = 60_000;
  meter.done(2);
  expect(reports.at(-1)).toEqual({ phase: 'loading', detail: '', fraction: 0.05 });
  clock.ms += 1000;
  meter.done(4);
  expect(reports.at(-1)).not.toHaveProperty('secondsLeft');
  clock.ms += 1000;
  meter.done(4);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.25, secondsLeft: 7.5 });
  // Work has fallen away
  meter.expect(-20);
  clock.ms += 1000;
  meter.done(4);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.7, secondsLeft: 1.5 });
});

test('what an earlier attempt has done is part of the fraction, and not of how fast this one is', () => {
  const clock = { ms: 0 };
  const { reports, meter } = meterAt(clock);
  meter.reached(60);
  meter.expect(40);
  meter.phase('training', 'epoch 4');
  expect(reports.at(-1)).toMatchObject({ fraction: 0.6 });
  meter.done(0);
  clock.ms = 2000;
  meter.done(10);
  expect(reports.at(-1)).toMatchObject({ fraction: 0.7, secondsLeft: 6 });
});

test('more work than was expected is no more than everything', () => {
  const clock = { ms: 5000 };
  const { reports, meter } = meterAt(clock);
  meter.expect(10);
  meter.done(0);
  clock.ms = 9000;
  meter.done(30);
  expect(reports.at(-1)).toMatchObject({ fraction: 1, secondsLeft: 0 });
});
