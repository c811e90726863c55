import { describe, expect, test } from 'vitest';
import type { SensitivityMetric } from '../../../main/contract/specification.ts';
import { layerScore } from '../../../main/lab/sensitivity/scores.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { standardDeviation } from '../../../main/lab/statistics/summary.ts';
import { float32Engines } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';

const metrics: readonly SensitivityMetric[] = ['std', 'std-normalised', 'kl', 'kl-histogram'];

interface Outputs {
  readonly shape: readonly number[];
  readonly clean: Float32Array;
  readonly difference: Float32Array;
}

function outputs(shape: readonly number[], seed: number, scale: number, noise: number, offset = 0): Outputs {
  const size = shape.reduce((product, length) => product * length, 1);
  return {
    shape,
    clean: statelessNormal(size, [1, seed]).map((value) => scale * value + offset),
    difference: statelessNormal(size, [2, seed]).map((value) => noise * value),
  };
}

const noisyOf = ({ clean, difference }: Outputs) => Array.from(clean, (value, i) => value + difference[i]);

function softmax(values: readonly number[]): number[] {
  const largest = Math.max(...values);
  const exponentials = values.map((value) => Math.exp(value - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

const divergence = (p: readonly number[], q: readonly number[]) =>
  p.reduce((sum, value, i) => (value === 0 ? sum : sum + value * Math.log(value / q[i])), 0);

/** The four scores by plain loops. */
const direct: Record<SensitivityMetric, (outputs: Outputs) => number> = {
  std: ({ difference }) => standardDeviation([...difference]),
  'std-normalised': ({ clean, difference }) => standardDeviation([...difference]) / standardDeviation([...clean]),
  kl(given) {
    const [rows] = given.shape;
    const length = given.clean.length / rows;
    const noisy = noisyOf(given);
    const perImage = Array.from({ length: rows }, (_, row) => {
      const of = (values: ArrayLike<number>) => softmax(Array.from(values).slice(row * length, (row + 1) * length));
      return divergence(of(given.clean), of(noisy));
    });
    return perImage.reduce((sum, value) => sum + value, 0) / rows;
  },
  'kl-histogram'(given) {
    const bins = 2048;
    const noisy = noisyOf(given);
    const clean = [...given.clean];
    const low = Math.min(...clean, ...noisy);
    const high = Math.max(...clean, ...noisy);
    const shares = (values: readonly number[]) => {
      const counts = new Array<number>(bins).fill(0);
      for (const value of values) {
        counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]++;
      }
      return counts.map((count) => (count / values.length + 1e-6 / bins) / (1 + 1e-6));
    };
    return divergence(shares(clean), shares(noisy));
  },
};

const cases: Record<string, Outputs> = {
  'a small linear layer': outputs([3, 5], 1, 1, 0.3),
  'one image': outputs([1, 7], 2, 2, 0.1),
  'a convolution': outputs([4, 5, 6, 3], 3, 1, 0.2),
  'large activations': outputs([2, 4, 4, 8], 4, 30, 1),
  'far from zero': outputs([4, 8, 8, 4], 5, 1, 0.1, 100),
};

const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, ...float32Engines];

const programFor = (shape: readonly number[]) =>
  defineProgram({
    inputs: { clean: { shape, type: 'float32' }, difference: { shape, type: 'float32' } },
    build: (ops, { clean, difference }) => ({
      outputs: Object.fromEntries(metrics.map((metric) => [metric, layerScore(ops, metric, clean, difference)])),
    }),
  });

describe.each(engines)('on $title', ({ title, missing, open }) => {
  const tolerance = title === 'the reference' ? 1e-6 : 1e-3;

  async function scored(given: Outputs): Promise<Record<string, Float32Array>> {
    const programs = { scores: programFor(given.shape) };
    const session = (await open()).open({ unused: [] }, programs, { unused: Float32Array.of(0) });
    const found = await session.run('scores', { clean: given.clean, difference: given.difference });
    session.dispose();
    return found;
  }

  test.skipIf(missing).each(Object.keys(cases))('%s: each score is that of plain loops', async (name) => {
    const found = await scored(cases[name]);
    for (const metric of metrics) {
      const expected = direct[metric](cases[name]);
      expect(found[metric].length).toBe(1);
      expect(Math.abs(found[metric][0] - expected) / expected, `${metric} of ${expected}`).toBeLessThan(tolerance);
    }
  });

  test.skipIf(missing)('no difference: every score is 0', async () => {
    const found = await scored(outputs([3, 4, 4, 2], 6, 1, 0));
    for (const metric of metrics) expect(Math.abs(found[metric][0]), metric).toBeLessThan(1e-7);
  });

  test.skipIf(missing)('a layer whose output is one number: the divergences are 0, not an error', async () => {
    for (const level of [0, 1, -3e7]) {
      const constant = { shape: [2, 3], clean: new Float32Array(6).fill(level), difference: new Float32Array(6) };
      const found = await scored(constant);
      expect([found['std'][0], found['kl-histogram'][0]]).toEqual([0, 0]);
      expect(Math.abs(found['kl'][0])).toBeLessThan(1e-7);
    }
  });

  test.skipIf(missing)('the standard deviation is the unbiased one', async () => {
    const difference = Float32Array.of(1, 2, 4, 9);
    const found = await scored({ shape: [2, 2], clean: Float32Array.of(0, 3, 0, 3), difference });
    // Deviations from 4 are -3, -2, 0, 5: 38 over n - 1 = 3
    expect(found['std'][0]).toBeCloseTo(Math.sqrt(38 / 3), 5);
    expect(found['std-normalised'][0]).toBeCloseTo(Math.sqrt(38 / 3) / Math.sqrt(3), 5);
  });

  test.skipIf(missing)('a mean of many deviations does not drown the deviation', async () => {
    const far = outputs([16, 8, 8, 4], 7, 1, 1, 1000);
    const shifted = { ...far, difference: far.difference.map((value) => value + 1000) };
    const found = await scored(shifted);
    const expected = direct['std'](shifted);
    expect(Math.abs(found['std'][0] - expected) / expected).toBeLessThan(1e-3);
    expect(Math.abs(found['std-normalised'][0] - direct['std-normalised'](shifted))).toBeLessThan(1e-3);
  });
});

test('divergences known by hand: two equal bins against one, and a certain class', async () => {
  const session = referenceEngine.open({}, { two: programFor([1, 2]), four: programFor([4, 1]) }, {});
  // softmax(0, 0) is 1/2, 1/2; softmax(0, ln 3) is 1/4, 3/4
  const two = await session.run('two', { clean: Float32Array.of(0, 0), difference: Float32Array.of(0, Math.log(3)) });
  expect(two['kl'][0]).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 6);
  // Clean: three values in the first bin, one in the last; noisy: one and three
  const clean = Float32Array.of(0, 0, 0, 1);
  const four = await session.run('four', { clean, difference: Float32Array.of(0, 1, 1, 0) });
  expect(four['kl-histogram'][0]).toBeCloseTo(0.5 * Math.log(3), 5);
});
