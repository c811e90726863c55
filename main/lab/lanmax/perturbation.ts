import type { LanmaxOptions, Perturbation } from '../../contract/lanmax.ts';
import { randomStream, type RandomStream } from '../random/stream.ts';
import { coordinateOf, rateAt } from './coordinates.ts';
import { clipRate, rateBounds } from './rate-bounds.ts';

/**
 * The rates that one mini-batch is disturbed with: p + d, clipped, each d_l drawn on its own (arXiv:1912.10764,
 * Algorithm 1); in `logarithmic` space d is added to ln p. Depends on (seed, step, rates) alone, so nothing of it needs to be stored for the regression.
 *
 * @param step number of the mini-batch since the training started, below 2^31
 * @param rates of the memory layers
 * @returns float32, within the bounds of the options
 */
export function perturbedRates(
  options: LanmaxOptions,
  seed: number,
  step: number,
  rates: Float32Array,
): Float32Array<ArrayBuffer> {
  const stream = randomStream(seed, 'lanmax:perturbation', step);
  const bounds = rateBounds(options);
  return Float32Array.from(rates, (rate) =>
    clipRate(rateAt(options, coordinateOf(options, rate) + drawn(options.perturbation, stream)), bounds),
  );
}

function drawn(perturbation: Perturbation, stream: RandomStream): number {
  if (perturbation.kind === 'set') return perturbation.values[stream.nextInteger(perturbation.values.length)]!;
  return perturbation.halfRange * (2 * stream.nextUniform() - 1);
}
