import { resolve } from 'node:path';
import { openArchive } from '../../archive/open-archive.ts';
import { isArchivePath } from '../../contract/archive.ts';
import type { Workspace } from '../../store/workspace.ts';
import { workProgress } from '../progress/work-progress.ts';
import type { StudyExport } from './export-services.ts';
import type { Watcher } from '../progress/watcher.ts';
import type { ExportRequest } from './export-command.ts';
import { exportStudy, type ExportStudyOptions } from './export-study.ts';

/** Of the work, what opening an archive takes, about */
const openingShare = 0.2;

/**
 * Writes tables and figures of a study of the workspace, or of the one in an archive.
 *
 * @param study of `find`, otherwise the path of an archive
 * @param find the workspace and the study's id in it; not asked for an archive
 */
export async function exportStudyOrArchive(
  study: string,
  folder: string,
  { network, replace = false, ...request }: ExportRequest & { readonly network?: string; readonly replace?: boolean },
  watcher: Watcher,
  find: () => readonly [Workspace, number],
): Promise<StudyExport> {
  const progress = workProgress(watcher, 'export', 'saving', 0.05);
  const options: ExportStudyOptions = { signal: watcher.signal, onProgress: progress, replace };
  const target = { folder, ...(network === undefined ? {} : { network }) };
  if (!isArchivePath(study)) {
    const [workspace, studyId] = find();
    return exportStudy(workspace, { ...target, studyId }, request, options);
  }
  const archivePath = resolve(study);
  const archive = await openArchive(archivePath, {
    signal: watcher.signal,
    onProgress: (fraction, detail) => progress(openingShare * fraction, detail),
  });
  try {
    return await exportStudy(archive.workspace, { ...target, studyId: archive.studyId, archivePath }, request, {
      ...options,
      onProgress: (fraction, detail) => progress(openingShare + (1 - openingShare) * fraction, detail),
    });
  } finally {
    await archive.close();
  }
}
