import { archiveExtension } from '../../contract/archive.ts';
import type { ArchiveEstimate } from '../../contract/workbench/archives.ts';
import type { Workspace } from '../../store/workspace.ts';
import { fileStem } from '../file-stem.ts';

/**
 * What an archive of a study would hold besides its rows, which take some kilobytes a run.
 *
 * @throws LabError 'not-found'
 */
export function archiveEstimate(workspace: Workspace, studyId: number): ArchiveEstimate {
  const { name } = workspace.studies.get(studyId);
  const kept = workspace.runs.list({ studyId }).flatMap(({ id }) => workspace.checkpoints.ofRun(id));
  /** Each file once, however many runs have it */
  const bytesOf = (checkpoints: typeof kept): number =>
    [...new Map(checkpoints.map(({ sha256, bytes }) => [sha256, bytes])).values()].reduce((sum, each) => sum + each, 0);
  return {
    name: `${fileStem(name)}${archiveExtension}`,
    files: { none: 0, final: bytesOf(kept.filter(({ final }) => final)), all: bytesOf(kept) },
  };
}
