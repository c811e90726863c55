import type { Memory } from '../../../contract/memory.ts';
import type { Profile, WeightNoise } from '../../../contract/profile.ts';
import { isNoisy } from '../../../lab/noise/analog.ts';

/**
 * What of a profile decides how long a program under it takes: what is drawn and computed, not how strong it is. Two
 * profiles with one key cost the same.
 */
export function hardwareCostKey(profile: Profile | undefined): string {
  if (profile === undefined) return 'clean';
  const { quantization, memory, weights, except } = profile;
  return JSON.stringify([
    quantization === undefined ? 'real' : { ...quantization, clip: undefined },
    memory === undefined ? 'reliable' : memoryCost(memory),
    isNoisy(weights) ? noiseCost(weights) : 'quiet',
    [...except].sort(),
  ]);
}

function noiseCost(weights: WeightNoise): unknown {
  if (weights.noise === 'conductance') return { ...weights, coefficients: weights.coefficients.length };
  return { ...weights, sigma: undefined, halfRange: undefined };
}

function memoryCost({ rate, layers, zeroToOne, oneToZero, encoding, stuckAt }: Memory): unknown {
  return [
    rate > 0,
    Object.keys(layers)
      .filter((layer) => layers[layer]! > 0)
      .toSorted(),
    zeroToOne === oneToZero ? (zeroToOne > 0 ? 'symmetric' : 'never') : 'asymmetric',
    encoding,
    stuckAt === undefined || stuckAt.rate === 0 ? 'free' : stuckAt.chips,
  ];
}
