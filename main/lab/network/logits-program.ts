import { defineProgram, type Program } from '../ops/engine.ts';
import { forwardPass } from './forward.ts';
import type { Network } from './network.ts';

/** Inference with frozen batch-norm and no dropout: input `images` [batch, h, w, c], output `logits` [batch, classes]. */
export function logitsProgram(network: Network, batch: number): Program {
  return defineProgram({
    inputs: { images: { shape: [batch, ...network.inputShape], type: 'float32' } },
    build(ops, { images }, state) {
      const { output } = forwardPass(ops, network, state, images!, { batchStatistics: new Set() });
      return { outputs: { logits: ops.widen(output) } };
    },
  });
}
