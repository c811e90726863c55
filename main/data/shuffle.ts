import { randomStream } from '../lab/random/stream.ts';

/**
 * The indices in an order that depends on nothing but (seed, purpose, draw): Fisher and Yates' shuffle in Durstenfeld's
 * form (Comm. ACM 7, 1964, algorithm 235) with the Philox stream of that name. Every order is equally likely.
 *
 * @param indices not changed
 * @param seed an integer below 2^53
 * @param draw for training, the epoch
 */
export function shuffled(indices: Int32Array, seed: number, purpose: string, draw: number): Int32Array {
  const order = indices.slice();
  const stream = randomStream(seed, purpose, draw);
  for (let last = order.length - 1; last > 0; last--) {
    const other = stream.nextInteger(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
  return order;
}

/** The order in which an epoch visits its images: {@link shuffled} under the purpose `data/shuffle`. */
export function epochOrder(indices: Int32Array, seed: number, epoch: number): Int32Array {
  return shuffled(indices, seed, 'data/shuffle', epoch);
}

/** 0, 1, ..., count - 1 */
export function allIndices(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => index);
}
