import { importArchive } from '../../archive/import-archive.ts';
import { openArchive, verifyArchive, type OpenedArchive } from '../../archive/open-archive.ts';
import type { ArchiveOptions } from '../../archive/options.ts';
import type {
  ArchivedWeights,
  ArchiveImport,
  ArchiveSummary,
  ArchiveVerification,
  ImportConflicts,
  StudyNeed,
} from '../../contract/archive.ts';
import { LabError } from '../../contract/errors.ts';
import type { StudyComparison } from '../../contract/results.ts';
import type { Provenance } from '../../contract/run.ts';
import { compareStudy } from '../comparison/compare-study.ts';
import { extractArchive } from './extract-archive.ts';
import type { ChangedField } from './extracted-specification.ts';
import { needsOf } from './study-needs.ts';
import { findStudy } from '../laboratory/find-study.ts';
import type { LaboratoryParts } from '../laboratory/laboratory-parts.ts';
import type { Watcher } from '../progress/watcher.ts';
import { workProgress } from '../progress/work-progress.ts';

/** What is seen of an archive without importing it. */
export interface ArchiveContents {
  readonly summary: ArchiveSummary;
  readonly comparison: StudyComparison;
  /** Of all runs, each different one once */
  readonly provenances: readonly Provenance[];
  /** What it takes to run it again */
  readonly needs: readonly StudyNeed[];
  /** Names of the files that were written out, where that was asked for */
  readonly extracted?: readonly string[];
  /** What the specification that was written out says otherwise than its author wrote it, so that it finds these files */
  readonly changed?: readonly ChangedField[];
}

/** One study as one file. */
export interface ArchiveServices {
  /**
   * Writes a study into one file that opens without this workspace.
   * @param study id or name
   * @param path absolute; a file that is there is refused, unless `replace`
   * @throws LabError 'not-found', 'invalid-argument', 'invalid-weights-file', 'disk-full', 'stopped'
   */
  createArchive(
    study: string,
    path: string,
    options: { readonly weights: ArchivedWeights; readonly inputs: boolean; readonly replace: boolean },
    watcher: Watcher,
  ): Promise<ArchiveSummary>;
  /** Names everything that is wrong with an archive. Needs no workspace. @throws LabError 'missing-file', 'stopped' */
  verifyArchive(path: string, watcher: Watcher): Promise<ArchiveVerification>;
  /**
   * Looks into an archive. Needs no workspace, imports nothing.
   * @param options.extractTo folder that gets its report, specification and description, and the files that the study reads
   *   where the specification finds them; where its paths lead elsewhere, it is changed so that it finds them in `inputs`.
   *   Made when absent
   * @throws LabError 'missing-file', 'invalid-archive', 'archive-newer', 'stopped'
   */
  openArchive(path: string, options: { readonly extractTo?: string }, watcher: Watcher): Promise<ArchiveContents>;
  /** Adds the study of an archive to the workspace. @throws LabError as `openArchive`, and 'archive-conflict' */
  importArchive(path: string, conflicts: ImportConflicts, watcher: Watcher): Promise<ArchiveImport>;
}

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

/** What the command line does with archives. A workspace is opened by creating and importing alone. */
export function archiveServices({
  existing,
  workspace,
}: Pick<LaboratoryParts, 'existing' | 'workspace'>): ArchiveServices {
  return {
    async createArchive(study, path, { weights, inputs, replace }, watcher) {
      // What draws its report is not needed for the others
      const { archiveStudy } = await import('./archive-study.ts');
      return archiveStudy(existing(), findStudy(existing(), study), path, {
        ...watched(watcher, 'saving'),
        weights,
        inputs,
        replace,
        onNotice: (message) => watcher.onEvent({ type: 'notice', message }),
      });
    },
    verifyArchive: (path, watcher) => verifyArchive(path, watched(watcher, 'loading')),
    async openArchive(path, { extractTo }, watcher) {
      const archive = await openArchive(path, {
        ...watched(watcher, 'loading'),
        weights: false,
        inputs: true,
      });
      try {
        const extracted = extractTo === undefined ? {} : await extractArchive(archive, extractTo, { replace: true });
        return {
          summary: archive.summary,
          comparison: compared(archive),
          provenances: provenancesOf(archive),
          needs: needsOf(archive),
          ...extracted,
        };
      } finally {
        await archive.close();
      }
    },
    importArchive: (path, conflicts, watcher) =>
      importArchive(workspace, path, { ...watched(watcher, 'loading'), conflicts }),
  };
}
