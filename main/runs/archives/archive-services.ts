import { join } from 'node:path';
import { importArchive } from '../../archive/import-archive.ts';
import { openArchive, verifyArchive, type OpenedArchive } from '../../archive/open-archive.ts';
import type { ArchiveOptions } from '../../archive/options.ts';
import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { Provenance } from '../../contract/run.ts';
import { writeFileWhole } from '../../data/write-file.ts';
import { makeOutputFolder } from '../../store/output-folder.ts';
import type { Workspace } from '../../store/workspace.ts';
import { compareStudy } from '../comparison/compare-study.ts';
import { workProgress } from '../progress/work-progress.ts';
import type { Laboratory, Watcher } from '../services.ts';

function watched(watcher: Watcher, phase: 'saving' | 'loading'): Required<ArchiveOptions> {
  return { signal: watcher.signal, onProgress: workProgress(watcher, 'archive', phase) };
}

/** Of an archive that others made, where rows that are each possible may make no sense together. */
function compared(archive: OpenedArchive): StudyComparison {
  try {
    return compareStudy(archive.workspace, archive.studyId);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(
      'invalid-archive',
      `What the archive ${archive.summary.path} says it has measured cannot be compared (${(error as Error).message}).`,
      'Get the file again from where it came from; its report and its rows can be looked at with any unzip program.',
      { cause: error },
    );
  }
}

/** Of every attempt of every run, each different one once. */
function provenancesOf({ workspace, studyId }: OpenedArchive): readonly Provenance[] {
  const all = workspace.runs.list({ studyId }).flatMap(({ id }) => workspace.runs.provenances(id));
  return [...new Map(all.map((provenance) => [JSON.stringify(provenance), provenance])).values()];
}

const texts = ['report/index.html', 'specification.yaml', 'README.txt'] as const;

async function extract(archive: OpenedArchive, folder: string): Promise<readonly string[]> {
  makeOutputFolder(folder);
  const written: string[] = [];
  for (const name of texts) {
    const bytes = await archive.read(name);
    if (bytes === undefined) continue;
    const file = name.replace('report/index', 'report');
    writeFileWhole(join(folder, file), [bytes]);
    written.push(file);
  }
  return written;
}

/**
 * What the command line does with archives.
 *
 * @param workspace opened, and made where there is none, by creating and importing alone
 * @param find the number of a study that goes by number or name
 */
export function archiveServices(
  workspace: () => Workspace,
  find: (study: string) => number,
): Pick<Laboratory, 'createArchive' | 'verifyArchive' | 'openArchive' | 'importArchive'> {
  return {
    async createArchive(study, path, { weights, replace }, watcher) {
      // What draws its report is not needed for the others
      const { archiveStudy } = await import('./archive-study.ts');
      return archiveStudy(workspace(), find(study), path, {
        ...watched(watcher, 'saving'),
        weights,
        replace,
        onNotice: (message) => watcher.onEvent({ type: 'notice', message }),
      });
    },
    verifyArchive: (path, watcher) => verifyArchive(path, watched(watcher, 'loading')),
    async openArchive(path, { extractTo }, watcher) {
      const archive = await openArchive(path, { ...watched(watcher, 'loading'), weights: false });
      try {
        const extracted = extractTo === undefined ? undefined : await extract(archive, extractTo);
        return {
          summary: archive.summary,
          comparison: compared(archive),
          provenances: provenancesOf(archive),
          ...(extracted === undefined ? {} : { extracted }),
        };
      } finally {
        await archive.close();
      }
    },
    importArchive: (path, conflicts, watcher) =>
      importArchive(workspace(), path, { ...watched(watcher, 'loading'), conflicts }),
  };
}
