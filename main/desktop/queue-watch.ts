import { LabError } from '../contract/errors.ts';
import type { WorkbenchService } from '../contract/workbench/workbench.ts';

/** How much is under way, as the shell has to know it. */
export interface QueueWatch {
  /** Runs that are training, or on their way to a checkpoint */
  readonly underWay: number;
  stop(): void;
}

/** What of Electron's power saving is used here. */
export interface PowerSaving {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

/** Follows the queue, and keeps the machine from falling asleep while something is under way; its screen may. */
export function watchQueue({ sources }: Pick<WorkbenchService, 'sources'>, power: PowerSaving): QueueWatch {
  let underWay = 0;
  let blocker: number | undefined;
  const take = (count: number): void => {
    underWay = count;
    if (count > 0) {
      blocker ??= power.start('prevent-app-suspension');
    } else if (blocker !== undefined) {
      power.stop(blocker);
      blocker = undefined;
    }
  };
  const follow = (): (() => void) =>
    sources.queue({}, ({ items }) =>
      take(items.filter(({ state }) => state === 'running' || state === 'stopping' || state === 'pausing').length),
    );
  const unsubscribe = whereThereIsAStore(follow);
  return {
    get underWay() {
      return underWay;
    },
    stop() {
      unsubscribe();
      take(0);
    },
  };
}

/** Without one nothing can be under way; the interface says what is wrong with it. */
function whereThereIsAStore(follow: () => () => void): () => void {
  try {
    return follow();
  } catch (error) {
    if (error instanceof LabError) return () => undefined;
    throw error;
  }
}
