import type { RunProgress } from '../../contract/run.ts';
import type { QueueState } from '../../contract/workbench/runs.ts';
import { timeLeft, type ExpectedRun } from '../../runs/queue/time-left.ts';
import type { QueueMember } from './queue-member.ts';

type QueueItem = QueueState['items'][number];

export interface QueueView {
  readonly isHeld: boolean;
  readonly parallel: number;
  /** In the order they began */
  readonly working: readonly QueueMember[];
  /** In the order they will begin */
  readonly waiting: readonly QueueMember[];
  /** Seconds a whole run is expected to take */
  expected(member: QueueMember): number | undefined;
  /** Of predictions, see `predictionSpread` */
  readonly spread: number;
  /** Milliseconds since 1970 */
  readonly now: number;
}

/** What the queue shows of itself. */
export function queueState(view: QueueView): QueueState {
  const { working, waiting, parallel, now } = view;
  const expected: ExpectedRun[] = [
    ...working.map((member) => expectedRun(view, member, true)),
    ...waiting.map((member) => expectedRun(view, member, false)),
  ];
  const secondsLeft = timeLeft(expected, parallel, view.spread);
  const engines = [...new Set(working.flatMap(({ engine }) => engine ?? []))];
  return {
    state: stateOf(view),
    parallel,
    items: [
      ...working.map((member) => queueItem(member, member.transition ?? 'running')),
      ...waiting.map((member) => queueItem(member, member.isPaused ? 'paused' : 'waiting')),
    ],
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(engines.length === 0 ? {} : { engine: engines.join(', ') }),
    at: new Date(now).toISOString(),
  };
}

function stateOf({ isHeld, working, waiting }: QueueView): QueueState['state'] {
  if (isHeld) return working.length > 0 ? 'pausing' : 'paused';
  return working.length + waiting.length > 0 ? 'working' : 'idle';
}

function expectedRun(view: QueueView, member: QueueMember, isWorking: boolean): ExpectedRun {
  const { isAlone, progress, heardAt, goesOn } = member;
  const told = progress?.secondsLeft;
  if ((isWorking || goesOn) && told !== undefined) {
    // One at work has gone on since it said so
    const since = isWorking ? (view.now - (heardAt ?? view.now)) / 1000 : 0;
    return { secondsLeft: Math.max(0, told - since), isWorking, isAlone };
  }
  const whole = view.expected(member);
  const left = whole === undefined ? undefined : whole * (1 - Math.max(member.reached, doneFraction(progress)));
  return { secondsLeft: left, isWorking, isAlone };
}

function doneFraction(progress: RunProgress | undefined): number {
  const fraction = progress?.fraction ?? 0;
  return Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0;
}

function queueItem(member: QueueMember, state: QueueItem['state']): QueueItem {
  const { progress } = member;
  return {
    runId: member.runId,
    studyId: member.studyId,
    studyName: member.studyName,
    title: member.title,
    ...(member.methodName === undefined ? {} : { methodName: member.methodName }),
    state,
    fraction: doneFraction(progress),
    detail: state === 'waiting' ? '' : (progress?.detail ?? ''),
    ...(state === 'running' && progress?.secondsLeft !== undefined ? { secondsLeft: progress.secondsLeft } : {}),
  };
}
