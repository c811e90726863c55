import { beforeAll, describe, expect, test } from 'vitest';
import type { Profile } from '../../../main/contract/profile.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { matmulLayers } from '../../../main/lab/network/network.ts';
import { disturbedParameters, memoryLayers, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import { defineProgram, type Engine, type Program } from '../../../main/lab/ops/engine.ts';
import { evaluationProgram } from '../../../main/lab/training/evaluation.ts';
import { float32Engines, graphBfloat16, type EngineCase } from '../training/engine-cases.ts';
import { runOnReference } from '../training/reference-engine.ts';
import {
  cyclicLabels,
  mixedNetwork,
  normalImages,
  referenceParameters,
  roughParameters,
  stateShapes,
} from '../training/small-networks.ts';
import { memoryKinds, noiseKinds, profileOf } from './profiles.ts';

const network = mixedNetwork();
const parameters = roughParameters(network);
const batch = 4;
const images = normalImages(network, batch);
const labels = cyclicLabels(network, batch);

/** Every disturbed weight and the logits they give; input `rate`, if wanted, is that of all memories. */
function disturbedProgram(profile?: Profile, withRate = false): Program {
  return defineProgram({
    inputs: {
      images: { shape: [batch, ...network.inputShape], type: 'float32' },
      draw: { shape: [], type: 'int32' },
      ...(withRate ? { rate: { shape: [], type: 'float32' } } : {}),
    },
    build(ops, { images: pixels, draw, rate }, state) {
      const rates = withRate && profile ? memoryLayers(network, profile).map(({ name }) => [name, rate]) : [];
      const disturbed =
        profile === undefined
          ? state
          : disturbedParameters(
              ops,
              network,
              state,
              profile,
              (layer) => noiseStreams(5, 'evaluation', layer, draw),
              Object.fromEntries(rates),
            );
      const { output } = forwardPass(ops, network, disturbed, pixels, { batchStatistics: new Set() });
      const weights = matmulLayers(network).map(({ parameters: { weight } }) => [weight, disturbed[weight]]);
      return { outputs: { ...Object.fromEntries(weights), logits: output } };
    },
  });
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  return Array.from(found).reduce((most, value, index) => Math.max(most, Math.abs(value - expected[index])), 0);
}

const largest = (values: ArrayLike<number>) => largestDifference(values, new Float64Array(values.length));

describe.each(float32Engines)('$title', ({ missing, open }: EngineCase) => {
  let engine: Engine;
  beforeAll(async () => {
    if (!missing) engine = await open();
  });
  const inputs = (draw: number) => ({ images, draw: Int32Array.of(draw) });

  async function expectReference(programs: Readonly<Record<string, Program>>): Promise<void> {
    const state = referenceParameters(network, parameters);
    const session = engine.open(stateShapes(network), programs, parameters);
    for (const [title, program] of Object.entries(programs)) {
      const found = await session.run(title, inputs(3));
      const { outputs: expected } = runOnReference(program, inputs(3), state);
      for (const name of Object.keys(expected)) {
        // A single wrong bit of 10 is 1e-3 of the largest weight
        const tolerance = (name === 'logits' ? 1e-4 : 2e-6) * largest(expected[name].values);
        expect(largestDifference(found[name], expected[name].values), `${title}: ${name}`).toBeLessThan(tolerance);
      }
    }
    session.dispose();
  }

  test.skipIf(missing)('the noise of every kind is that of the reference, to rounding', () =>
    expectReference(
      Object.fromEntries(noiseKinds.map(({ title, noise }) => [title, disturbedProgram(profileOf(noise))])),
    ),
  );

  test.skipIf(missing)('the faults of every memory are those of the reference, bit by bit', () =>
    expectReference(Object.fromEntries(memoryKinds.map(({ title, profile }) => [title, disturbedProgram(profile)]))),
  );

  test.skipIf(missing)('the same draw gives the same bits, another draw others, nothing is remembered', async () => {
    const profile = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 });
    const session = engine.open(stateShapes(network), { noisy: disturbedProgram(profile) }, parameters);
    const first = await session.run('noisy', inputs(0));
    const other = await session.run('noisy', inputs(1));
    expect(await session.run('noisy', inputs(0))).toEqual(first);
    for (const { parameters: names } of matmulLayers(network)) {
      expect(other[names.weight]).not.toEqual(first[names.weight]);
    }
    expect(await session.read()).toEqual(parameters);
    session.dispose();
  });
});

