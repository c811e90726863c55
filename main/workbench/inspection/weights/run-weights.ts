import { LabError } from '../../../contract/errors.ts';
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
