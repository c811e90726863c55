export interface Pace {
  /** Runs the latest action given, no sooner than the interval after the one before */
  request(action: () => void): void;
  cancel(): void;
}

/**
 * Keeps a repeated action from happening more often than every `intervalMs`: the first at once, of those in between only
 * the last, at the end of the interval.
 */
export function createPace(
  intervalMs: number,
  now: () => number,
  after: (milliseconds: number, action: () => void) => () => void,
): Pace {
  let last = -Infinity;
  let pending: (() => void) | undefined;
  let cancelTimer: (() => void) | undefined;

  function act(action: () => void): void {
    last = now();
    action();
  }

  return {
    request(action) {
      const wait = last + intervalMs - now();
      if (cancelTimer === undefined && wait <= 0) return act(action);
      pending = action;
      cancelTimer ??= after(Math.max(0, wait), () => {
        cancelTimer = undefined;
        const waiting = pending;
        pending = undefined;
        if (waiting !== undefined) act(waiting);
      });
    },
    cancel() {
      cancelTimer?.();
      cancelTimer = undefined;
      pending = undefined;
    },
  };
}
