import { preflight } from '../../runs/laboratory/preflight.ts';
import { storedSpecification } from '../../runs/model/stored-model.ts';
import { takeStored, unfinishedForerunners } from '../../runs/laboratory/take-runs.ts';
import type { Session } from '../../store/session.ts';
import type { Workspace } from '../../store/workspace.ts';

/**
 * Makes runs that ended early a session's own again, together with what they build on where that is not finished.
 *
 * @param isOwned in the queue already, or at work
 * @returns what is now to be queued, in the order the runs were made
 * @throws LabError 'not-found', 'not-resumable', 'store-busy'; what `preflight` finds in their studies
 */
export function takeAgain(
  workspace: Workspace,
  session: () => Session,
  runIds: readonly number[],
  isOwned: (runId: number) => boolean,
): readonly number[] {
  const withForerunners = runIds.flatMap((runId) => [...unfinishedForerunners(workspace, runId), runId]);
  const wanted = [...new Set(withForerunners)].filter((runId) => !isOwned(runId)).toSorted((a, b) => a - b);
  const runs = wanted.map((runId) => workspace.runs.summary(runId));
  for (const studyId of new Set(runs.map((run) => run.studyId))) {
    preflight(storedSpecification(workspace, studyId));
  }
  if (runs.length === 0) return [];
  const own = session();
  workspace.exclusively(() => takeStored(own, runs));
  return wanted;
}
