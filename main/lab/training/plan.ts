import { LabError } from '../../contract/errors.ts';
import type { SensitivityScore, TrainingPlan } from '../../contract/run.ts';
import type { BatchNormPlan, LayerChoice, MethodSpecification } from '../../contract/specification.ts';
import { networkCost } from '../network/cost.ts';
import { matmulLayers, parameterNames, isTrainableKind, type Network, type NetworkNode } from '../network/network.ts';
import { automaticLayerCount } from './automatic-layer-count.ts';

/** Batch-norms that read the output of one of these layers, directly. */
function batchNormsAfter(network: Network, layers: ReadonlySet<string>): string[] {
  return network.nodes
    .filter((node) => node.op === 'batch-norm' && node.inputs.some((input) => layers.has(input)))
    .map((node) => node.name);
}

function allBatchNorms(network: Network): string[] {
  return network.nodes.filter((node) => node.op === 'batch-norm').map((node) => node.name);
}

function namedNodes(network: Network, names: ReadonlySet<string>): NetworkNode[] {
  return network.nodes.filter((node) => names.has(node.name));
}

/** Parameters that an optimiser may change under a plan: those of trained layers and trained batch-norms. */
export function trainableParametersOf(network: Network, plan: TrainingPlan): Set<string> {
  const nodes = namedNodes(network, new Set([...plan.trained, ...plan.trainedBatchNorms]));
  return new Set(
    nodes.flatMap((node) => parameterNames(node)).filter((name) => isTrainableKind(network.parameters[name].kind)),
  );
}

function makePlan(network: Network, trained: ReadonlySet<string>, batchNorms: string[], reason: string): TrainingPlan {
  const layers = matmulLayers(network).map((layer) => layer.name);
  const plan = {
    trained: layers.filter((name) => trained.has(name)),
    frozen: layers.filter((name) => !trained.has(name)),
    trainedBatchNorms: batchNorms,
    reason,
    speedupBound: 1,
  };
  return { ...plan, speedupBound: networkCost(network, trainableParametersOf(network, plan)).speedupBound };
}

/** Everything trains: plain training and noise injection. */
export function fullPlan(network: Network): TrainingPlan {
  const layers = new Set(matmulLayers(network).map((layer) => layer.name));
  return makePlan(network, layers, allBatchNorms(network), 'every layer trains');
}

/** Layers of one metric, most sensitive first; equal scores in network order. */
export function rankedScores(scores: readonly SensitivityScore[], metric: string): SensitivityScore[] {
  return scores.filter((score) => score.metric === metric).sort((a, b) => b.value - a.value);
}

/**
 * SAFT's choice: the k layers with the highest scores train, the rest are frozen. Nair and Bunandar, arXiv:2306.03076,
 * section 2.
 *
 * @throws LabError for more layers than there are, unknown names, or scores that are missing
 */
export function saftPlan(
  network: Network,
  choice: LayerChoice,
  batchNorm: BatchNormPlan,
  scores: readonly SensitivityScore[],
): TrainingPlan {
  const layers = matmulLayers(network).map((layer) => layer.name);
  const { chosen, reason } = 'names' in choice ? namedLayers(layers, choice.names) : topLayers(layers, choice, scores);
  const trained = new Set(chosen);
  const batchNorms = batchNorm === 'frozen' ? [] : batchNormsAfter(network, trained);
  return makePlan(network, trained, batchNorms, reason);
}

function namedLayers(layers: readonly string[], names: readonly string[]): { chosen: string[]; reason: string } {
  const unknown = names.find((name) => !layers.includes(name));
  if (unknown !== undefined) {
    throw new LabError(
      'unknown-layer',
      `The network has no convolution or linear layer called '${unknown}'`,
      `Use some of: ${layers.join(', ')}.`,
    );
  }
  const chosen = [...new Set(names)];
  return { chosen, reason: `${chosen.length} of ${layers.length} layers named in the specification` };
}

function topLayers(
  layers: readonly string[],
  choice: Extract<LayerChoice, { k: unknown }>,
  scores: readonly SensitivityScore[],
): { chosen: string[]; reason: string } {
  const ranked = rankedScores(scores, choice.by);
  if (ranked.length !== layers.length) {
    throw new LabError(
      'invalid-specification',
      `Layers are to be chosen by '${choice.by}', but that metric was scored for ${ranked.length} of ${layers.length} layers`,
      `Add '${choice.by}' to \`sensitivity.metrics\`.`,
    );
  }
  if (choice.k !== 'auto') {
    checkLayerCount(choice.k, layers.length);
    return {
      chosen: ranked.slice(0, choice.k).map((score) => score.layer),
      reason: `the ${choice.k} of ${layers.length} layers with the highest ${choice.by}`,
    };
  }
  const { count, reason } = automaticLayerCount(ranked);
  return { chosen: ranked.slice(0, count).map((score) => score.layer), reason: `${reason}, by ${choice.by}` };
}

/** @throws LabError when k exceeds the number of layers */
export function checkLayerCount(k: number, layers: number): void {
  if (k > layers) {
    throw new LabError(
      'too-many-layers',
      `k is ${k}, but the network has only ${layers} convolution and linear layers`,
      `Choose k between 1 and ${layers}, or \`k: auto\`.`,
    );
  }
}

/** The plan of any method. @param scores of the profile the run trains under; needed by SAFT with k only */
export function planFor(
  network: Network,
  method: MethodSpecification,
  scores: readonly SensitivityScore[],
): TrainingPlan {
  return method.method === 'saft' ? saftPlan(network, method.layers, method.batchNorm, scores) : fullPlan(network);
}
