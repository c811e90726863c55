import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { accuracyRepository, type AccuracyRepository } from './accuracies.ts';
import { activityRepository, type ActivityRepository } from './activity.ts';
import { annotationRepository, type AnnotationRepository } from './annotations.ts';
import { checkWorkspace } from './check.ts';
import { checkpointRepository, type CheckpointRepository } from './checkpoints.ts';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { configurationsAfter, type StoredConfiguration } from './configurations.ts';
import type { Value } from './connection.ts';
import { draftRepository, type DraftRepository } from './drafts.ts';
import { faultAccuracyRepository, type FaultAccuracyRepository } from './fault-accuracies.ts';
import { fileRepository, filesFolder, type FileRepository } from './files.ts';
import { collectGarbage } from './garbage.ts';
import { clearDeadImports } from './imported-rows.ts';
import { incomingRoot } from './incoming.ts';
import { inputRepository, type InputRepository } from './inputs.ts';
import { reconcileLostRuns } from './lost-runs.ts';
import { memoryReportRepository, type MemoryReportRepository } from './memory-reports.ts';
import { metricRepository, type MetricRepository } from './metrics.ts';
import { noiseReportRepository, type NoiseReportRepository } from './noise-reports.ts';
import { planRepository, type PlanRepository } from './plans.ts';
import { preferenceRepository, type PreferenceRepository } from './preferences.ts';
import { ownIdentity } from './process-identity.ts';
import { rateUpdateRepository, type RateUpdateRepository } from './rate-updates.ts';
import type { MachineProvenance } from './record-event.ts';
import { listRuns, type ListedRun, type RunListFilter } from './run-list.ts';
import { durationRepository, type DurationRepository } from './run-durations.ts';
import { runLogRepository, type RunLogRepository } from './run-log.ts';
import { readRunValues, type RunValueSelector } from './run-values.ts';
import { runRepository, type RunRepository } from './runs.ts';
import { sensitivityRepository, type SensitivityRepository } from './sensitivities.ts';
import { startSession, type Session } from './session.ts';
import { storeError } from './store-errors.ts';
import { studyRepository, type StudyRepository } from './studies.ts';
import { syncFolder } from './sync.ts';
import { timingRepository, type TimingRepository } from './timings.ts';
import { emptyTrash, trashOf, type Trash } from './trash.ts';

export type WorkspaceOptions = Pick<DatabaseOptions, 'readOnly' | 'busyTimeoutMs' | 'now'>;

/** A folder with a database and content-addressed files. */
export interface Workspace {
  /** Absolute */
  readonly folder: string;
  readonly readOnly: boolean;
  readonly studies: StudyRepository;
  readonly runs: RunRepository;
  readonly metrics: MetricRepository;
  readonly sensitivities: SensitivityRepository;
  readonly plans: PlanRepository;
  readonly noiseReports: NoiseReportRepository;
  readonly accuracies: AccuracyRepository;
  readonly timings: TimingRepository;
  readonly rateUpdates: RateUpdateRepository;
  readonly memoryReports: MemoryReportRepository;
  readonly faultAccuracies: FaultAccuracyRepository;
  readonly checkpoints: CheckpointRepository;
  readonly files: FileRepository;
  readonly inputs: InputRepository;
  readonly runLog: RunLogRepository;
  readonly durations: DurationRepository;
  readonly activity: ActivityRepository;
  readonly annotations: AnnotationRepository;
  readonly preferences: PreferenceRepository;
  readonly drafts: DraftRepository;
  readonly trash: Trash;
  /** Everything a table of runs shows, by one query, in the order they were made */
  listRuns(filter?: RunListFilter): readonly ListedRun[];
  /** Values of runs, a list for each selector in the order of the ids; null where a run has none */
  runValues(ids: readonly number[], selectors: readonly RunValueSelector[]): readonly (readonly Value[])[];
  /** Configurations that came in after a place, in order, at most so many */
  configurationsAfter(place: number, limit: number): readonly StoredConfiguration[];
  /** Runs that were found lost when it was opened */
  readonly foundLost: readonly number[];
  /** Makes this process one that runs runs. At most one at a time. */
  startSession(machine: MachineProvenance): Session;
  /**
   * Does several things as one: what `work` reads stays true until all it writes is stored, whatever other processes do,
   * and an exception takes all of it back.
   */
  exclusively<Result>(work: () => Result): Result;
  /** Marks the runs of processes that died meanwhile as lost; opening has done it once. Returns them. */
  reconcileLostRuns(): readonly number[];
  /** A sentence for each problem found in the database and the files */
  check(): readonly string[];
  /** Ends the session, if there is one */
  close(): void;
}

