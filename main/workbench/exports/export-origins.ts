import { createHash } from 'node:crypto';
import type { ExportSource } from '../../contract/workbench/exports.ts';
import type { Workspace } from '../../store/workspace.ts';
import type { OpenedArchives } from '../archives/opened-archives.ts';
import type { WorkbenchContext } from '../context.ts';
import type { Comparisons } from '../studies/comparisons.ts';

/** Where a study lies that is exported from. */
export interface ExportOrigin {
  readonly workspace: Workspace;
  readonly studyId: number;
  readonly network?: string;
  readonly comparisons: Comparisons;
  /** For the command line: the archive, where it lies in none of the workspaces */
  readonly archivePath?: string;
}

/** @throws LabError 'not-found' for no such study, or an archive that is not open */
export function exportOrigin(
  of: ExportSource,
  parts: Pick<WorkbenchContext, 'workspace'> & {
    readonly comparisons: Comparisons;
    readonly archives: Pick<OpenedArchives, 'of'>;
  },
): ExportOrigin {
  const network = of.network === undefined ? {} : { network: of.network };
  if ('archive' in of) {
    const { workspace, studyId, comparisons, path } = parts.archives.of(of.archive);
    return { workspace, studyId, comparisons, archivePath: path, ...network };
  }
  const workspace = parts.workspace();
  workspace.studies.get(of.study);
  return { workspace, studyId: of.study, comparisons: parts.comparisons, ...network };
}

/** Changes with everything that tables and figures of a study may show. */
export function studyRevision({ workspace, studyId, network }: ExportOrigin): string {
  const { name, specificationHash } = workspace.studies.get(studyId);
  const runs = workspace.runs.list({ studyId }).map(({ id, status, endedAt }) => [id, status, endedAt]);
  const content = JSON.stringify([workspace.folder, studyId, network, name, specificationHash, runs]);
  return createHash('sha256').update(content).digest('hex');
}
