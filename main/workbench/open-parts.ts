import { serializeError } from '../contract/errors.ts';
import type { Banner } from '../contract/workbench/application.ts';
import type { EngineClient } from '../runs/engine/engine-client.ts';
import { runTitle } from '../runs/laboratory/study-runs.ts';
import type { ListedRun } from '../store/run-list.ts';
import { openWorkspace, type Workspace } from '../store/workspace.ts';
import type { Banners } from './application/banners.ts';
import { createBroadcast, type Broadcast } from './broadcast.ts';
import { createChangeFeed, type ChangeFeed } from './feed/change-feed.ts';
import type { RunSign } from './feed/run-news.ts';
import { watchOthers } from './feed/watch-others.ts';
import type { ProbedTimes } from './queue/probed-times.ts';
import type { RunQueue } from './queue/run-queue-types.ts';
import { createRunQueue } from './queue/run-queue.ts';

/** What there is once the store is open. */
export interface OpenParts {
  readonly workspace: Workspace;
  readonly queue: RunQueue;
  readonly feed: ChangeFeed;
  /** For whoever follows a run */
  readonly signs: Broadcast<RunSign>;
  /** The store is about to be closed */
  readonly closing: AbortSignal;
  /** Nothing needs to be said of these runs any more. */
  settle(runIds: readonly number[]): void;
  /** Stops what is under way with a checkpoint, waits for that so long, and closes the store. */
  close(graceMs: number): Promise<void>;
}

export interface OpeningOptions {
  readonly folder: string;
  /** As typed, for provenance */
  readonly command: string;
  readonly client: EngineClient;
  readonly banners: Banners;
  readonly probedTimes?: Pick<ProbedTimes, 'of'>;
}

/** Runs that were in the queue when it was closed, as JSON */
const leftKey = 'queue.left';
const leftBanner = 'left-in-queue';
const lostBanner = 'found-lost';

/** @throws LabError why the store cannot be opened */
export function openParts({ folder, command, client, banners, probedTimes }: OpeningOptions): OpenParts {
  const workspace = openWorkspace(folder);
  const signs = createBroadcast<RunSign>();
  const closing = new AbortController();

  function bannerRuns(runIds: readonly number[]): Banner['runs'] {
    return runIds.map((id) => {
      const { configuration, studyId } = workspace.runs.get(id);
      return { id, title: `${runTitle(configuration)} (${workspace.studies.get(studyId).name})`, resumable: true };
    });
  }

  function tellLost(runIds: readonly number[]): void {
    const before = banners.list().find(({ id }) => id === lostBanner)?.runs ?? [];
    const runs = [...before, ...bannerRuns(runIds)];
    const which = runs.length === 1 ? 'A run was' : `${runs.length} runs were`;
    banners.raise({
      id: lostBanner,
      kind: 'found-lost',
      error: {
        name: 'LabError',
        code: 'lost',
        message: `${which} under way or queued in a process that is not there any more.`,
        nextStep: 'Resume what is still wanted; it goes on from its last checkpoint.',
      },
      runs,
    });
  }

  function tellLeft(): void {
    const left = JSON.parse(workspace.preferences.read(leftKey) ?? '[]') as number[];
    // Those that did not answer in time were lost
    const isLeft = ({ status, trashed }: ListedRun): boolean => ['stopped', 'lost'].includes(status) && !trashed;
    const stopped = workspace.listRuns({ ids: left }).filter(isLeft);
    if (stopped.length === 0) return;
    const which = stopped.length === 1 ? 'A run was' : `${stopped.length} runs were`;
    banners.raise({
      id: leftBanner,
      kind: 'found-lost',
      error: {
        name: 'LabError',
        code: 'stopped',
        message: `${which} left in the queue when the workbench was closed.`,
        nextStep: 'Resume what is still wanted; what was under way goes on from its last checkpoint.',
      },
      runs: bannerRuns(stopped.map(({ id }) => id)),
    });
  }

  const queue = createRunQueue({
    workspace,
    client,
    command,
    banners,
    ...(probedTimes === undefined ? {} : { probedTimes }),
    listener: {
      onRunEvent: (runId, event) => signs.tell({ runId, event }),
      onRunsChanged(runIds) {
        feed.runsChanged(runIds);
        runIds.forEach((runId) => signs.tell({ runId, isOwn: true }));
      },
    },
  });
  const feed = createChangeFeed(workspace, () => queue.state());
  const endWatching = watchOthers(workspace, {
    onRunsChanged(runIds) {
      feed.runsChanged(runIds);
      runIds.forEach((runId) => signs.tell({ runId, isOwn: false }));
    },
    onFoundLost(runIds) {
      tellLost(runIds);
      feed.runsChanged(runIds);
      runIds.forEach((runId) => signs.tell({ runId, isOwn: false }));
    },
    onError: (error) =>
      banners.raise({ id: 'store-problem', kind: 'store-problem', error: serializeError(error), runs: [] }),
  });
  if (workspace.foundLost.length > 0) tellLost(workspace.foundLost);
  tellLeft();

  return {
    workspace,
    queue,
    feed,
    signs,
    closing: closing.signal,
    settle: (runIds) => banners.settle(runIds),
    async close(graceMs) {
      const unanswered = banners.list().find(({ id }) => id === leftBanner)?.runs ?? [];
      const left = await queue.close(graceMs);
      endWatching();
      feed.end();
      closing.abort();
      workspace.preferences.write(leftKey, JSON.stringify([...unanswered.map(({ id }) => id), ...left]));
      workspace.close();
    },
  };
}
