import type { NoiseReference, WeightNoise } from '../../contract/profile.ts';
import type { Ops, RandomSource } from '../ops/ops.ts';
import { conductanceMask, largestSigma } from './conductance.ts';
import { statisticAxes } from './quantise.ts';

/** Does the noise disturb anything? */
export function isNoisy(noise: WeightNoise): boolean {
  switch (noise.noise) {
    case 'none':
      return false;
    case 'gaussian':
      return noise.sigma > 0;
    case 'uniform':
      return noise.halfRange > 0;
    case 'conductance':
      return largestSigma(noise.coefficients) > 0;
  }
}

/**
 * Standard deviation the profile asks for, in units of its reference: sigma, or r / sqrt(3) for U[-r, r].
 *
 * @throws RangeError for noise whose strength depends on the weight
 */
export function askedSigma(noise: WeightNoise): number {
  switch (noise.noise) {
    case 'none':
      return 0;
    case 'gaussian':
      return noise.sigma;
    case 'uniform':
      return noise.halfRange / Math.sqrt(3);
    case 'conductance':
      throw new RangeError('The standard deviation of conductance noise depends on the weight');
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
  noise: Extract<WeightNoise, { mode: unknown }>,
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
 * A weight as it is read, with analog noise on it. Multiplicative: q (1 + n). Additive: q + n u, u the reference unit of
 * the clean weight. SAFT section 3; Joshi et al. 2020 for sigma relative to max|W|; that SAFT's additive noise is absolute
 * is a reconstruction (the paper does not say). Conductance noise: q + n u sigma(|q| / u). Without noise the very same
 * tensor is returned.
 *
 * @param read q
 * @param clean of the same shape, for the reference unit
 */
export function withAnalogNoise<T>(ops: Ops<T>, read: T, clean: T, noise: WeightNoise, source: RandomSource<T>): T {
  if (noise.noise === 'none' || !isNoisy(noise)) {
    return read;
  }
  if (noise.noise === 'conductance') {
    const unit = referenceUnit(ops, clean, noise.reference)!;
    return ops.add(read, ops.multiply(conductanceMask(ops, noise, read, unit, source), unit));
  }
  const mask = draw(ops, noise, ops.shapeOf(read), source);
  if (noise.mode === 'multiplicative') {
    return ops.multiply(read, ops.add(mask, ops.constant(1)));
  }
  const unit = referenceUnit(ops, clean, noise.reference);
  return ops.add(read, unit === undefined ? mask : ops.multiply(mask, unit));
}
