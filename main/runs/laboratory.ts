import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import type { StudyComparison } from '../contract/results.ts';
import type { RunKind, RunStatus } from '../contract/run.ts';
import type { RunSummary } from '../store/run-rows.ts';
import type { Session } from '../store/session.ts';
import { openWorkspace, type Workspace } from '../store/workspace.ts';
import { archiveServices } from './archives/archive-services.ts';
import { createEngineClient } from './engine/engine-client.ts';
import { compareStudy } from './comparison/compare-study.ts';
import { examine } from './laboratory/doctor.ts';
import { networkSize } from './laboratory/energy-reference.ts';
import { applicationVersion, machineProvenance } from './laboratory/machine.ts';
import { checkNetworkWatched, sizeOf } from './laboratory/networks.ts';
import { preflight } from './laboratory/preflight.ts';
import { sensitivityOfStudy } from './comparison/sensitivity-result.ts';
import { runDetails, runSummaries, studySummary } from './laboratory/summaries.ts';
import { findSameStudy, takePlanned, takeStored, takeWhatIsLeft, unfinishedRuns } from './laboratory/take-runs.ts';
import { workOff } from './laboratory/work-queue.ts';
import { exportNetwork } from './model/export-network.ts';
import { describeModel } from './model/network-question.ts';
import { workProgress } from './progress/work-progress.ts';
import { resourcePath } from './resources.ts';
import { siblingModule } from './sibling-module.ts';
import type {
  BenchOptions,
  BenchResult,
  LanmaxBench,
  Laboratory,
  LaboratoryOptions,
  OpenLaboratory,
  StudyOutcome,
  Watcher,
} from './services.ts';
import { readSpecification, type ReadSpecification } from './specification/read-specification.ts';
import { measureBeside } from './tasks/beside.ts';
import { runTask } from './tasks/run-task.ts';

const benchTask = siblingModule(import.meta.url, './tasks/bench-task');
const lanmaxTask = siblingModule(import.meta.url, './tasks/lanmax-task');

/** Opens nothing yet: the store and the engine process come with the first method that needs them. */
export const openLaboratory: OpenLaboratory = async (options) => createLaboratory(options);

function createLaboratory({ workspace: folder, command }: LaboratoryOptions): Laboratory {
  const client = createEngineClient();
  let opened: Workspace | undefined;
  let started: Session | undefined;
  const workspace = (): Workspace => (opened ??= openWorkspace(folder));
  const session = (): Session => (started ??= workspace().startSession(machineProvenance()));

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
    const isNew = fresh || (opened === undefined && !existsSync(join(folder, 'noisefloor.sqlite')));
    const found = isNew ? undefined : findSameStudy(workspace(), asked);
    if (found !== undefined && unfinishedRuns(workspace(), found, specification, kinds).length === 0) {
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
    const store = workspace();
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
    watcher.onEvent({ type: 'notice', message: `Study ${studyId}: ${todo}. It is kept in ${workspace().folder}.` });
    if (parallel > 1 && runs.length > 1) {
      const message = `Up to ${parallel} runs train at once: their step times are those of runs that share the machine.`;
      watcher.onEvent({ type: 'notice', message });
    }
    await work(runs, watcher, parallel);
    return outcome(studyId, runs, watcher);
  }

  return {
    doctor: () => examine(folder),
    startStudy: (specification, watcher, options = {}) => runStudy(specification, watcher, options),
    async sensitivity(specification, watcher) {
      const { studyId, runs } = take(specification, ['pretrain', 'prepare']);
      await work(runs, watcher);
      return sensitivityOfStudy(workspace(), studyId, runs);
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
    async listRuns({ study, status }) {
      const store = workspace();
      const studyId = study === undefined ? undefined : findStudy(store, study);
      return runSummaries(
        store,
        store.runs.list({ ...(studyId === undefined ? {} : { studyId }), ...(status === undefined ? {} : { status }) }),
      );
    },
    showRun: async (id) => runDetails(workspace(), id),
    async resume(ids, watcher, { parallel = 1 } = {}) {
      const store = workspace();
      const chosen = ids.length > 0 ? [...new Set(ids)].map((id) => store.runs.get(id)) : resumable(store);
      for (const studyId of studiesOf(chosen)) preflight(store.studies.get(studyId).specification);
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
    async stop(ids) {
      const store = workspace();
      const runs = [...new Set(ids)].map((id) => store.runs.get(id));
      const ended = ({ status }: { status: RunStatus }): boolean => status !== 'queued' && status !== 'running';
      // One that has ended is refused before any is stopped
      for (const { id } of [...runs.filter(ended), ...runs]) store.runs.requestStop(id);
      return runSummaries(
        store,
        runs.map(({ id }) => store.runs.get(id)),
      );
    },
    async compare(study, { network } = {}): Promise<StudyComparison> {
      return compareStudy(workspace(), findStudy(workspace(), study), network);
    },
    async exportStudy(study, target, request, watcher) {
      // What draws and writes for papers is not needed for anything else
      const { exportStudyOrArchive } = await import('./exports/export-study-or-archive.ts');
      return exportStudyOrArchive(study, target, request, watcher, () => [workspace(), findStudy(workspace(), study)]);
    },
    describeNetwork: async ({ model, data }) =>
      describeModel(model, data === undefined ? undefined : networkSize(data)),
    checkNetwork: ({ data, ...question }, watcher) => checkNetworkWatched({ ...question, ...sizeOf(data) }, watcher),
    async exportNetwork(question) {
      return exportNetwork(workspace(), { ...question, version: applicationVersion(), command });
    },
    ...archiveServices(workspace, (study) => findStudy(workspace(), study)),
    bench: (options, watcher) => bench(options, watcher),
    async close() {
      await client.close();
      opened?.close();
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

/** @param study an id or a name; of several studies of a name the newest. @throws LabError 'not-found' */
function findStudy(store: Workspace, study: string): number {
  const studies = store.studies.list();
  const found = studies.find(({ id }) => String(id) === study) ?? studies.find(({ name }) => name === study);
  if (found === undefined) {
    const known = studies.slice(0, 5).map(({ id, name }) => `${id} (${name})`);
    throw new LabError(
      'not-found',
      `There is no study "${study}" in ${known.length === 0 ? `the workspace ${store.folder}, which is empty` : 'this workspace'}.`,
      known.length === 0
        ? 'Give another one with `--workspace`, or run a study first: `npm run quickstart`.'
        : `Use one of ${known.join(', ')}.`,
    );
  }
  return found.id;
}

async function bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult> {
  const tell = workProgress(watcher, 'bench', 'timing', 0.05);
  const parts = 1 + Number(options.beside !== undefined) + Number(options.lanmax === true);
  const task = (part: number) => ({
    signal: watcher.signal,
    onProgress: (fraction: number, detail: string) => tell((part + fraction) / parts, detail),
  });
  const result = await runTask<BenchOptions, BenchResult>(benchTask, options, task(0));
  const beside = options.beside === undefined ? {} : { beside: await measureBeside(options, options.beside, task(1)) };
  if (options.lanmax !== true) return { ...result, ...beside };
  const lanmax = await runTask<BenchOptions, LanmaxBench>(lanmaxTask, options, task(parts - 1));
  return { ...result, ...beside, lanmax };
}
