/*
 * All of this reads and then writes, so it is to be done in one transaction: `Workspace.exclusively`.
 */
import { LabError } from '../../contract/errors.ts';
import type { RunConfiguration, RunKind } from '../../contract/run.ts';
import type { Specification } from '../../contract/specification.ts';
import { hashOf } from '../../store/canonical-json.ts';
import type { RunSummary } from '../../store/run-rows.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { ReadSpecification } from '../specification/read-specification.ts';
import { needsScores } from './assignment.ts';
import { newRun, runsOfStudy } from './study-runs.ts';

/** One run of a study, and what the store has of it. */
interface Planned {
  readonly configuration: RunConfiguration;
  readonly stored: RunSummary | undefined;
}

/**
 * The newest study that asks for the same, whatever its name and notes, of the same files.
 *
 * @returns its id
 */
export function findSameStudy(
  workspace: Workspace,
  { specification, hash }: Pick<ReadSpecification, 'specification' | 'hash'>,
): number | undefined {
  const files = ({ data, model }: Specification): string =>
    JSON.stringify([data.path, model.weights, model.file, ...(data.source === 'csv' ? [data.testPath] : [])]);
  return workspace.studies
    .findByHash(hash)
    .find(({ id }) => files(workspace.studies.get(id).specification) === files(specification))?.id;
}

/**
 * What a run builds on and is not finished: the study's pretraining, the sensitivity under the same profile.
 *
 * @returns their ids, in the order they are done
 * @throws LabError 'not-found'
 */
export function unfinishedForerunners(workspace: Workspace, runId: number): readonly number[] {
  const run = workspace.runs.get(runId);
  const isForerunner = ({ kind, profileLabel }: RunSummary): boolean =>
    kind === 'pretrain'
      ? run.kind !== 'pretrain'
      : kind === 'prepare' && profileLabel === run.profileLabel && needsScores(run.configuration);
  return workspace.runs
    .list({ studyId: run.studyId })
    .filter((other) => other.id !== runId && other.status !== 'finished' && isForerunner(other))
    .map(({ id }) => id);
}

/** The runs of some kinds that are not finished, in the study's order. */
export function unfinishedRuns(
  workspace: Workspace,
  studyId: number,
  specification: Specification,
  kinds: readonly RunKind[],
): readonly Planned[] {
  const stored = new Map(workspace.runs.list({ studyId }).map((run) => [run.configurationHash, run]));
  return runsOfStudy(specification)
    .filter(({ kind }) => kinds.includes(kind))
    .map((configuration) => ({ configuration, stored: stored.get(hashOf(configuration)) }))
    .filter((run) => run.stored?.status !== 'finished');
}

/**
 * Makes those runs a session's own: new ones are queued, others queued again.
 *
 * @returns their ids, in the same order
 * @throws LabError 'store-busy' when another process has one of them
 */
export function takePlanned(
  session: Session,
  studyId: number,
  planned: readonly Planned[],
  command: string,
): readonly number[] {
  takeStored(
    session,
    planned.flatMap(({ stored }) => stored ?? []),
  );
  const missing = planned.filter(({ stored }) => stored === undefined);
  const made = session.enqueue(missing.map(({ configuration }) => newRun(studyId, configuration, command)));
  const newIds = new Map(missing.map((run, index) => [run, made[index]!.id]));
  return planned.map((run) => run.stored?.id ?? newIds.get(run)!);
}

type StoredRun = Pick<RunSummary, 'id' | 'status'>;

/**
 * Makes stored runs a session's own.
 *
 * @throws LabError 'store-busy' when another process has one of them, 'not-resumable' when one is finished
 */
export function takeStored(session: Session, runs: readonly StoredRun[]): void {
  for (const { id, status } of runs) {
    if (status === 'running') throw busy(id, 'is being run');
    if (status === 'queued') claim(session, id);
    else session.requeue(id);
  }
}

/** Makes those of some runs a session's own that nobody is at work on: stopped, lost, or queued by nobody. */
export function takeWhatIsLeft<Run extends StoredRun>(session: Session, runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => {
    if (run.status !== 'stopped' && run.status !== 'lost' && run.status !== 'queued') return false;
    try {
      takeStored(session, [run]);
      return true;
    } catch (error) {
      if (error instanceof LabError && error.code === 'store-busy') return false;
      throw error;
    }
  });
}

function claim(session: Session, id: number): void {
  try {
    session.claim(id);
  } catch (error) {
    throw error instanceof LabError && error.code === 'invalid-argument' ? busy(id, 'is about to be run') : error;
  }
}

function busy(id: number, what: string): LabError {
  return new LabError(
    'store-busy',
    `Run ${id} ${what} by another process of this workspace.`,
    `Wait for it, or stop it with \`npm run -s lab -- runs stop ${id}\`.`,
  );
}
