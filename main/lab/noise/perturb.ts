import type { NoiseReference, Profile, WeightNoise } from '../../contract/profile.ts';
import { matmulLayers, type Network } from '../network/network.ts';
import type { Ops, RandomSource } from '../ops/ops.ts';
import { streamKey } from '../random/stream.ts';
import { quantise, statisticAxes } from './quantise.ts';

/** What draws are for; each purpose has masks of its own. */
export type NoisePurpose = 'training' | 'evaluation' | 'sensitivity' | 'report';

/** The mask of one layer: the same seed, purpose, layer and draw give the same noise on every engine. */
export function noiseSource<T>(seed: number, purpose: NoisePurpose, layer: string, draw: T): RandomSource<T> {
  return { key: streamKey(seed, `noise:${purpose}:${layer}`), draw };
}

/** Is there anything random in the profile? */
export function isNoisy(noise: WeightNoise): boolean {
  return noise.noise === 'gaussian' ? noise.sigma > 0 : noise.noise === 'uniform' && noise.halfRange > 0;
}

/** Standard deviation the profile asks for, in units of its reference: sigma, or r / sqrt(3) for U[-r, r]. */
export function askedSigma(noise: WeightNoise): number {
  switch (noise.noise) {
    case 'none':
      return 0;
    case 'gaussian':
      return noise.sigma;
    case 'uniform':
      return noise.halfRange / Math.sqrt(3);
  }
}

/**
 * The unit an additive sigma is measured in, from the clean weights: broadcasts against the weight. `undefined` for
 * absolute. Standard deviations are of the population.
 */
export function referenceUnit<T>(ops: Ops<T>, weight: T, reference: NoiseReference): T | undefined {
  if (reference === 'absolute') {
    return undefined;
  }
  const granularity = reference.startsWith('layer') ? 'layer' : 'channel';
  const axes = statisticAxes(ops.shapeOf(weight).length, granularity);
  switch (reference) {
    case 'layerMaxAbs':
    case 'channelMaxAbs':
      return ops.max(ops.absolute(weight), axes, true);
    case 'layerRange':
    case 'channelRange':
      return ops.subtract(ops.max(weight, axes, true), ops.min(weight, axes, true));
    case 'layerStd':
    case 'channelStd':
      return ops.squareRoot(ops.mean(ops.square(ops.subtract(weight, ops.mean(weight, axes, true))), axes, true));
  }
}

function draw<T>(
  ops: Ops<T>,
  noise: Exclude<WeightNoise, { noise: 'none' }>,
  shape: readonly number[],
  source: RandomSource<T>,
): T {
  return noise.noise === 'gaussian'
    ? ops.multiply(ops.randomNormal(shape, source), ops.constant(noise.sigma))
    : ops.multiply(
        ops.subtract(ops.randomUniform(shape, source), ops.constant(0.5)),
        ops.constant(2 * noise.halfRange),
      );
}

/**
 * One weight as the hardware holds it: quantised, then disturbed.
 * Multiplicative: q (1 + n). Additive: q + n u, u the reference unit of the clean weight. SAFT section 3; Joshi et al. 2020
 * for sigma relative to max|W|; that SAFT's additive noise is absolute is a reconstruction (the paper does not say).
 * Without quantisation and noise the very same tensor is returned.
 */
export function disturbedWeight<T>(ops: Ops<T>, weight: T, profile: Profile, source: RandomSource<T>): T {
  const stored = profile.quantization === undefined ? weight : quantise(ops, weight, profile.quantization);
  const noise = profile.weights;
  if (noise.noise === 'none' || !isNoisy(noise)) {
    return stored;
  }
  const mask = draw(ops, noise, ops.shapeOf(weight), source);
  if (noise.mode === 'multiplicative') {
    return ops.multiply(stored, ops.add(mask, ops.constant(1)));
  }
  const unit = referenceUnit(ops, weight, noise.reference);
  return ops.add(stored, unit === undefined ? mask : ops.multiply(mask, unit));
}

/** Parameters as the hardware holds them: the weights of matmul layers disturbed, all others as they are. */
export function disturbedParameters<T>(
  ops: Ops<T>,
  network: Network,
  parameters: Readonly<Record<string, T>>,
  profile: Profile,
  source: (layer: string) => RandomSource<T>,
): Record<string, T> {
  const disturbed = { ...parameters };
  for (const layer of matmulLayers(network)) {
    if (!profile.except.includes(layer.name)) {
      const name = layer.parameters.weight;
      disturbed[name] = disturbedWeight(ops, parameters[name], profile, source(layer.name));
    }
  }
  return disturbed;
}
