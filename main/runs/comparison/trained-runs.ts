import type { AccuracyResult, FaultAccuracy, MemoryReport, RateUpdate, StepTiming } from '../../contract/run.ts';
import { methodArchitecture, type MethodSpecification, type Specification } from '../../contract/specification.ts';
import type { Workspace } from '../../store/workspace.ts';
import { networkName } from '../model/study-network.ts';
import { methodLabel } from '../../contract/method-label.ts';

/** One finished training run with what is compared of it. */
export interface TrainedRun {
  readonly runId: number;
  readonly seed: number;
  /** Label of the profile */
  readonly profile: string;
  readonly method: MethodSpecification;
  /** Of the method */
  readonly label: string;
  readonly recovered?: AccuracyResult;
  readonly clean?: AccuracyResult;
  readonly timing?: StepTiming;
  readonly memory?: MemoryReport;
  readonly rateUpdates: readonly RateUpdate[];
  readonly faultAccuracies: readonly FaultAccuracy[];
}

/** The finished training runs of a study, in the order they were made. */
export function trainedRuns(
  workspace: Workspace,
  studyId: number,
  specification: Specification,
): readonly TrainedRun[] {
  const methods = new Map(specification.methods.map((method) => [methodLabel(method), method]));
  return workspace.runs
    .list({ studyId, status: 'finished', kind: 'train' })
    .toSorted((first, second) => first.id - second.id)
    .flatMap(({ id, seed, methodLabel: label = '', profileLabel: profile = '' }) => {
      const method = methods.get(label);
      if (method === undefined) return [];
      const accuracies = workspace.accuracies.ofRun(id);
      return [
        {
          runId: id,
          seed,
          profile,
          method,
          label,
          recovered: accuracies.find(({ stage }) => stage === 'recovered'),
          clean: accuracies.find(({ stage }) => stage === 'recovered-clean'),
          timing: workspace.timings.ofRun(id),
          memory: workspace.memoryReports.ofRun(id),
          rateUpdates: workspace.rateUpdates.ofRun(id),
          faultAccuracies: workspace.faultAccuracies.ofRun(id),
        },
      ];
    });
}

/** The network of a method: its own, or the study's. */
export function architectureOf(method: MethodSpecification, specification: Specification): string {
  return methodArchitecture(method) ?? networkName(specification.model);
}
