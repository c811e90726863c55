import type { Specification } from '../../contract/specification.ts';
import type { Workspace } from '../../store/workspace.ts';
import { labelledProfiles, type LabelledProfile } from '../specification/labelled-profiles.ts';

/** The profiles of a stored study in the order they were written in: the store sorts names, and keeps the order of runs. */
export function studyProfiles(
  workspace: Workspace,
  studyId: number,
  specification: Specification,
): readonly LabelledProfile[] {
  const order = workspace.runs.list({ studyId }).map(({ profileLabel }) => profileLabel);
  return labelledProfiles(specification).toSorted((a, b) => order.indexOf(a.label) - order.indexOf(b.label));
}
