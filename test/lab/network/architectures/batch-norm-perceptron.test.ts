import { describe, expect, test } from 'vitest';
import { backwardPass } from '../../../../main/lab/network/backward.ts';
import { forwardPass } from '../../../../main/lab/network/forward.ts';
import { buildArchitecture } from '../../../../main/lab/network/architectures/registry.ts';
import { isTrainableKind } from '../../../../main/lab/network/network.ts';
import { defineProgram } from '../../../../main/lab/ops/engine.ts';
import { graph, graphBfloat16, graphFloat64, tensorflow, wasm, type EngineCase } from '../../training/engine-cases.ts';
import { runOnReference } from '../../training/reference-engine.ts';
import { normalImages, referenceParameters, roughParameters, stateShapes } from '../../training/small-networks.ts';

const batch = 7;
const network = buildArchitecture('mlp-bn-6-5', { inputShape: [3, 3, 1], classes: 4 });
const parameters = roughParameters(network);
const trainable = Object.keys(network.parameters).filter((name) => isTrainableKind(network.parameters[name].kind));

/** Logits, gradients of the sum of their squares, and the statistics that the pass leaves behind. */
function passProgram(batchNorms: readonly string[]) {
  return defineProgram({
    inputs: { images: { shape: [batch, ...network.inputShape], type: 'float32' } },
    build: (ops, { images }, state) => {
      const tape = forwardPass(ops, network, state, images, { batchStatistics: new Set(batchNorms) });
      const gradients = backwardPass(ops, network, state, tape, tape.output, new Set(trainable));
      return { outputs: { logits: ops.widen(tape.output), ...gradients.parameters, ...tape.statistics } };
    },
  });
}

/** Largest difference from float64, relative to the largest value of the same output */
const cases: readonly [EngineCase, number][] = [
  [wasm, 1e-4],
  [graph, 1e-4],
  [tensorflow, 1e-4],
  [graphFloat64, 1e-6],
  [graphBfloat16, 0.05],
];

describe.each([
  ['by the batch', ['bn1', 'bn2']],
  ['frozen', []],
])('batch normalisation of vectors, %s', (_how, batchNorms) => {
  const program = passProgram(batchNorms);
  const images = normalImages(network, batch);

  for (const [{ title, missing, open }, tolerance] of cases) {
    test.skipIf(missing)(`forwards and backwards as the reference on ${title}`, async () => {
      const { outputs: expected } = runOnReference(program, { images }, referenceParameters(network, parameters));
      const session = (await open()).open(stateShapes(network), { program }, parameters);
      const outputs = await session.run('program', { images });
      session.dispose();
      expect(Object.keys(outputs).toSorted()).toEqual(Object.keys(expected).toSorted());
      expect(Object.keys(outputs)).toHaveLength(1 + trainable.length + 2 * batchNorms.length);
      for (const [name, { values }] of Object.entries(expected)) {
        const largest = Math.max(...Array.from(values, Math.abs));
        const difference = Math.max(...Array.from(values, (value, i) => Math.abs(value - outputs[name][i])));
        expect(difference / largest, name).toBeLessThan(tolerance);
      }
    });
  }
});
