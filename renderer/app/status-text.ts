import type { QueueState } from '../../main/contract/workbench/runs.ts';
import { formatRange, formatRoughSeconds } from '../charts/duration-format.ts';
import { formatCount, formatPercent } from '../charts/number-format.ts';
import type { ConnectionState } from './connection.ts';

export interface StatusText {
  /** What is being worked on or held; absent where nothing is */
  readonly work?: {
    readonly runId: number;
    readonly title: string;
    readonly studyName: string;
    readonly detail: string;
    readonly fraction: number;
    readonly percent: string;
    /** "2 more", "5 waiting" */
    readonly besides: readonly string[];
  };
  /** In its place */
  readonly resting: string;
  /** Of everything that is queued, or where that is not known of the first that is under way */
  readonly left?: { readonly value: string; readonly range?: string };
}

/** What the status line says of the queue. @param elsewhere runs under way in other processes */
export function statusText(queue: QueueState | undefined, connection: ConnectionState, elsewhere = 0): StatusText {
  if (connection === 'lost' || connection === 'refused') return { resting: 'What is running there is not known' };
  if (queue === undefined) return { resting: '' };
  const items = queue.items;
  const first = items.find(({ state }) => state !== 'waiting');
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  const left = leftText(queue.secondsLeft) ?? leftOfFirst(first, items.length);
  return {
    ...(first === undefined ? {} : { work: workText(first, items.length - waiting - 1, waiting) }),
    resting: restingText(waiting, elsewhere),
    ...(left === undefined ? {} : { left }),
  };
}

function restingText(waiting: number, elsewhere: number): string {
  const runs = `${formatCount(elsewhere)} ${elsewhere === 1 ? 'run' : 'runs'} under way in another process`;
  if (waiting > 0) return [`${formatCount(waiting)} waiting`, ...(elsewhere > 0 ? [runs] : [])].join(', ');
  return elsewhere > 0 ? runs : 'Nothing is queued';
}

function workText(first: QueueState['items'][number], more: number, waiting: number): StatusText['work'] {
  const { runId, title, studyName, detail, fraction } = first;
  const besides = [
    ...(more > 0 ? [`${formatCount(more)} more`] : []),
    ...(waiting > 0 ? [`${formatCount(waiting)} waiting`] : []),
  ];
  // Rounded down: 100 % is what is done
  return {
    runId,
    title,
    studyName,
    detail,
    fraction,
    percent: formatPercent(Math.floor(fraction * 100) / 100, 0),
    besides,
  };
}

function leftText(left: QueueState['secondsLeft']): StatusText['left'] {
  if (left === undefined || !Number.isFinite(left.value)) return undefined;
  const range = formatRange(left);
  return { value: `about ${formatRoughSeconds(left.value)} left`, ...(range === undefined ? {} : { range }) };
}

/** What waits may be of another kind, so that nothing can be said of it. */
function leftOfFirst(first: QueueState['items'][number] | undefined, items: number): StatusText['left'] {
  if (first?.secondsLeft === undefined || !Number.isFinite(first.secondsLeft)) return undefined;
  const value = `about ${formatRoughSeconds(first.secondsLeft)} left`;
  return { value, ...(items > 1 ? { range: 'of this run alone' } : {}) };
}

const connectionTexts: Readonly<Record<ConnectionState, string>> = {
  connecting: 'Connecting',
  connected: 'Connected',
  lost: 'Reconnecting',
  refused: 'Not connected',
};
export const connectionText = (state: ConnectionState): string => connectionTexts[state];
