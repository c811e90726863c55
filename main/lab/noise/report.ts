import { LabError } from '../../contract/errors.ts';
import type { Profile, WeightNoise } from '../../contract/profile.ts';
import type { NoiseReport } from '../../contract/run.ts';
import { matmulLayers, type MatmulNode, type Network } from '../network/network.ts';
import { defineProgram, type EngineSession, type Program } from '../ops/engine.ts';
import type { Ops } from '../ops/ops.ts';
import { askedSigma, disturbedWeight, noiseSource, referenceUnit } from './perturb.ts';
import { quantise } from './quantise.ts';

/**
 * Root mean square of the noise actually found on the weights, in the unit it was asked in: relative to each stored weight
 * (multiplicative), or to the reference unit (additive). Weights whose unit is zero cannot be disturbed and do not count;
 * 0 where that leaves none.
 */
function measuredSigma<T>(ops: Ops<T>, weight: T, profile: Profile, disturbed: T): T {
  const stored = profile.quantization === undefined ? weight : quantise(ops, weight, profile.quantization);
  const shape = ops.shapeOf(weight);
  const axes = shape.map((_, axis) => axis);
  const difference = ops.subtract(disturbed, stored);
  const unit = noiseUnit(ops, weight, stored, profile.weights);
  if (unit === undefined) {
    return ops.squareRoot(ops.mean(ops.square(difference), axes));
  }
  const one = ops.constant(1);
  const silent = ops.broadcastTo(ops.equal(unit, ops.zeros(ops.shapeOf(unit))), shape);
  const squares = ops.square(ops.divide(difference, ops.add(unit, silent)));
  const counted = ops.maximum(ops.sum(ops.subtract(one, silent), axes), one);
  return ops.squareRoot(ops.divide(ops.sum(squares, axes), counted));
}

/** Broadcasts against the weight; `undefined` for 1. */
function noiseUnit<T>(ops: Ops<T>, weight: T, stored: T, noise: WeightNoise): T | undefined {
  if (noise.noise === 'none') {
    return undefined;
  }
  return noise.mode === 'multiplicative' ? stored : referenceUnit(ops, weight, noise.reference);
}

export function noisyLayers(network: Network, profile: Profile): readonly MatmulNode[] {
  return matmulLayers(network).filter((layer) => !profile.except.includes(layer.name));
}

/** Measures the noise that a profile really puts on each layer: output `sigma`, one value per noisy layer. */
export function noiseReportProgram(network: Network, profile: Profile, seed: number): Program {
  return defineProgram({
    inputs: { draw: { shape: [], type: 'int32' } },
    build(ops, inputs, state) {
      const sigmas = noisyLayers(network, profile).map((layer) => {
        const weight = state[layer.parameters.weight];
        const source = noiseSource(seed, 'report', layer.name, inputs['draw']);
        const disturbed = disturbedWeight(ops, weight, profile, source);
        return ops.reshape(measuredSigma(ops, weight, profile, disturbed), [1]);
      });
      return { outputs: { sigma: ops.concat(sigmas, 0) } };
    },
  });
}

/** Runs {@link noiseReportProgram} (opened in the session as `name`): sigma measured beside sigma asked, per layer. */
export async function measureNoise(
  session: EngineSession,
  name: string,
  network: Network,
  profile: Profile,
): Promise<NoiseReport> {
  const { sigma } = await session.run(name, { draw: Int32Array.of(0) });
  const asked = askedSigma(profile.weights);
  return {
    matmulLayers: matmulLayers(network).length,
    layers: noisyLayers(network, profile).map((layer, i) => ({
      layer: layer.name,
      asked,
      measured: sigma[i],
      weights: network.parameters[layer.parameters.weight].shape.reduce((a, b) => a * b, 1),
    })),
  };
}

/** @throws LabError when a profile excepts layers that the network does not have, or all of them */
export function checkProfile(network: Network, profile: Profile): void {
  const names = matmulLayers(network).map((layer) => layer.name);
  const unknown = profile.except.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new LabError(
      'unknown-layer',
      `The profile excepts layer '${unknown}', which ${network.name} does not have as a convolution or linear layer`,
      `Use one of: ${names.join(', ')}.`,
    );
  }
  if (names.every((name) => profile.except.includes(name))) {
    throw new LabError(
      'invalid-specification',
      `The profile excepts every layer of ${network.name}, so nothing would be disturbed`,
      'Remove at least one layer from `except`.',
    );
  }
}
