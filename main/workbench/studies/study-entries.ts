import type { StudyEntry } from '../../contract/workbench/studies.ts';
import type { Workspace } from '../../store/workspace.ts';

/** All studies with what their runs are at, newest first. */
export function studyEntries(workspace: Workspace, trashed = false): StudyEntry[] {
  const counts = workspace.studies.runCounts();
  return workspace.studies.list({ trashed }).map((study) => ({
    id: study.id,
    name: study.name,
    notes: study.notes,
    createdAt: new Date(study.createdAt).toISOString(),
    hash: study.specificationHash,
    runs: counts.get(study.id) ?? {},
    trashed: study.trashed,
    ...(study.trashedAt === undefined ? {} : { trashedAt: new Date(study.trashedAt).toISOString() }),
  }));
}

/** @throws LabError 'not-found' */
export function studyEntry(workspace: Workspace, id: number): StudyEntry {
  const { trashed } = workspace.studies.get(id);
  return studyEntries(workspace, trashed).find((study) => study.id === id)!;
}
