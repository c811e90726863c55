import type { ArchiveInputs } from '../../contract/workbench/archives.ts';
import { studyInputs } from '../../runs/archives/study-inputs.ts';
import type { Workspace } from '../../store/workspace.ts';

/**
 * Which files of the user's own an archive of a study can hold, by their sizes alone.
 *
 * @throws LabError 'not-found'
 */
export function archiveInputs(workspace: Workspace, studyId: number): ArchiveInputs {
  const { inputs, leftOut } = studyInputs(workspace, studyId, { hash: false });
  return {
    inputs: inputs.map(({ field, path, parts }) => ({
      field,
      path,
      files: parts.length,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    })),
    leftOut: [...leftOut],
  };
}
