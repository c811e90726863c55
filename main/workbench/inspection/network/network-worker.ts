import type { NetworkDescription } from '../../../contract/workbench/inspection.ts';
import type { NetworkExport } from '../../../contract/workbench/networks.ts';
import type { BatchNormPlan, DataSpecification, LayerChoice } from '../../../contract/specification.ts';
import type { SensitivityScore } from '../../../contract/run.ts';
import type { PlanDescription } from '../../../contract/workbench/specification.ts';
import type { NetworkSize } from '../../../lab/network/architectures/architecture.ts';
import { exportNetwork, type NetworkExportRequest } from '../../../runs/model/export-network.ts';
import { describeFile } from '../../../runs/model/network-question.ts';
import { studyNetwork, type ModelChoice } from '../../../runs/model/study-network.ts';
import { openWorkspace } from '../../../store/workspace.ts';
import type { WorkContext } from '../workers/messages.ts';
import { checkWanted, serveWorks } from '../workers/serve-works.ts';
import { describePlan } from './plan-description.ts';

export interface SizedModel {
  /** With an absolute path */
  readonly model: ModelChoice;
  readonly size: NetworkSize;
}

export interface DescribeInput extends SizedModel {
  /** With an absolute path */
  readonly data: DataSpecification;
}

export interface PlanInput extends SizedModel {
  readonly choice: LayerChoice;
  readonly batchNorm: BatchNormPlan;
  readonly scores: readonly SensitivityScore[];
}

export interface ExportInput {
  /** Of the workspace */
  readonly workspace: string;
  readonly request: NetworkExportRequest;
}

/* Files of networks are up to a few hundred megabytes. */
const works = {
  describe: ({ model, size, data }: DescribeInput, context: WorkContext): NetworkDescription =>
    describeFile(model.file!, size, data, {
      onProgress(fraction, detail) {
        checkWanted(context);
        context.progress({ fraction, detail });
      },
    }),
  plan: ({ model, size, choice, batchNorm, scores }: PlanInput): PlanDescription =>
    describePlan(studyNetwork(model, size), choice, batchNorm, scores),
  export({ workspace: folder, request }: ExportInput): NetworkExport {
    const workspace = openWorkspace(folder, { readOnly: true });
    try {
      return exportNetwork(workspace, request);
    } finally {
      workspace.close();
    }
  },
};
export type NetworkWorks = typeof works;

serveWorks(works);
