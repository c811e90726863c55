/** A run that waits for its turn. */
export interface WaitingRun {
  readonly runId: number;
  /** It has the machine to itself: nothing works beside it, and what follows waits for its end */
  readonly isAlone: boolean;
}

export interface SchedulerOptions {
  /** Runs that may work at once */
  readonly parallel: number;
  /** Does a run; never rejects. With `again` the run waits once more, before those that have not begun yet */
  work(runId: number): Promise<'ended' | 'again'>;
}

/** Decides which run works when: in order, as many at once as is allowed. Knows nothing of what a run is. */
export interface Scheduler {
  append(runs: readonly WaitingRun[]): void;
  /** @returns those of them that were waiting */
  remove(runIds: readonly number[]): readonly number[];
  /** Nothing begins any more; what works goes on. */
  hold(): void;
  release(): void;
  isHeld(): boolean;
  setParallel(parallel: number): void;
  /** In the order they will begin */
  waiting(): readonly number[];
  /** In the order they began */
  working(): readonly number[];
  /** Resolves as soon as nothing works and nothing is going to begin by itself. */
  settled(): Promise<void>;
}

export function createScheduler({ parallel: initial, work }: SchedulerOptions): Scheduler {
  let parallel = initial;
  let isHeld = false;
  let queue: readonly WaitingRun[] = [];
  const working = new Map<number, WaitingRun>();
  /** Those that wait again, in the order they first began */
  const begun = new Set<number>();
  let listeners: (() => void)[] = [];

  function hasRoomFor({ isAlone }: WaitingRun): boolean {
    if (isAlone) return working.size === 0;
    return working.size < parallel && ![...working.values()].some((run) => run.isAlone);
  }

  function proceed(): void {
    for (let next = queue[0]; next !== undefined && !isHeld && hasRoomFor(next); next = queue[0]) {
      queue = queue.slice(1);
      begin(next);
    }
    if (working.size > 0 || (queue.length > 0 && !isHeld)) return;
    const told = listeners;
    listeners = [];
    told.forEach((listener) => listener());
  }

  function begin(run: WaitingRun): void {
    working.set(run.runId, run);
    begun.add(run.runId);
    void work(run.runId).then((answer) => {
      working.delete(run.runId);
      if (answer === 'again') wait(run);
      else begun.delete(run.runId);
      proceed();
    });
  }

  function wait(run: WaitingRun): void {
    const order = [...begun];
    const place = order.indexOf(run.runId);
    const before = queue.filter(({ runId }) => begun.has(runId) && order.indexOf(runId) < place).length;
    queue = queue.toSpliced(before, 0, run);
  }

  return {
    append(runs) {
      queue = [...queue, ...runs];
      proceed();
    },
    remove(runIds) {
      const unwanted = new Set(runIds);
      const removed = queue.filter(({ runId }) => unwanted.has(runId)).map(({ runId }) => runId);
      queue = queue.filter(({ runId }) => !unwanted.has(runId));
      removed.forEach((runId) => begun.delete(runId));
      if (removed.length > 0) proceed();
      return removed;
    },
    hold() {
      isHeld = true;
      proceed();
    },
    release() {
      isHeld = false;
      proceed();
    },
    isHeld: () => isHeld,
    setParallel(runs) {
      parallel = runs;
      proceed();
    },
    waiting: () => queue.map(({ runId }) => runId),
    working: () => [...working.keys()],
    settled: () =>
      new Promise((resolve) => {
        listeners.push(resolve);
        proceed();
      }),
  };
}
