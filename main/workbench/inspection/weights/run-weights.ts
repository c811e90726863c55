import { finalWeights } from '../../../runs/model/trained-network.ts';
import { startingWeights } from '../../../runs/laboratory/starting-weights.ts';
import type { Workspace } from '../../../store/workspace.ts';
import type { ChangesInput } from './weights-worker.ts';

/**
 * Where the weights of a run before and after its training lie.
 *
 * @throws LabError 'not-found' when there is no such run, or it has no trained weights
 */
export function changesOfRun(workspace: Workspace, id: number): Omit<ChangesInput, 'layer' | 'bins'> {
  const run = workspace.runs.get(id);
  const afterFile = finalWeights(workspace, run);
  return {
    before: startingWeights(workspace, run),
    afterFile,
    trained: workspace.plans.ofRun(id)?.trained ?? [],
  };
}
