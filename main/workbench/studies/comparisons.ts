import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { CallContext } from '../../contract/rpc/server.ts';
import { compareStudy } from '../../runs/comparison/compare-study.ts';
import { runSummaries, studySummary } from '../../runs/laboratory/summaries.ts';
import { withTimeLeft } from '../../runs/progress/with-time-left.ts';
import { siblingModule } from '../../runs/sibling-module.ts';
import type { CompareRequest } from '../../runs/tasks/compare-task.ts';
import { runTask } from '../../runs/tasks/run-task.ts';
import { labelledProfiles } from '../../runs/specification/labelled-profiles.ts';
import type { Workspace } from '../../store/workspace.ts';

const compareTask = siblingModule(import.meta.url, '../../runs/tasks/compare-task');
/** Comparisons kept; one has up to some megabytes */
const kept = 6;
/** Without fronts to bootstrap, so many runs are compared in some milliseconds */
const mostHere = 300;

export interface Comparisons {
  /**
   * What is finished of a study, compared; at once where nothing more has finished since the last time.
   *
   * @param network the fronts are to have points of this architecture alone
   * @throws LabError as `compareStudy`; 'stopped' when the signal says so
   */
  of(studyId: number, network: string | undefined, context: CallContext): Promise<StudyComparison>;
}

interface Pending {
  readonly result: Promise<StudyComparison>;
  readonly watchers: Set<CallContext>;
  /** Nobody waits for it any more. */
  abandon(): void;
}

/** Compares studies in a process of its own where that takes long, once for all who ask at the same time. */
export function createComparisons(workspace: () => Workspace): Comparisons {
  const done = new Map<string, StudyComparison>();
  const pending = new Map<string, Pending>();

  function keyOf(store: Workspace, studyId: number, network: string | undefined): string {
    const finished = store.runs.list({ studyId, status: 'finished' });
    return JSON.stringify([studyId, network ?? '', ...finished.map(({ id, endedAt }) => [id, endedAt])]);
  }

  function isQuick(store: Workspace, studyId: number): boolean {
    const { specification } = store.studies.get(studyId);
    const remembers = labelledProfiles(specification).some(({ profile }) => profile.memory !== undefined);
    return !remembers && store.runs.list({ studyId, status: 'finished' }).length <= mostHere;
  }

  function keep(key: string, comparison: StudyComparison): StudyComparison {
    done.delete(key);
    done.set(key, comparison);
    for (const oldest of done.keys()) {
      if (done.size <= kept) break;
      done.delete(oldest);
    }
    return comparison;
  }

  function begin(key: string, request: CompareRequest): Pending {
    const controller = new AbortController();
    const watchers = new Set<CallContext>();
    const result = runTask<CompareRequest, StudyComparison>(compareTask, request, {
      signal: controller.signal,
      onProgress: withTimeLeft((progress) => {
        for (const watcher of watchers) watcher.progress(progress);
      }),
    })
      .then((comparison) => keep(key, comparison))
      .finally(() => {
        if (pending.get(key) === own) pending.delete(key);
      });
    const own: Pending = {
      result,
      watchers,
      abandon() {
        if (pending.get(key) === own) pending.delete(key);
        controller.abort();
      },
    };
    pending.set(key, own);
    return own;
  }

  /** Waits together with others; the last who leaves ends the work. */
  function join({ result, watchers, abandon }: Pending, context: CallContext): Promise<StudyComparison> {
    watchers.add(context);
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        watchers.delete(context);
        if (watchers.size === 0) abandon();
        reject(new LabError('stopped', 'The comparison was cancelled.', 'Start it again if it is wanted after all.'));
      };
      context.signal.addEventListener('abort', leave, { once: true });
      void result.then(resolve, reject).finally(() => {
        context.signal.removeEventListener('abort', leave);
        watchers.delete(context);
      });
    });
  }

  /** What changes while its tables stay the same. */
  function upToDate(store: Workspace, studyId: number, comparison: StudyComparison): StudyComparison {
    const unfinished = store.runs.list({ studyId }).filter(({ status }) => status !== 'finished');
    return { ...comparison, study: studySummary(store, studyId), unfinished: runSummaries(store, unfinished) };
  }

  return {
    async of(studyId, network, context) {
      const store = workspace();
      const key = keyOf(store, studyId, network);
      const before = done.get(key);
      if (before !== undefined) return upToDate(store, studyId, keep(key, before));
      if (isQuick(store, studyId)) return keep(key, compareStudy(store, studyId, network));
      const request = { folder: store.folder, studyId, ...(network === undefined ? {} : { network }) };
      const joined = await join(pending.get(key) ?? begin(key, request), context);
      return upToDate(store, studyId, joined);
    },
  };
}
