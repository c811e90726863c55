import type { SensitivityScore } from '../../../contract/run.ts';
import type { BatchNormPlan, LayerChoice } from '../../../contract/specification.ts';
import type { PlanDescription } from '../../../contract/workbench/specification.ts';
import { matmulLayers, type Network } from '../../../lab/network/network.ts';
import { weightCount } from '../../../lab/network/weight-count.ts';
import { saftPlan, trainableParametersOf } from '../../../lab/training/plan.ts';
import { parameterCount } from '../../../runs/model/network-description.ts';

/**
 * What a choice of layers would train.
 *
 * @throws LabError for layers that the network does not have, or scores that are missing
 */
export function describePlan(
  network: Network,
  choice: LayerChoice,
  batchNorm: BatchNormPlan,
  scores: readonly SensitivityScore[],
): PlanDescription {
  const plan = saftPlan(network, choice, batchNorm, scores);
  const layers = matmulLayers(network);
  const weights = (names: readonly string[]): number =>
    layers.filter(({ name }) => names.includes(name)).reduce((count, layer) => count + weightCount(network, layer), 0);
  return {
    plan,
    trainedParameters: parameterCount(network, trainableParametersOf(network, plan)),
    parameters: parameterCount(network),
    trainedWeights: weights(plan.trained),
    weights: weights(layers.map(({ name }) => name)),
    arithmeticFraction: 1 / plan.speedupBound,
  };
}
