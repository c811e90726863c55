import { preflight } from '../../runs/laboratory/preflight.ts';
import { findSameStudy, takePlanned, unfinishedRuns } from '../../runs/laboratory/take-runs.ts';
import type { ReadText } from '../../runs/specification/read-specification-text.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';

export interface TakenStudy {
  readonly studyId: number;
  /** What is now to be queued, in order */
  readonly taken: readonly number[];
  /** All that is not finished, in the study's order: those that are in the queue already too */
  readonly runs: readonly number[];
}

export interface TakeOptions {
  readonly workspace: Workspace;
  /** Started when there is something to take */
  session(): Session;
  readonly command: string;
  /** In the queue already, or at work */
  isOwned(runId: number): boolean;
  /** A new study in any case */
  readonly fresh?: boolean;
}

/**
 * Makes what a specification asks for a session's own: its study, a new one when there is none that asks for the same, and
 * the runs that are not finished. Refuses before anything is stored.
 *
 * @throws LabError what `preflight` finds; 'store-busy' when another process has one of the runs
 */
export function takeStudy(asked: ReadText, options: TakeOptions): TakenStudy {
  const { workspace, session, command, isOwned, fresh = false } = options;
  const { specification, text, hash } = asked;
  const kinds = ['pretrain', 'prepare', 'train'] as const;
  const found = fresh ? undefined : findSameStudy(workspace, asked);
  if (found !== undefined && unfinishedRuns(workspace, found, specification, kinds).length === 0) {
    return { studyId: found, taken: [], runs: [] };
  }
  preflight(specification);
  const own = session();
  return workspace.exclusively(() => {
    // Another process may have begun the same meanwhile
    const same = fresh ? undefined : findSameStudy(workspace, asked);
    const studyId = same ?? workspace.studies.create(specification, text, hash).id;
    const unfinished = unfinishedRuns(workspace, studyId, specification, kinds);
    const left = unfinished.filter(({ stored }) => stored === undefined || !isOwned(stored.id));
    const taken = takePlanned(own, studyId, left, command);
    const idOf = new Map(left.map((planned, index) => [planned, taken[index]!]));
    return { studyId, taken, runs: unfinished.map((planned) => idOf.get(planned) ?? planned.stored!.id) };
  });
}
