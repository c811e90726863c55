import type { Profile } from '../../contract/profile.ts';
import type { SensitivityScore } from '../../contract/run.ts';
import type { SensitivityMetric } from '../../contract/specification.ts';
import { forwardPass } from '../network/forward.ts';
import { matmulLayers, type MatmulNode, type Network } from '../network/network.ts';
import { cleanParameters, cleanWeight, disturbedWeight, layerProfile, noiseStreams } from '../noise/perturb.ts';
import { defineProgram, type EngineSession, type Program } from '../ops/engine.ts';
import type { Ops } from '../ops/ops.ts';
import { mean, standardError } from '../statistics/summary.ts';
import { layerScore } from './scores.ts';
import { imageInputs } from '../training/step.ts';

export interface SensitivityOptions {
  readonly network: Network;
  readonly profile: Profile;
  readonly metrics: readonly SensitivityMetric[];
  readonly batch: number;
  readonly seed: number;
}

function applyLayer<T>(ops: Ops<T>, node: MatmulNode, x: T, weight: T): T {
  return node.op === 'linear' ? ops.matMul(x, weight) : ops.conv2d(x, weight, node.geometry);
}

/**
 * Scores every matmul layer by one pass through the network. SAFT's Algorithm 1: the clean network's input of each layer
 * goes through that layer's disturbed copy, so that errors do not accumulate. Because a layer is linear in its weights,
 * the difference of the outputs is the layer applied to the difference of the weights, which costs one application and
 * cancels nothing; biases are not disturbed and drop out. The clean network has real weights, so that the error of integer
 * quantisation counts as disturbance; binary networks are clean with their binary weights.
 *
 * Inputs: images, labels (unused), `draw`. Outputs: per metric a vector over layers in network order.
 */
export function sensitivityProgram(options: SensitivityOptions): Program {
  const { network, profile, metrics, batch, seed } = options;
  return defineProgram({
    inputs: imageInputs(network, batch),
    build(ops, { images, draw }, state) {
      const scores: Record<string, (typeof images)[]> = Object.fromEntries(metrics.map((metric) => [metric, []]));
      const parameters = cleanParameters(ops, network, state, profile);
      forwardPass(ops, network, parameters, images, { batchStatistics: new Set() }, (node, [x], clean) => {
        if (node.op !== 'linear' && node.op !== 'convolution') {
          return;
        }
        const weight = state[node.parameters.weight];
        const difference = profile.except.includes(node.name)
          ? ops.zeros(ops.shapeOf(clean))
          : ops.widen(applyLayer(ops, node, x, weightDifference(ops, node, weight, profile, seed, draw)));
        for (const metric of metrics) {
          scores[metric].push(ops.reshape(layerScore(ops, metric, ops.widen(clean), difference), [1]));
        }
      });
      return {
        outputs: Object.fromEntries(metrics.map((metric) => [metric, ops.concat(scores[metric], 0)])),
      };
    },
  });
}

/** What the hardware makes of a weight, less the weight of the clean network. */
function weightDifference<T>(ops: Ops<T>, node: MatmulNode, weight: T, profile: Profile, seed: number, draw: T): T {
  const streams = noiseStreams(seed, 'sensitivity', node.name, draw);
  const disturbed = disturbedWeight(ops, weight, layerProfile(profile, node.name), streams);
  return ops.subtract(disturbed, cleanWeight(ops, weight, profile));
}

/** Averages draws into scores with their standard errors. @param draws per draw, a vector over layers */
export function averagedScores(
  network: Network,
  metric: SensitivityMetric,
  draws: readonly Float32Array[],
  seed: number,
  seconds: number,
): SensitivityScore[] {
  return matmulLayers(network).map((layer, i) => {
    const values = draws.map((draw) => draw[i]);
    return {
      metric,
      layer: layer.name,
      value: mean(values),
      standardError: values.length > 1 ? standardError(values) : Number.NaN,
      n: values.length,
      seed,
      seconds,
    };
  });
}

export interface ScoringRequest {
  readonly options: SensitivityOptions;
  /** One batch of clean training images, [batch, h, w, c] */
  readonly images: Float32Array;
  readonly draws: number;
  /** Seconds since some fixed moment; the science has no clock of its own */
  readonly now: () => number;
  readonly onDraw?: (done: number) => void;
}

/** Scores all layers over several noise draws of the program opened in the session as `name`. */
export async function scoreLayers(
  session: EngineSession,
  name: string,
  { options, images, draws, now, onDraw }: ScoringRequest,
): Promise<SensitivityScore[]> {
  const byMetric: Record<string, Float32Array[]> = Object.fromEntries(options.metrics.map((metric) => [metric, []]));
  const labels = new Int32Array(options.batch);
  const start = now();
  for (let draw = 0; draw < draws; draw++) {
    const outputs = await session.run(name, { images, labels, draw: Int32Array.of(draw) });
    for (const metric of options.metrics) {
      byMetric[metric].push(outputs[metric]);
    }
    onDraw?.(draw + 1);
  }
  const seconds = now() - start;
  return options.metrics.flatMap((metric) =>
    averagedScores(options.network, metric, byMetric[metric], options.seed, seconds),
  );
}
