import type { StudyComparison } from '../../contract/results.ts';
import { openWorkspace } from '../../store/workspace.ts';
import { compareStudy } from '../comparison/compare-study.ts';
import { serveTask } from './run-task.ts';

export interface CompareRequest {
  /** Of the workspace */
  readonly folder: string;
  readonly studyId: number;
  /** As of `compareStudy` */
  readonly network?: string;
}

// Bootstrapping fronts takes seconds in which its owner has to answer others
serveTask<CompareRequest, StudyComparison>(async ({ folder, studyId, network }, progress) => {
  const workspace = openWorkspace(folder, { readOnly: true });
  try {
    return compareStudy(workspace, studyId, network, progress);
  } finally {
    workspace.close();
  }
});
