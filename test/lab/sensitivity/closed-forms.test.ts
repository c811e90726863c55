import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../../main/lab/network/network.ts';
import type { Engine } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { sensitivityProgram } from '../../../main/lab/sensitivity/sensitivity.ts';
import { mean, standardDeviation, standardError } from '../../../main/lab/statistics/summary.ts';
import { profileOf } from '../noise/profiles.ts';
import { float32Engines } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';
import { linearNetwork, mixedNetwork, normalImages, roughParameters, stateShapes } from '../training/small-networks.ts';
import { expectedSquare, expectedSquareOfChannel, layerInputs, patchesOf } from './closed-forms.ts';

interface Oracle {
  readonly weights: object;
  /** Variance of the noise on a weight. @param largest magnitude of its layer */
  readonly variance: (weight: number, largest: number) => number;
}

const oracles: Record<string, Oracle> = {
  'additive, gaussian': {
    weights: { noise: 'gaussian', mode: 'additive', sigma: 0.02 },
    variance: () => 0.02 ** 2,
  },
  'multiplicative, gaussian': {
    weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.05 },
    variance: (weight) => (0.05 * weight) ** 2,
  },
  'additive, uniform': {
    weights: { noise: 'uniform', mode: 'additive', halfRange: 0.03 },
    variance: () => 0.03 ** 2 / 3,
  },
  'multiplicative, uniform': {
    weights: { noise: 'uniform', mode: 'multiplicative', halfRange: 0.1 },
    variance: (weight) => (0.1 * weight) ** 2 / 3,
  },
  'by conductance': {
    weights: { noise: 'conductance', coefficients: [0.0105392, 0.0786, -0.046924] },
    variance(weight, largest) {
      const g = Math.abs(weight) / largest;
      return ((0.0105392 + 0.0786 * g - 0.046924 * g ** 2) * largest) ** 2;
    },
  },
};

const draws = 40;
const batch = 6;

const network = mixedNetwork();
const parameters = roughParameters(network);
const images = normalImages(network, batch);
const layers = layerInputs(network, parameters, images);

async function stdScores(
  engine: Engine,
  given: { network: Network; parameters: Record<string, Float32Array>; images: Float32Array; batch: number },
  weights: object,
  count = draws,
  storage: object = {},
): Promise<Float32Array[]> {
  const options = { ...given, profile: profileOf(weights, storage), metrics: ['std'], seed: 3 } as const;
  const session = engine.open(stateShapes(given.network), { scores: sensitivityProgram(options) }, given.parameters);
  const labels = new Int32Array(given.batch);
  const scores: Float32Array[] = [];
  for (let draw = 0; draw < count; draw++) {
    const { std } = await session.run('scores', { images: given.images, labels, draw: Int32Array.of(draw) });
    scores.push(std);
  }
  session.dispose();
  return scores;
}

const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, ...float32Engines];

describe.each(engines)('std on $title', ({ missing, open }) => {
  let engine: Engine;
  beforeAll(async () => {
    if (!missing) engine = await open();
  });

  test.skipIf(missing).each(Object.keys(oracles))(
    '%s: within 3 standard errors of the closed form, for a plain, a depthwise, a grouped convolution and a linear layer',
    async (name) => {
      const { weights, variance } = oracles[name];
      const scores = await stdScores(engine, { network, parameters, images, batch }, weights);
      layers.forEach((layer, i) => {
        const squares = scores.map((draw) => draw[i] ** 2);
        const largest = layer.weight.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const expected = expectedSquare(layer, (value) => variance(value, largest));
        const distance = (mean(squares) - expected) / standardError(squares);
        expect(Math.abs(distance), `${layer.node.name}: ${mean(squares)} for ${expected}`).toBeLessThan(3);
        // Three standard errors have to be a test: well below the score itself
        expect(standardError(squares) / expected).toBeLessThan(0.15);
      });
    },
  );
});

describe.each(engines)('binary weights through a binary symmetric channel on $title', ({ missing, open }) => {
  const scales = {
    he: () => (fanIn: number) => Math.sqrt(2 / fanIn),
    'mean-abs': (values: Float32Array) => () => mean([...values].map(Math.abs)),
  };

  /** The binary network, by loops over plain arrays. */
  const binaryParameters = (scale: keyof typeof scales) =>
    Object.fromEntries(
      Object.entries(network.parameters).map(([name, { kind, shape }]) => {
        const values = parameters[name];
        if (!kind.endsWith('weight')) return [name, values];
        const unit = scales[scale](values)(values.length / shape.at(-1)!);
        return [name, values.map((value) => (value >= 0 ? unit : -unit))];
      }),
    );

  test.skipIf(missing).each([
    ['he', 0.1],
    ['he', 0.5],
    ['mean-abs', 0.2],
  ] as const)('scale %s, rate %f: within 3 standard errors of the closed form', async (scale, rate) => {
    const storage = { quantization: { scheme: 'binary', scale }, memory: { rate } };
    const given = { network, parameters, images, batch };
    const scores = await stdScores(await open(), given, { noise: 'none' }, draws, storage);
    layerInputs(network, binaryParameters(scale), images).forEach((layer, i) => {
      const squares = scores.map((draw) => draw[i] ** 2);
      const expected = expectedSquareOfChannel(layer, rate);
      const distance = (mean(squares) - expected) / standardError(squares);
      expect(Math.abs(distance), `${layer.node.name}: ${mean(squares)} for ${expected}`).toBeLessThan(3);
      expect(standardError(squares) / expected).toBeLessThan(0.15);
    });
  });
});

describe('a linear layer on inputs around zero', () => {
  const inputs = 48;
  const outputs = 16;
  const rows = 64;
  const linear = linearNetwork(inputs, outputs);
  const given = {
    network: linear,
    parameters: roughParameters(linear, 2),
    images: statelessNormal(rows * inputs, [8, 8]).map((value, i) => value * (1 + (i % inputs) / 12)),
    batch: rows,
  };
  const [layer] = layerInputs(linear, given.parameters, given.images);
  const patches = patchesOf(layer, 0);

  test('additive: sigma sqrt(mean |x|^2), whatever the weights', async () => {
    const scores = (await stdScores(referenceEngine, given, oracles['additive, gaussian'].weights, 60)).map(([s]) => s);
    const meanNorm = mean(patches.map((patch) => patch.reduce((sum, value) => sum + value ** 2, 0)));
    expect(Math.abs(mean(scores) - 0.02 * Math.sqrt(meanNorm))).toBeLessThan(3 * standardError(scores));
  });

  test('one draw has a relative spread of 1 / sqrt(2 O r), r the effective rank of the inputs', async () => {
    const count = 200;
    const scores = (await stdScores(referenceEngine, given, oracles['additive, gaussian'].weights, count)).map(
      ([s]) => s,
    );
    const covariance = Array.from({ length: inputs }, (_, i) =>
      Array.from({ length: inputs }, (_x, j) => mean(patches.map((patch) => patch[i] * patch[j]))),
    );
    const trace = covariance.reduce((sum, row, i) => sum + row[i], 0);
    const traceOfSquare = covariance.flat().reduce((sum, value) => sum + value ** 2, 0);
    const predicted = 1 / Math.sqrt((2 * outputs * trace ** 2) / traceOfSquare);
    const measured = standardDeviation(scores) / mean(scores);
    expect(Math.abs(measured / predicted - 1)).toBeLessThan(3 / Math.sqrt(2 * count));
  });
});
