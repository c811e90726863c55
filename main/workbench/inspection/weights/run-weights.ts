import { LabError } from '../../../contract/errors.ts';
import { methodArchitecture } from '../../../contract/specification.ts';
import { pretrainedWeights } from '../../../runs/laboratory/assignment.ts';
import type { Run } from '../../../store/run-rows.ts';
import type { Workspace } from '../../../store/workspace.ts';
import type { ChangesInput, WeightsSource } from './weights-worker.ts';

/** What a run begins training with: a file, what the study's pretraining found, or initial weights. */
export function startingWeights(workspace: Workspace, { configuration, studyId }: Run): WeightsSource {
  const { study, seed, method, kind } = configuration;
  const { model, data } = study;
  const own = method === undefined ? undefined : methodArchitecture(method);
  if (own !== undefined) return { architecture: own, data, seed };
  const { architecture, weights, pretraining } = model;
  if (kind === 'pretrain' || (weights === undefined && pretraining === undefined)) return { architecture, data, seed };
  return { architecture, data, seed, file: weights ?? pretrainedWeights(workspace, studyId) };
}

/**
 * Where the weights of a run before and after its training lie.
 *
 * @throws LabError 'not-found' when there is no such run, or it has no trained weights
 */
export function changesOfRun(workspace: Workspace, id: number): Omit<ChangesInput, 'layer' | 'bins'> {
  const run = workspace.runs.get(id);
  if (run.kind === 'prepare') {
    throw new LabError(
      'not-found',
      `Run ${id} measures what the noise costs; it trains nothing.`,
      'Choose a run that trains.',
    );
  }
  const after = run.status === 'finished' ? workspace.checkpoints.final(id) : undefined;
  if (after === undefined) {
    throw new LabError(
      'not-found',
      `Run ${id} is ${run.status}, and its trained weights are kept when it has finished.`,
      'Wait for it, or resume it.',
    );
  }
  return {
    before: startingWeights(workspace, run),
    afterFile: after.path,
    trained: workspace.plans.ofRun(id)?.trained ?? [],
  };
}
