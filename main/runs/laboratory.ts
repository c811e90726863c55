import { LabError } from '../contract/errors.ts';
import type { StudyComparison } from '../contract/results.ts';
import type { RunKind } from '../contract/run.ts';
import { canonicalJson, sha256OfText } from '../store/canonical-json.ts';
import type { Session } from '../store/session.ts';
import { openWorkspace, type Workspace } from '../store/workspace.ts';
import { createEngineClient } from './engine/engine-client.ts';
import { compareStudy } from './laboratory/comparison.ts';
import { examine } from './laboratory/doctor.ts';
import { machineProvenance } from './laboratory/machine.ts';
import { sensitivityOfStudy } from './laboratory/sensitivity-result.ts';
import { newRun, runsOfStudy } from './laboratory/study-runs.ts';
import { runDetails, runSummaries, studySummary } from './laboratory/summaries.ts';
import { workOff } from './laboratory/work-queue.ts';
import { resourcePath } from './resources.ts';
import type {
  BenchOptions,
  BenchResult,
  Laboratory,
  LaboratoryOptions,
  OpenLaboratory,
  StudyOutcome,
  Watcher,
} from './services.ts';
import { readSpecification, type ReadSpecification } from './specification/read-specification.ts';
import { measureBeside } from './tasks/beside.ts';
import { runTask } from './tasks/run-task.ts';

const benchTask = new URL('./tasks/bench-task.ts', import.meta.url);

/** Opens nothing yet: the store and the engine process come with the first method that needs them. */
export const openLaboratory: OpenLaboratory = async (options) => createLaboratory(options);

function createLaboratory({ workspace: folder, command }: LaboratoryOptions): Laboratory {
  const client = createEngineClient();
  let opened: Workspace | undefined;
  let started: Session | undefined;
  const workspace = (): Workspace => (opened ??= openWorkspace(folder));
  const session = (): Session => (started ??= workspace().startSession(machineProvenance()));

  /** The study of a specification: the newest one there is, or a new one. */
  function studyFor({ specification, text }: ReadSpecification, fresh: boolean): number {
    const { studies } = workspace();
    const [earlier] = fresh ? [] : studies.findByHash(sha256OfText(canonicalJson(specification)));
    return (earlier ?? studies.create(specification, text)).id;
  }

  /** Makes the study's runs that are not there yet and takes those that are not finished, in the study's order. */
  function takeRuns({ specification }: ReadSpecification, studyId: number, kinds: readonly RunKind[]): number[] {
    const existing = new Map(
      workspace()
        .runs.list({ studyId })
        .map((run) => [run.configurationHash, run]),
    );
    return runsOfStudy(specification)
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap((configuration) => {
        const run = existing.get(sha256OfText(canonicalJson(configuration)));
        if (run === undefined)
          return session()
            .enqueue([newRun(studyId, configuration, command)])
            .map(({ id }) => id);
        return run.status === 'finished' ? [] : takeAgain([run.id]);
      });
  }

  function takeAgain(ids: readonly number[]): number[] {
    return ids.map((id) => {
      const { status } = workspace().runs.get(id);
      if (status === 'running') {
        throw new LabError(
          'store-busy',
          `Run ${id} is being run by another process of this workspace`,
          `Wait for it, or stop it with \`npm run -s lab -- runs stop ${id}\`.`,
        );
      }
      if (status === 'queued') session().claim(id);
      else session().requeue(id);
      return id;
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

  async function work(ids: readonly number[], watcher: Watcher): Promise<void> {
    if (ids.length > 0) await workOff({ workspace: workspace(), session: session(), client, watcher }, ids);
  }

  async function runStudy(specification: ReadSpecification, watcher: Watcher, fresh: boolean): Promise<StudyOutcome> {
    const studyId = studyFor(specification, fresh);
    const ids = takeRuns(specification, studyId, ['pretrain', 'prepare', 'train']);
    watcher.onEvent({
      type: 'notice',
      message: `Study ${studyId}, ${ids.length} runs to do, kept in ${workspace().folder}`,
    });
    await work(ids, watcher);
    return outcome(studyId, ids, watcher);
  }

  return {
    doctor: () => examine(folder),
    startStudy: (specification, watcher) => runStudy(specification, watcher, false),
    async sensitivity(specification, watcher) {
      const studyId = studyFor(specification, false);
      const ids = takeRuns(specification, studyId, ['pretrain', 'prepare']);
      await work(ids, watcher);
      return sensitivityOfStudy(workspace(), studyId, ids);
    },
    async quickstart({ engine }, watcher) {
      const start = performance.now();
      const specification = readSpecification(resourcePath('studies/quickstart.yaml'), { engine: { name: engine } });
      const result = await runStudy(specification, watcher, true);
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
    async resume(ids, watcher) {
      const store = workspace();
      const chosen = ids.length > 0 ? ids : resumable(store);
      const taken = takeAgain(chosen);
      const studies = [...new Set(taken.map((id) => store.runs.get(id).studyId))];
      const inOrder = taken.toSorted((a, b) => a - b);
      await work(inOrder, watcher);
      return studies.map((studyId) =>
        outcome(
          studyId,
          inOrder.filter((id) => store.runs.get(id).studyId === studyId),
          watcher,
        ),
      );
    },
    async stop(ids) {
      const store = workspace();
      for (const id of ids) store.runs.requestStop(id);
      return runSummaries(
        store,
        ids.map((id) => store.runs.get(id)),
      );
    },
    async compare(study): Promise<StudyComparison> {
      return compareStudy(workspace(), findStudy(workspace(), study));
    },
    bench: (options, watcher) => bench(options, watcher),
    async close() {
      await client.close();
      opened?.close();
    },
  };
}

function resumable(store: Workspace): number[] {
  return store.runs
    .list()
    .filter(({ status }) => status === 'stopped' || status === 'lost' || status === 'queued')
    .map(({ id }) => id);
}

/** @param study an id or a name; of several studies of a name the newest. @throws LabError 'not-found' */
function findStudy(store: Workspace, study: string): number {
  const studies = store.studies.list();
  const found = studies.find(({ id }) => String(id) === study) ?? studies.find(({ name }) => name === study);
  if (found === undefined) {
    const known = studies.slice(0, 5).map(({ id, name }) => `${id} (${name})`);
    throw new LabError(
      'not-found',
      `There is no study "${study}" in this workspace`,
      known.length === 0 ? 'Run one first: `npm run quickstart`.' : `Use one of ${known.join(', ')}.`,
    );
  }
  return found.id;
}

async function bench(options: BenchOptions, watcher: Watcher): Promise<BenchResult> {
  const start = performance.now();
  const parts = options.beside === undefined ? 1 : 2;
  const task = (part: number) => ({
    signal: watcher.signal,
    onProgress(partFraction: number, detail: string) {
      const fraction = (part + partFraction) / parts;
      const elapsed = (performance.now() - start) / 1000;
      const left = fraction > 0.05 ? { secondsLeft: (elapsed / fraction) * (1 - fraction) } : {};
      const progress = { phase: 'timing' as const, fraction, detail, ...left };
      watcher.onEvent({ type: 'progress', label: 'bench', progress, fraction, ...left, runsDone: 0, runs: 1 });
    },
  });
  const result = await runTask<BenchOptions, BenchResult>(benchTask, options, task(0));
  if (options.beside === undefined) return result;
  return { ...result, beside: await measureBeside(options, options.beside, task(1)) };
}
