import { resolve } from 'node:path';
import { openArchive } from '../../archive/open-archive.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { StudyExport, Watcher } from '../services.ts';
import type { ExportRequest } from './export-command.ts';
import { exportStudy, type ExportStudyOptions } from './export-study.ts';

/** Whether what stands for a study is the path of an archive. */
export function isArchivePath(study: string): boolean {
  return study.toLowerCase().endsWith('.noisefloor');
}

/** Of the work, what opening an archive takes, about */
const openingShare = 0.2;

/**
 * Writes tables and figures of a study of the workspace, or of the one in an archive.
 *
 * @param study of `find`, otherwise the path of an archive
 * @param find the workspace and the study's id in it; not asked for an archive
 */
export async function exportOf(
  study: string,
  folder: string,
  { network, ...request }: ExportRequest & { readonly network?: string },
  watcher: Watcher,
  find: () => readonly [Workspace, number],
): Promise<StudyExport> {
  const progress = progressOf(watcher);
  const options: ExportStudyOptions = { signal: watcher.signal, onProgress: progress };
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

function progressOf({ onEvent }: Watcher): (fraction: number, detail: string) => void {
  const start = performance.now();
  return (fraction, detail) => {
    const elapsed = (performance.now() - start) / 1000;
    const left = fraction > 0.05 ? { secondsLeft: (elapsed / fraction) * (1 - fraction) } : {};
    const progress = { phase: 'saving' as const, fraction, detail, ...left };
    onEvent({ type: 'progress', label: 'export', progress, fraction, ...left, runsDone: 0, runs: 1 });
  };
}
