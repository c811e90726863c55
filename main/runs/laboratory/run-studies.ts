import type { RunKind } from '../../contract/run.ts';
import type { RunSummary } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import { compareStudy } from '../comparison/compare-study.ts';
import { sensitivityOfStudy } from '../comparison/sensitivity-result.ts';
import type { Watcher } from '../progress/watcher.ts';
import { resourcePath } from '../resources.ts';
import { readSpecification, type ReadSpecification } from '../specification/read-specification.ts';
import { storedSpecification } from '../model/stored-model.ts';
import { findStudy } from './find-study.ts';
import type { LaboratoryParts } from './laboratory-parts.ts';
import { preflight } from './preflight.ts';
import type { StudyOutcome, StudyServices } from './study-services.ts';
import { runSummaries, studySummary } from './summaries.ts';
import { findSameStudy, takePlanned, takeStored, takeWhatIsLeft, unfinishedRuns } from './take-runs.ts';
import { workOff } from './work-queue.ts';

/** What the command line does with studies. */
export function studyServices(parts: LaboratoryParts): StudyServices {
  const { client, command, existing, existingToChange, isThere, session, workspace } = parts;

  /**
   * Makes what a specification asks for this process's own: its study, a new one when there is none, and the runs that are
   * not finished. Refuses before anything is stored.
   */
  function take(
    asked: ReadSpecification,
    kinds: readonly RunKind[],
    fresh = false,
  ): { readonly studyId: number; readonly runs: readonly number[] } {
    const { specification, text, hash } = asked;
    const found = fresh || !isThere() ? undefined : findSameStudy(existing(), asked);
    if (found !== undefined && unfinishedRuns(existing(), found, specification, kinds).length === 0) {
      return { studyId: found, runs: [] };
    }
    preflight(specification);
    const own = session();
    return workspace().exclusively(() => {
      // Another process may have begun the same meanwhile
      const same = fresh ? undefined : findSameStudy(workspace(), asked);
      const studyId = same ?? workspace().studies.create(specification, text, hash).id;
      const planned = unfinishedRuns(workspace(), studyId, specification, kinds);
      return { studyId, runs: takePlanned(own, studyId, planned, command) };
    });
  }

  /** @param all otherwise those that other processes have are left to them */
  function takeForResuming(chosen: readonly RunSummary[], all: boolean): readonly RunSummary[] {
    const own = session();
    const inOrder = chosen.toSorted((a, b) => a.id - b.id);
    return workspace().exclusively(() => {
      if (!all) return takeWhatIsLeft(own, inOrder);
      takeStored(own, inOrder);
      return inOrder;
    });
  }

  function outcome(studyId: number, worked: readonly number[], watcher: Watcher): StudyOutcome {
    const store = existing();
    const comparison = compareStudy(store, studyId);
    return {
      study: studySummary(store, studyId),
      runs: runSummaries(
        store,
        worked.map((id) => store.runs.get(id)),
      ),
      ...(comparison.profiles.length === 0 ? {} : { comparison }),
      stopped: watcher.signal.aborted,
    };
  }

  async function work(ids: readonly number[], watcher: Watcher, parallel = 1): Promise<void> {
    client.share(parallel);
    if (ids.length > 0) await workOff({ workspace: workspace(), session: session(), client, watcher, parallel }, ids);
  }

  async function runStudy(
    specification: ReadSpecification,
    watcher: Watcher,
    { fresh = false, parallel = 1 }: { readonly fresh?: boolean; readonly parallel?: number },
  ): Promise<StudyOutcome> {
    const { studyId, runs } = take(specification, ['pretrain', 'prepare', 'train'], fresh);
    const todo =
      runs.length === 0 ? 'every run is finished' : `${runs.length} ${runs.length === 1 ? 'run' : 'runs'} to do`;
    watcher.onEvent({ type: 'notice', message: `Study ${studyId}: ${todo}. It is kept in ${existing().folder}.` });
    if (parallel > 1 && runs.length > 1) {
      const message = `Up to ${parallel} runs train at once: their step times are those of runs that share the machine.`;
      watcher.onEvent({ type: 'notice', message });
    }
    await work(runs, watcher, parallel);
    return outcome(studyId, runs, watcher);
  }

  return {
    startStudy: (specification, watcher, options = {}) => runStudy(specification, watcher, options),
    async sensitivity(specification, watcher) {
      const { studyId, runs } = take(specification, ['pretrain', 'prepare']);
      await work(runs, watcher);
      return sensitivityOfStudy(existing(), studyId, runs);
    },
    async quickstart({ engine }, watcher) {
      const start = performance.now();
      const specification = readSpecification(resourcePath('studies/quickstart.yaml'), { engine: { name: engine } });
      const result = await runStudy(specification, watcher, { fresh: true });
      const used = result.runs.map(({ id }) => workspace().runs.get(id).provenance?.engine).find(Boolean);
      return {
        ...result,
        workspace: workspace().folder,
        engine: used ?? engine,
        seconds: (performance.now() - start) / 1000,
      };
    },
    async resume(ids, watcher, { parallel = 1 } = {}) {
      const store = existingToChange();
      const chosen = ids.length > 0 ? [...new Set(ids)].map((id) => store.runs.get(id)) : resumable(store);
      for (const studyId of studiesOf(chosen)) preflight(storedSpecification(store, studyId));
      const runs = chosen.length === 0 ? [] : takeForResuming(chosen, ids.length > 0);
      await work(
        runs.map(({ id }) => id),
        watcher,
        parallel,
      );
      return studiesOf(runs).map((studyId) =>
        outcome(
          studyId,
          runs.filter((run) => run.studyId === studyId).map(({ id }) => id),
          watcher,
        ),
      );
    },
    async compare(study, { network } = {}) {
      return compareStudy(existing(), findStudy(existing(), study), network);
    },
  };
}

/** What can be continued, unless another process is at it. */
function resumable(store: Workspace): readonly RunSummary[] {
  return store.runs.list().filter(({ status }) => status === 'stopped' || status === 'lost' || status === 'queued');
}

function studiesOf(runs: readonly RunSummary[]): readonly number[] {
  return [...new Set(runs.map(({ studyId }) => studyId))];
}
