import type { RunKind, RunProgress } from '../../contract/run.ts';
import { isTraining, runTitle } from '../../runs/laboratory/study-runs.ts';
import type { Run } from '../../store/run-rows.ts';
import type { Workspace } from '../../store/workspace.ts';

/** A run of this process's queue, from the moment it is queued until it has ended. */
export interface QueueMember {
  readonly runId: number;
  readonly studyId: number;
  readonly studyName: string;
  readonly kind: RunKind;
  readonly title: string;
  readonly methodLabel: string | undefined;
  /** Of the specification: `saft`, `lanmax`, ... */
  readonly methodName: string | undefined;
  readonly configurationHash: string;
  readonly isAlone: boolean;
  /** Part of it that a checkpoint of an earlier attempt has, 0 to 1 */
  readonly reached: number;
  /** There is a checkpoint that it goes on from */
  goesOn: boolean;
  /** Asked for and not yet confirmed by the engine */
  transition: 'stopping' | 'pausing' | undefined;
  /** It was under way and waits to go on from its checkpoint */
  isPaused: boolean;
  progress: RunProgress | undefined;
  /** Of what computes it, for example `graph float32 · TensorFlow 2.21.0` */
  engine: string | undefined;
  /** Milliseconds since 1970, of its last event */
  heardAt: number | undefined;
  /** Milliseconds since 1970; while it works */
  beganAt: number | undefined;
  /** It has never worked */
  isFresh: boolean;
  /** What was expected of it when it began from nothing */
  predictedSeconds: number | undefined;
}

/** @throws LabError 'not-found' */
export function queueMembers(workspace: Workspace, runIds: readonly number[]): readonly QueueMember[] {
  const names = new Map(workspace.studies.list().map(({ id, name }) => [id, name]));
  return runIds.map((runId) => {
    const run = workspace.runs.get(runId);
    const { configuration } = run;
    return {
      runId,
      studyId: run.studyId,
      studyName: names.get(run.studyId) ?? '',
      kind: run.kind,
      title: runTitle(configuration),
      methodLabel: run.methodLabel,
      methodName: configuration.method?.method,
      configurationHash: run.configurationHash,
      isAlone: !isTraining(run),
      reached: reachedBy(run),
      goesOn: run.position !== undefined,
      transition: undefined,
      isPaused: false,
      progress: run.progress,
      engine: undefined,
      heardAt: undefined,
      beganAt: undefined,
      isFresh: run.attempts === 0,
      predictedSeconds: undefined,
    };
  });
}

/** Loading says nothing of how far a run is that goes on from a checkpoint. */
export function progressAfter({ progress, goesOn }: QueueMember, news: RunProgress): RunProgress {
  if (news.phase !== 'loading' || !goesOn || progress === undefined) return news;
  const { fraction, secondsLeft } = progress;
  return { ...news, fraction, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
}

function reachedBy({ configuration: { kind, study }, position }: Run): number {
  const training = kind === 'pretrain' ? study.model.pretraining : study.training;
  return position === undefined || training === undefined ? 0 : Math.min(1, position.epoch / training.epochs);
}
