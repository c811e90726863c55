import type { ChosenLayers, SensitivityResult } from '../../contract/results.ts';
import { deserializeError, LabError } from '../../contract/errors.ts';
import type { SensitivityScore } from '../../contract/run.ts';
import type { Specification } from '../../contract/specification.ts';
import type { Network } from '../../lab/network/network.ts';
import { saftPlan } from '../../lab/training/plan.ts';
import type { Workspace } from '../../store/workspace.ts';
import { storedModel } from '../model/stored-model.ts';
import { networkName, studyNetwork } from '../model/study-network.ts';
import { studyProfiles } from './study-profiles.ts';

/**
 * The scores of a study, and what each of its SAFT methods would choose by them.
 *
 * @param worked runs that were just done; the first that did not finish is the reason why there is nothing to show
 * @throws LabError that reason
 */
export function sensitivityOfStudy(
  workspace: Workspace,
  studyId: number,
  worked: readonly number[],
): SensitivityResult {
  const { specification } = workspace.studies.get(studyId);
  const runs = worked.map((id) => workspace.runs.get(id));
  const failed = runs.find(({ error }) => error !== undefined);
  if (failed?.error !== undefined) throw deserializeError(failed.error);
  const unfinished = runs.find(({ status }) => status !== 'finished');
  if (unfinished !== undefined) {
    const lost = runs.some(({ status }) => status === 'lost');
    throw new LabError(
      lost ? 'lost' : 'stopped',
      `${lost ? 'The engine process died' : 'Stopped'} before all layers were scored; what was done is kept.`,
      'Run the same command again to go on.',
    );
  }
  const network = studyNetwork(storedModel(workspace, studyId, specification.model));
  const prepared = workspace.runs.list({ studyId, status: 'finished', kind: 'prepare' });
  return {
    architecture: networkName(specification.model),
    batch: specification.sensitivity.batch,
    draws: specification.sensitivity.draws,
    profiles: studyProfiles(workspace, studyId, specification).flatMap(({ label }) => {
      const run = prepared.find(({ profileLabel }) => profileLabel === label);
      if (run === undefined) return [];
      const scores = workspace.sensitivities.ofRun(run.id);
      return [
        {
          label,
          scores,
          chosen: chosenLayers(network, specification, scores),
          noise: workspace.noiseReports.ofRun(run.id),
        },
      ];
    }),
  };
}

/** What each SAFT method of a study that chooses layers by their scores would train. */
export function chosenLayers(
  network: Network,
  { methods }: Specification,
  scores: readonly SensitivityScore[],
): readonly ChosenLayers[] {
  return methods.flatMap((method): ChosenLayers[] => {
    if (method.method !== 'saft' || !('k' in method.layers)) return [];
    const plan = saftPlan(network, method.layers, method.batchNorm, scores);
    return [{ metric: method.layers.by, layers: plan.trained, reason: plan.reason }];
  });
}
