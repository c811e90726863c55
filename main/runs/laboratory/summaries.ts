import type { RunStatus } from '../../contract/run.ts';
import type { RunDetails, RunSummary, StudySummary } from '../../contract/results.ts';
import { headlineStages } from '../../store/run-list.ts';
import type { RunSummary as StoredRun } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';
import { memorySummary } from '../comparison/memory-summary.ts';

const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function studySummary(workspace: Workspace, studyId: number): StudySummary {
  const study = workspace.studies.get(studyId);
  const runs: Partial<Record<RunStatus, number>> = {};
  for (const { status } of workspace.runs.list({ studyId })) {
    runs[status] = (runs[status] ?? 0) + 1;
  }
  return { id: study.id, name: study.name, createdAt: isoTime(study.createdAt), hash: study.specificationHash, runs };
}

export function runSummary(workspace: Workspace, run: StoredRun, studyName: string): RunSummary {
  const accuracy = workspace.accuracies.ofRun(run.id).find(({ stage }) => stage === headlineStages[run.kind]);
  const durationMs =
    run.status === 'running' ? Date.now() - (run.startedAt ?? Date.now()) + run.activeMs : run.activeMs;
  return {
    id: run.id,
    studyId: run.studyId,
    studyName,
    kind: run.kind,
    ...(run.profileLabel === undefined ? {} : { profile: run.profileLabel }),
    ...(run.methodLabel === undefined ? {} : { method: run.methodLabel }),
    seed: run.seed,
    status: run.status,
    fraction: run.status === 'finished' ? 1 : (run.progress?.fraction ?? 0),
    ...(run.startedAt === undefined ? {} : { startedAt: isoTime(run.startedAt), durationSeconds: durationMs / 1000 }),
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(run.error === undefined ? {} : { error: run.error }),
  };
}

export function runSummaries(workspace: Workspace, runs: readonly StoredRun[]): readonly RunSummary[] {
  const studies = [...workspace.studies.list(), ...workspace.studies.list({ trashed: true })];
  const names = new Map(studies.map(({ id, name }) => [id, name]));
  return runs.map((run) => runSummary(workspace, run, names.get(run.studyId) ?? ''));
}

/** @throws LabError 'not-found' */
export function runDetails(workspace: Workspace, id: number): RunDetails {
  const run = workspace.runs.get(id);
  const study = workspace.studies.get(run.studyId);
  const memory = workspace.memoryReports.ofRun(id);
  const latestMetrics = workspace.metrics
    .summaries(id)
    .map(({ series, lastStep, last }) => ({ series, step: lastStep, value: last ?? Number.NaN }));
  return {
    ...runSummary(workspace, run, study.name),
    configuration: run.configuration,
    hash: run.configurationHash,
    provenance: run.provenance,
    accuracies: workspace.accuracies.ofRun(id),
    sensitivity: workspace.sensitivities.ofRun(id),
    plan: workspace.plans.ofRun(id),
    timing: workspace.timings.ofRun(id),
    noise: workspace.noiseReports.ofRun(id),
    memory: memory && memorySummary(memory),
    rateUpdates: workspace.rateUpdates.ofRun(id),
    faultAccuracies: workspace.faultAccuracies.ofRun(id),
    checkpoints: workspace.checkpoints
      .ofRun(id)
      .map(({ position, sha256, bytes, final }) => ({ position, sha256, bytes, final })),
    latestMetrics,
  };
}
