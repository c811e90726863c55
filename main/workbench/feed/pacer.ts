import { LabError } from '../../contract/errors.ts';

/** Does something at most so often, however often it is asked for. */
export interface Pacer {
  /** Soon: in a later turn, or when the pause since the last time is over */
  ask(): void;
  /** What was asked for is not done any more. */
  end(): void;
}

/** @param pauseMs between one time and the next; a function where it changes */
export function createPacer(pauseMs: () => number, action: () => void): Pacer {
  let timer: NodeJS.Timeout | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let ended = false;
  return {
    ask() {
      if (timer !== undefined || ended) return;
      const wait = Math.max(0, last + pauseMs() - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        last = performance.now();
        try {
          action();
        } catch (error) {
          // The store cannot be read just now; whatever changes next asks again
          if (!(error instanceof LabError)) throw error;
        }
      }, wait);
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
