import { profileSchema } from '../../contract/profile.ts';
import type { Network } from '../../lab/network/network.ts';
import type { Values } from '../../lab/ops/engine.ts';
import { statelessNormal } from '../../lab/random/stateless.ts';
import { streamKey } from '../../lab/random/stream.ts';

export const BENCH_SEED = 1;

/** What other programs' steps are measured with too. */
export const benchProfile = profileSchema.parse({
  weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 },
});

/** Inputs of a step: normal pixels, classes in turn. */
export function benchInputs(network: Network, batch: number): Record<string, Values> {
  const size = batch * network.inputShape.reduce((a, b) => a * b, 1);
  return {
    images: statelessNormal(size, [streamKey(BENCH_SEED, 'bench:images'), 0]),
    labels: Int32Array.from({ length: batch }, (_, i) => i % network.classes),
    draw: Int32Array.of(0),
    rate: Float32Array.of(0.01),
    secondMomentScale: Float32Array.of(1),
  };
}
