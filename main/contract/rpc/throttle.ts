/** Calls back once, after so many milliseconds, unless the function it returns is called before. */
export type After = (milliseconds: number, action: () => void) => () => void;

export interface Throttle<Value> {
  push(value: Value): void;
  /** Passes on what is waiting, at once */
  flush(): void;
  /** Drops what is waiting; nothing is passed on afterwards */
  end(): void;
}

/** Passes values on, with pauses of at least `milliseconds`: the first at once, of those in a pause the last one. */
export function throttle<Value>(milliseconds: number, after: After, pass: (value: Value) => void): Throttle<Value> {
  let waiting: { readonly value: Value } | undefined;
  let cancelPause: (() => void) | undefined;
  let ended = false;
  const flush = (): void => {
    const taken = waiting;
    waiting = undefined;
    if (taken !== undefined) pass(taken.value);
  };
  const pause = (): void => {
    cancelPause = after(milliseconds, () => {
      cancelPause = undefined;
      if (waiting === undefined) return;
      pause();
      flush();
    });
  };
  return {
    push(value) {
      if (ended) return;
      waiting = { value };
      if (cancelPause !== undefined) return;
      pause();
      flush();
    },
    flush,
    end() {
      ended = true;
      waiting = undefined;
      cancelPause?.();
    },
  };
}
