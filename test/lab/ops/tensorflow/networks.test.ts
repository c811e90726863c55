import { describe, expect, test } from 'vitest';
import { forwardPass } from '../../../../main/lab/network/forward.ts';
import { defineProgram } from '../../../../main/lab/ops/engine.ts';
import { referenceCase, referenceNames, type ReferenceCase } from '../../network/architectures/reference-cases.ts';
import { graph, graphBfloat16, graphFloat64, tensorflow, wasm, type EngineCase } from '../../training/engine-cases.ts';
import { stateShapes } from '../../training/small-networks.ts';

const small = ['lenet5', 'resnet20-cifar', 'wide-resnet-16-2'];

/** Largest difference from PyTorch's float64 logits, relative to the largest logit; and the networks to be tried. */
const cases: readonly [EngineCase, number, readonly string[]][] = [
  [wasm, 1e-4, referenceNames],
  [graph, 1e-4, referenceNames],
  [tensorflow, 1e-4, referenceNames],
  [graphFloat64, 1e-6, small],
  // Each of about 20 layers rounds its output to eight significant bits
  [graphBfloat16, 0.03, small],
];

describe.each(referenceNames)('%s', (name) => {
  let made: ReferenceCase | undefined;

  for (const [{ title, missing, open }, tolerance, names] of cases) {
    if (!names.includes(name)) continue;
    test.skipIf(missing)(`PyTorch's logits on ${title}`, async () => {
      const { network, parameters, images, logits } = (made ??= referenceCase(name));
      const inference = defineProgram({
        inputs: { images: { shape: [logits.length, ...network.inputShape], type: 'float32' } },
        build: (ops, inputs, state) => ({
          outputs: {
            logits: forwardPass(ops, network, state, inputs['images'], { batchStatistics: new Set() }).output,
          },
        }),
      });
      const session = (await open()).open(stateShapes(network), { inference }, parameters);
      const outputs = await session.run('inference', { images });
      session.dispose();
      const expected = logits.flat();
      const differences = expected.map((logit, index) => Math.abs(outputs['logits'][index] - logit));
      expect(outputs['logits'].length).toBe(expected.length);
      expect(Math.max(...differences) / Math.max(...expected.map(Math.abs))).toBeLessThan(tolerance);
    });
  }
});
