import { afterEach, expect, test, vi } from 'vitest';
import { withTimeLeft, type TimedProgress } from '../../../main/runs/progress/with-time-left.ts';
import { workProgress } from '../../../main/runs/progress/work-progress.ts';
import type { LaboratoryEvent } from '../../../main/runs/progress/watcher.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Milliseconds that the clock shows, one after another. */
function clock(...times: readonly number[]): void {
  const now = vi.spyOn(performance, 'now');
  for (const time of times) now.mockReturnValueOnce(time);
}

test('what is left is told from what is done, once enough is', () => {
  clock(1000, 2000, 3000, 5000);
  const told: TimedProgress[] = [];
  const tell = withTimeLeft((progress) => told.push(progress));
  tell(0.1, 'first');
  tell(0.2, 'second');
  tell(1, 'last');
  expect(told).toEqual([
    { fraction: 0.1, detail: 'first' },
    { fraction: 0.2, detail: 'second', secondsLeft: 8 },
    { fraction: 1, detail: 'last', secondsLeft: 0 },
  ]);
});

test('with nothing done nothing is left to be told, however little is enough', () => {
  clock(0, 1000, 2000);
  const told: TimedProgress[] = [];
  const tell = withTimeLeft((progress) => told.push(progress), 0);
  tell(0, 'none');
  tell(0.01, 'some');
  expect(told).toEqual([
    { fraction: 0, detail: 'none' },
    { fraction: 0.01, detail: 'some', secondsLeft: 198 },
  ]);
});

test('a watcher is told of the work as of a single run', () => {
  clock(0, 3000);
  const events: LaboratoryEvent[] = [];
  const watcher = {
    onEvent: (event: LaboratoryEvent) => void events.push(event),
    signal: new AbortController().signal,
  };
  workProgress(watcher, 'export', 'saving')(0.75, 'tables');
  expect(events).toEqual([
    {
      type: 'progress',
      label: 'export',
      progress: { phase: 'saving', fraction: 0.75, detail: 'tables', secondsLeft: 1 },
      fraction: 0.75,
      secondsLeft: 1,
      runsDone: 0,
      runs: 1,
    },
  ]);
});
