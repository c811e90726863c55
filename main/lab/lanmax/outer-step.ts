import type { LanmaxOptions } from '../../contract/lanmax.ts';
import { coordinateOf, rateAt, slopeByCoordinate } from './coordinates.ts';
import { clipRate, rateBounds } from './rate-bounds.ts';

/** What the outer optimiser carries on: float32, one element a memory layer. */
export interface OuterState {
  readonly rates: Float32Array;
  readonly velocity: Float32Array;
}

/**
 * One step of SGD on the fault rates (arXiv:1912.10764, Algorithm 1): the gradient is brought to length 1 with the
 * noise decay delta p added before or after (equation 4; its form and place are reconstructed, docs/methods.md), then
 * momentum by PyTorch's rule, v = momentum v + g and p = p - rate v, with Nesterov p = p - rate (g + momentum v), and
 * the rates are clipped. In `logarithmic` space all of this happens to ln p. A gradient of length 0 stays 0. The velocity is not touched by clipping.
 *
 * @param gradient by the coordinates (rates, or their logarithms), finite, one element a memory layer
 * @param learningRate the step length without momentum
 * @returns new arrays
 */
export function outerStep(
  options: LanmaxOptions,
  { rates, velocity }: OuterState,
  gradient: ArrayLike<number>,
  learningRate: number,
): OuterState {
  const { noiseDecay, outer } = options;
  const bounds = rateBounds(options);
  const decay = Array.from(rates, (rate) => slopeByCoordinate(options, rate, noiseDecay.factor * rate));
  const slopes = Array.from(gradient);
  const direction =
    noiseDecay.at === 'before-normalisation' ? normalised(added(slopes, decay)) : added(normalised(slopes), decay);
  const newVelocity = Float32Array.from(velocity, (speed, layer) => outer.momentum * speed + direction[layer]!);
  const newRates = Float32Array.from(rates, (rate, layer) => {
    const speed = newVelocity[layer]!;
    const change = outer.nesterov ? direction[layer]! + outer.momentum * speed : speed;
    return clipRate(rateAt(options, coordinateOf(options, rate) - learningRate * change), bounds);
  });
  return { rates: newRates, velocity: newVelocity };
}

function added(first: readonly number[], second: readonly number[]): number[] {
  return first.map((value, index) => value + second[index]!);
}

function normalised(vector: readonly number[]): readonly number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
