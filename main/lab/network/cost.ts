import { gradientNeeds, trainableParameters } from './gradient-needs.ts';
import { matmulLayers } from './network.ts';
import type { Network } from './network.ts';
import { ruleOf } from './rules/layer-rules.ts';
import { inferShapes, parameterShapes } from './shapes.ts';

/** Multiply-accumulates for one image. */
export interface ArithmeticCost {
  readonly forward: number;
  readonly inputGradients: number;
  readonly weightGradients: number;
}

export interface LayerCost extends ArithmeticCost {
  readonly name: string;
}

export interface NetworkCost extends ArithmeticCost {
  /** Convolutions and linear layers, in order; everything else counts as nothing */
  readonly layers: readonly LayerCost[];
  /** forward + inputGradients + weightGradients */
  readonly total: number;
  /**
   * How many times fewer multiplications of matmul layers this is than training everything. Other work counts as nothing:
   * where it is a large part of a step, a measured speed-up may lie above.
   */
  readonly speedupBound: number;
}

/**
 * The arithmetic of one training step, per image: F + sum of f_l over layers whose input gradient is needed + sum of f_l
 * over trained layers. Derived for SAFT (arXiv:2306.03076), which reports speed but defines no such bound.
 *
 * @param trainable names of the parameters that train
 * @throws LabError `unknown-layer` for an unknown parameter, `invalid-specification` for an invalid network
 */
export function networkCost(network: Network, trainable: ReadonlySet<string>): NetworkCost {
  const layers = layerCosts(network, trainable);
  const total = totalCost(layers);
  return {
    layers,
    forward: sumOf(layers, 'forward'),
    inputGradients: sumOf(layers, 'inputGradients'),
    weightGradients: sumOf(layers, 'weightGradients'),
    total,
    speedupBound: totalCost(layerCosts(network, trainableParameters(network))) / total,
  };
}

function layerCosts(network: Network, trainable: ReadonlySet<string>): readonly LayerCost[] {
  const shapes = inferShapes(network, 1);
  const needs = gradientNeeds(network, trainable);
  return matmulLayers(network).map((node) => {
    const forward = ruleOf(node).multiplyAccumulates!(shapes.get(node.name)!, parameterShapes(network, node));
    const wanted = needs.get(node.name);
    return {
      name: node.name,
      forward,
      inputGradients: wanted?.inputs[0] ? forward : 0,
      weightGradients: wanted?.parameters.has('weight') ? forward : 0,
    };
  });
}

function sumOf(layers: readonly LayerCost[], part: keyof ArithmeticCost): number {
  return layers.reduce((sum, layer) => sum + layer[part], 0);
}

function totalCost(layers: readonly LayerCost[]): number {
  return layers.reduce((sum, layer) => sum + layer.forward + layer.inputGradients + layer.weightGradients, 0);
}
