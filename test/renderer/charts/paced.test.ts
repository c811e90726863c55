import { expect, test } from 'vitest';
import { createPace } from '../../../renderer/charts/paced.ts';

/** A clock that is moved by hand. */
function createClock() {
  let now = 1000;
  let timers: { at: number; action: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds: number, action: () => void) {
      const timer = { at: now + milliseconds, action };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    to(time: number) {
      now = time;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { action } of due) action();
    },
  };
}

test('the first at once, then at most one an interval, the last one always', () => {
  const clock = createClock();
  const pace = createPace(250, clock.now, clock.after);
  const done: string[] = [];
  const request = (name: string): void => pace.request(() => done.push(`${name} at ${clock.now()}`));

  request('a');
  clock.to(1010);
  request('b');
  request('c');
  clock.to(1240);
  expect(done).toEqual(['a at 1000']);
  clock.to(1250);
  expect(done).toEqual(['a at 1000', 'c at 1250']);
  clock.to(2000);
  request('d');
  expect(done.at(-1)).toBe('d at 2000');
});

test('nothing happens after cancel, until it is asked again', () => {
  const clock = createClock();
  const pace = createPace(250, clock.now, clock.after);
  const done: string[] = [];
  pace.request(() => done.push('a'));
  pace.request(() => done.push('b'));
  pace.cancel();
  clock.to(5000);
  expect(done).toEqual(['a']);
  pace.request(() => done.push('c'));
  expect(done).toEqual(['a', 'c']);
});