describe.each([...float32Engines, graphBfloat16])('noise off on $title', ({ missing, open }: EngineCase) => {
  const silent: Record<string, Profile> = {
    none: profileOf({ noise: 'none' }),
    'sigma 0, multiplicative': profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 0 }),
    'sigma 0, additive': profileOf({ noise: 'gaussian', mode: 'additive', sigma: 0, reference: 'layerMaxAbs' }),
    'half-range 0, multiplicative': profileOf({ noise: 'uniform', mode: 'multiplicative', halfRange: 0 }),
    'half-range 0, additive': profileOf({ noise: 'uniform', mode: 'additive', halfRange: 0, reference: 'channelStd' }),
  };

  test.skipIf(missing)('leaves the output of the network bit-identical', async () => {
    const clean = { logits: disturbedProgram(), accuracy: evaluationProgram(network, batch, 5) };
    const noisy = profileOf({ noise: 'gaussian', mode: 'multiplicative', sigma: 1e-3 });
    const session = (await open()).open(
      stateShapes(network),
      {
        ...clean,
        ...Object.fromEntries(
          Object.entries({ ...silent, noisy }).flatMap(([title, profile]) => [
            [`logits ${title}`, disturbedProgram(profile)],
            [`accuracy ${title}`, evaluationProgram(network, batch, 5, profile)],
          ]),
        ),
      },
      parameters,
    );
    const draw = Int32Array.of(2);
    const logits = await session.run('logits', { images, draw });
    const accuracy = await session.run('accuracy', { images, labels, draw });
    for (const title of Object.keys(silent)) {
      expect(await session.run(`logits ${title}`, { images, draw }), title).toEqual(logits);
      expect(await session.run(`accuracy ${title}`, { images, labels, draw }), title).toEqual(accuracy);
    }
    // So that the comparison is known to be able to fail
    expect((await session.run('logits noisy', { images, draw })).logits).not.toEqual(logits.logits);
    expect((await session.run('accuracy noisy', { images, labels, draw })).loss).not.toEqual(accuracy.loss);
    session.dispose();
  });
});

describe.each([...float32Engines, graphBfloat16])(
  'fault rates as an input on $title',
  ({ missing, open }: EngineCase) => {
    const transient = memoryKinds.filter(({ profile }) => profile.memory?.stuckAt === undefined);

    test.skipIf(missing)(
      '0 is bit-identical to a memory without faults, others to the same rate as a constant',
      async () => {
        const programs = transient.flatMap(({ title, profile }): [string, Program][] => [
          [`${title}: constant`, disturbedProgram(profile)],
          [`${title}: without faults`, disturbedProgram({ ...profile, memory: undefined })],
          [`${title}: input`, disturbedProgram(profile, true)],
        ]);
        const session = (await open()).open(stateShapes(network), Object.fromEntries(programs), parameters);
        const draw = Int32Array.of(2);
        for (const { title, profile } of transient) {
          const withRate = (rate: number) =>
            session.run(`${title}: input`, { images, draw, rate: Float32Array.of(rate) });
          const clean = await session.run(`${title}: without faults`, { images, draw });
          const faulty = await session.run(`${title}: constant`, { images, draw });
          expect(await withRate(0), title).toEqual(clean);
          expect(await withRate(profile.memory!.rate), title).toEqual(faulty);
          expect(faulty['logits'], title).not.toEqual(clean['logits']);
        }
        session.dispose();
      },
    );
  },
);
