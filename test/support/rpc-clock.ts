import type { After } from '../../main/contract/rpc/throttle.ts';

/** A clock that moves when a test says so. */
export interface ManualClock {
  readonly after: After;
  /** Pauses of what waits, in milliseconds */
  waiting(): number[];
  /** Lets everything happen that waits now */
  runAll(): void;
}

export function manualClock(): ManualClock {
  const timers = new Set<{ readonly milliseconds: number; action(): void }>();
  return {
    after(milliseconds, action) {
      const timer = { milliseconds, action };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    waiting: () => [...timers].map(({ milliseconds }) => milliseconds),
    runAll() {
      for (const timer of [...timers]) if (timers.delete(timer)) timer.action();
    },
  };
}
