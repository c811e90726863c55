import type { StudySummary } from '../../contract/results.ts';
import type { Watcher } from '../progress/watcher.ts';
import type { ExportRequest } from './export-command.ts';

/** Tables and figures of a study, and whence. */
export interface StudyExport {
  readonly study: StudySummary;
  /** Absolute */
  readonly folder: string;
  /** Name of the file that says where the others come from */
  readonly provenance: string;
  /** The command line that writes the same files */
  readonly command: string;
  readonly files: readonly {
    /** Name in the folder */
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    /** In one sentence without a full stop */
    readonly shows: string;
  }[];
  /** Characters of figures that no font of this machine has: boxes stand for them */
  readonly undrawn: readonly string[];
  /** Figures that are higher than a page has room for, see `pageHeightMm` */
  readonly overlong: readonly { readonly file: string; readonly heightMm: number }[];
}

/** Tables and figures as files. */
export interface ExportServices {
  /**
   * Writes tables and figures, and where they come from: all or nothing. Files that are still what an export of this study
   * wrote are replaced, others of the same names only where that is asked for.
   * @param study id or name; or the path of an archive, `FILE.noisefloor`, which needs no workspace
   * @param folder made when absent
   * @throws LabError 'not-found' also when the study has nothing of what is asked for, 'invalid-argument', 'disk-full',
   *   'store-unusable', 'stopped'; for an archive as `openArchive`
   */
  exportStudy(
    study: string,
    folder: string,
    request: ExportRequest & { readonly network?: string; readonly replace?: boolean },
    watcher: Watcher,
  ): Promise<StudyExport>;
}