function makeFolders(folder: string): void {
  for (const path of [filesFolder(folder), incomingRoot(folder)]) {
    try {
      if (mkdirSync(path, { recursive: true }) !== undefined) syncFolder(folder);
    } catch (error) {
      throw storeError(error, path);
    }
  }
}

/**
 * Opens a workspace, and makes it where there is none. Several processes may have the same one open. Runs whose process
 * has died are marked lost, what it left behind is removed, and so is what was in the trash for 30 days.
 *
 * Read-only, the workspace must exist; nothing is written, so runs of a dead process still look as it left them.
 *
 * @throws LabError `store-newer`, `store-unusable`, `store-busy`, `disk-full`, `missing-file` (read-only and not there)
 */
export function openWorkspace(folder: string, options: WorkspaceOptions = {}): Workspace {
  const root = resolve(folder);
  const now = options.now ?? Date.now;
  const readOnly = options.readOnly === true;
  const connection = openDatabase(root, options);
  const files = fileRepository(connection, root);
  let session: Session | undefined;
  let open = true;

  function reconcile(): readonly number[] {
    return readOnly ? [] : reconcileLostRuns(connection, ownIdentity(), now());
  }

  function prepare(): readonly number[] {
    if (readOnly) return [];
    try {
      makeFolders(root);
      const lost = reconcile();
      clearDeadImports(connection);
      emptyTrash(connection, root, now());
      collectGarbage(connection, root);
      return lost;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  return {
    folder: root,
    readOnly,
    studies: studyRepository(connection, now),
    runs: runRepository(connection, now),
    metrics: metricRepository(connection),
    sensitivities: sensitivityRepository(connection),
    plans: planRepository(connection),
    noiseReports: noiseReportRepository(connection),
    accuracies: accuracyRepository(connection),
    timings: timingRepository(connection),
    rateUpdates: rateUpdateRepository(connection),
    memoryReports: memoryReportRepository(connection),
    faultAccuracies: faultAccuracyRepository(connection),
    checkpoints: checkpointRepository(connection, root),
    files,
    inputs: inputRepository(connection, root),
    runLog: runLogRepository(connection),
    durations: durationRepository(connection),
    activity: activityRepository(connection),
    annotations: annotationRepository(connection),
    preferences: preferenceRepository(connection),
    drafts: draftRepository(connection, now),
    trash: trashOf(connection, now),
    listRuns: (filter) => listRuns(connection, filter),
    runValues: (ids, selectors) => readRunValues(connection, ids, selectors),
    configurationsAfter: (place, limit) => configurationsAfter(connection, place, limit),
    foundLost: prepare(),
    startSession(machine) {
      if (readOnly) {
        throw new LabError(
          'store-unusable',
          `The workspace ${root} was opened read-only, so nothing can run in it.`,
          'Choose another folder with --workspace.',
        );
      }
      if (session !== undefined) throw new Error('This workspace has a session already');
      const started = startSession(connection, root, machine, now);
      session = {
        ...started,
        end() {
          session = undefined;
          started.end();
        },
      };
      return session;
    },
    exclusively: (work) => connection.transaction(work),
    reconcileLostRuns: reconcile,
    check: () => checkWorkspace(connection, files, root),
    close() {
      if (!open) return;
      open = false;
      try {
        session?.end();
      } finally {
        connection.close();
      }
    },
  };
}
