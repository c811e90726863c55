import { LabError } from '../../contract/errors.ts';
import { matmulLayers } from '../../lab/network/network.ts';
import { relativeChange } from '../../lab/statistics/moments.ts';
import type { WeightChange } from '../../report/export-subject.ts';
import type { Workspace } from '../../store/workspace.ts';
import { readNetworkWeights } from '../job/network-weights.ts';
import {
  isTrainedSource,
  readStartingWeights,
  startingWeights,
  type StartingWeights,
  type WeightsSource,
} from '../laboratory/starting-weights.ts';
import type { TrainedRun } from '../comparison/trained-runs.ts';

interface LayerChange {
  readonly layer: string;
  readonly trained: boolean;
  readonly relative: number;
}

/**
 * How far training moved the weights of each layer of runs that began with weights of a file or of the study's pretraining,
 * a list for each method under each profile with all its seeds. Of runs that began with initial weights nothing is said:
 * there every layer is made anew. Runs whose files are gone or damaged are left out.
 *
 * @param before called before each run with the share that is done; may throw to end it
 */
export async function weightChangesOf(
  workspace: Workspace,
  runs: readonly TrainedRun[],
  before: (fraction: number, label: string) => Promise<void>,
): Promise<readonly WeightChange[]> {
  const found = new Map<string, WeightChange & { readonly seeds: { seed: number; relative: number }[] }>();
  let kept: { readonly key: string; readonly weights: StartingWeights } | undefined;
  for (const [index, { runId, profile, label, method, seed }] of runs.entries()) {
    await before(index / runs.length, label);
    for (const { layer, trained, relative } of changes(runId)) {
      const key = JSON.stringify([profile, label, layer]);
      const own = found.get(key) ?? { profile, label, method: method.method, layer, trained, seeds: [] };
      own.seeds.push({ seed, relative });
      found.set(key, own);
    }
  }
  return [...found.values()];

  function changes(runId: number): readonly LayerChange[] {
    try {
      const source = startingWeights(workspace, workspace.runs.get(runId));
      const after = workspace.checkpoints.final(runId);
      if (!isTrainedSource(source) || after === undefined) return [];
      return layerChanges(starting(source), after.path, new Set(workspace.plans.ofRun(runId)?.trained ?? []));
    } catch (error) {
      if (error instanceof LabError) return [];
      throw error;
    }
  }

  /** Of the last source only: all runs of a study mostly begin with the same. */
  function starting(source: WeightsSource): StartingWeights {
    const key = JSON.stringify(isTrainedSource(source) ? { ...source, seed: 0 } : source);
    if (kept?.key !== key) {
      kept = undefined;
      kept = { key, weights: readStartingWeights(source) };
    }
    return kept.weights;
  }
}

function layerChanges(
  { network, parameters }: StartingWeights,
  afterFile: string,
  trained: ReadonlySet<string>,
): readonly LayerChange[] {
  const after = readNetworkWeights(network, afterFile);
  return matmulLayers(network).map(({ name, parameters: { weight } }) => ({
    layer: name,
    trained: trained.has(name),
    relative: relativeChange(parameters[weight]!, after[weight]!),
  }));
}
