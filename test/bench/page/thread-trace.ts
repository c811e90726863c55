import type { CDPSession, Page } from 'playwright-core';

/** Something the page's thread did without a break. On the page's clock, ms. */
export interface Task {
  readonly start: number;
  readonly duration: number;
  /** Of the duration, what the thread had a processor for */
  readonly computed: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, as `dur` and `tdur` */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const mark = 'bench: the page’s thread';
/** Of tasks, and of marks; nothing else, so that little is recorded */
const categories = ['toplevel', 'blink.user_timing'];

/**
 * Records the tasks of the page's thread with the processor time of each, as Chromium's tracing has it. What a task waited
 * for a processor, on a machine that does other things as well, is the difference.
 */
export async function traceThread(page: Page): Promise<() => Promise<readonly Task[]>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories, excludedCategories: ['*'] },
  });
  const markedAt = await page.evaluate((name) => performance.mark(name).startTime, mark);
  return async () => {
    await ended(session);
    return threadTasks(events, markedAt);
  };
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}

/**
 * The tasks of the thread that set the mark.
 *
 * @param markedAt when it did, on the page's clock
 */
export function threadTasks(events: readonly TraceEvent[], markedAt: number): readonly Task[] {
  const own = events.find(({ name }) => name === mark);
  if (own === undefined) throw new Error('The mark of the page’s thread is not in the trace.');
  return events.flatMap(({ name, ph, pid, tid, ts, dur, tdur }) => {
    if (name !== 'ThreadControllerImpl::RunTask' || ph !== 'X' || pid !== own.pid || tid !== own.tid) return [];
    if (dur === undefined || tdur === undefined) return [];
    return [{ start: markedAt + (ts - own.ts) / 1000, duration: dur / 1000, computed: tdur / 1000 }];
  });
}

/** What the thread computed from `start` for `duration`; of a task that is partly in it, the same part. */
export function computedWithin(tasks: readonly Task[], start: number, duration: number): number {
  return tasks.reduce((sum, task) => {
    const inside = Math.min(task.start + task.duration, start + duration) - Math.max(task.start, start);
    return inside <= 0 || task.duration === 0 ? sum : sum + (task.computed * inside) / task.duration;
  }, 0);
}
