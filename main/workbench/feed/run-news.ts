import type { RunEvent, RunProgress } from '../../contract/run.ts';
import type { RunNews } from '../../contract/workbench/runs.ts';
import type { RunSummary } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { QueueMember } from '../queue/queue-member.ts';
import { createPacer } from './pacer.ts';

const pauseMs = 250;

const resultEvents: ReadonlySet<RunEvent['type']> = new Set(['rates', 'accuracy', 'fault-accuracy']);

/** Something may be new about a run: an event, a change by this process, or one by another that only the store knows. */
export type RunSign =
  { readonly runId: number; readonly event: RunEvent } | { readonly runId: number; readonly isOwn: boolean };

export interface RunNewsParts {
  readonly workspace: Workspace;
  /** Of a run in this process's queue */
  member(runId: number): QueueMember | undefined;
  listen(listener: (sign: RunSign) => void): () => void;
  /** The store is about to be closed */
  readonly closing: AbortSignal;
}

/** How far it came; one that is finished came to the end, whatever it last said. */
function progressOf({ status, progress }: RunSummary): RunProgress | undefined {
  if (progress === undefined || status !== 'finished') return progress;
  return { phase: progress.phase, detail: progress.detail, fraction: 1 };
}

/** What of a list was not told yet, by content: an update of the same epoch may come again with other values. */
function untold<Item>(items: readonly Item[], told: Set<string>): Item[] {
  return items.filter((item) => {
    const text = JSON.stringify(item);
    if (told.has(text)) return false;
    told.add(text);
    return true;
  });
}

/**
 * Follows one run: all that is known at first, then what is new, at most 4 times a second. Points come as the engine of
 * this process measures them; those of another process have to be read from the store.
 *
 * @returns a function that ends it
 * @throws LabError 'not-found'
 */
export function followRun(
  { workspace, member, listen, closing }: RunNewsParts,
  runId: number,
  publish: (news: RunNews) => void,
): () => void {
  const told = new Set<string>();
  let lastLine = 0;
  let points: RunNews['points'] = [];
  let hasResults = true;
  const pacer = createPacer(
    () => pauseMs,
    () => publish(news()),
  );

  function news(): RunNews {
    const run = workspace.runs.summary(runId);
    const live = member(runId);
    const lines = workspace.runLog.ofRun(runId, lastLine);
    lastLine = lines.at(-1)?.number ?? lastLine;
    const progress = live?.progress ?? progressOf(run);
    // Of a run of another process it is known that it was asked to stop, not whether it is about to pause
    const isAsked = live === undefined && run.status === 'running' && run.stopRequested;
    const transition = live?.transition ?? (isAsked ? 'stopping' : undefined);
    const heardAt = live?.heardAt ?? workspace.activity.heardAt(runId);
    const value: RunNews = {
      status: run.status,
      ...(transition === undefined ? {} : { transition }),
      ...(progress === undefined ? {} : { progress }),
      ...(heardAt === undefined ? {} : { heardAt: new Date(heardAt).toISOString() }),
      points,
      rateUpdates: hasResults ? untold(workspace.rateUpdates.ofRun(runId), told) : [],
      accuracies: hasResults ? untold(workspace.accuracies.ofRun(runId), told) : [],
      faultAccuracies: hasResults ? untold(workspace.faultAccuracies.ofRun(runId), told) : [],
      log: lines.map(({ at, ...line }) => ({ ...line, at: new Date(at).toISOString() })),
      ...(run.error === undefined ? {} : { error: run.error }),
    };
    points = [];
    hasResults = false;
    return value;
  }

  const end = (): void => {
    stop();
    pacer.end();
    closing.removeEventListener('abort', end);
  };
  closing.addEventListener('abort', end);
  const stop = listen((sign) => {
    if (sign.runId !== runId) return;
    if ('event' in sign && sign.event.type === 'metrics') points = [...points, ...sign.event.points];
    hasResults ||= 'event' in sign ? resultEvents.has(sign.event.type) : !sign.isOwn;
    pacer.ask();
  });
  try {
    publish(news());
  } catch (error) {
    end();
    throw error;
  }
  return end;
}
