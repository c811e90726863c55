import { describe, expect, test } from 'vitest';
import { quantizationSchema } from '../../../main/contract/profile.ts';
import { cleanWeight, disturbedWeight, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import { quantise, storedCode } from '../../../main/lab/noise/quantise.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor } from '../../support/reference-tensor.ts';
import { float32Engines, graphBfloat16 } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';
import { profileOf } from './profiles.ts';

const binary = (scale: 'he' | 'mean-abs') => quantizationSchema.parse({ scheme: 'binary', scale });
const engines = [
  { title: 'the reference', missing: false, open: async () => referenceEngine },
  ...float32Engines,
  graphBfloat16,
];

/** Filters [1, 2, 4, 4] have a fan-in of 8: a scale of 1/2. Mean |w| of the eight different ones: 0.875. */
const tables = [
  {
    title: 'he: sqrt(2 / fan-in), fan-in of a convolution without its output channels',
    scale: 'he',
    shape: [1, 2, 4, 4],
    weight: Array.from({ length: 32 }, (_, i) => [0.1, -3, 0, -0, 1e-20, -1e-20, 7, -0.5][i % 8]),
    expected: Array.from({ length: 32 }, (_, i) => [0.5, -0.5, 0.5, 0.5, 0.5, -0.5, 0.5, -0.5][i % 8]),
  },
  {
    title: 'he of a linear layer: inputs',
    scale: 'he',
    shape: [2, 3],
    weight: [5, -5, 0.1, -0.1, 2, -2],
    expected: [1, -1, 1, -1, 1, -1],
  },
  {
    title: 'mean |w| of the layer',
    scale: 'mean-abs',
    shape: [2, 2],
    weight: [1, -0.5, 0, -2],
    expected: [0.875, -0.875, 0.875, -0.875],
  },
  {
    title: 'mean |w| of zeros is zero, not a number that is none',
    scale: 'mean-abs',
    shape: [3, 1],
    weight: [0, 0, 0],
    expected: [0, 0, 0],
  },
  { title: 'he of zeros', scale: 'he', shape: [2, 1], weight: [0, -0], expected: [1, 1] },
] as const;

describe.each(engines)('exact tables on $title', ({ missing, open }) => {
  test.skipIf(missing)(`${tables.length} of them`, async () => {
    const programs = tables.map(({ scale, shape }, index) => [
      `${index}`,
      defineProgram({
        inputs: { weight: { shape, type: 'float32' } },
        build: (on, { weight }) => ({ outputs: { weight: quantise(on, weight, binary(scale)) } }),
      }),
    ]);
    const session = (await open()).open({ unused: [] }, Object.fromEntries(programs), { unused: Float32Array.of(0) });
    for (const [index, { title, weight, expected }] of tables.entries()) {
      const found = await session.run(`${index}`, { weight: Float32Array.from(weight) });
      expect(Array.from(found['weight']), title).toEqual(expected);
    }
    session.dispose();
  });
});

const weight = tensor(statelessNormal(400, [4, 4]), [40, 10]);

test('the bit of a weight is 1 for plus', () => {
  const { code, bits, signed } = storedCode(ops, weight, binary('he'));
  expect([bits, signed]).toEqual([1, false]);
  expect([...code.values]).toEqual(Array.from(weight.values, (value) => (value >= 0 ? 1 : 0)));
});

test('quantising again changes nothing', () => {
  const once = quantise(ops, weight, binary('he'));
  expect(quantise(ops, once, binary('he'))).toEqual(once);
});

describe('analog noise on binary weights', () => {
  const quantization = { scheme: 'binary', scale: 'he' };
  const streams = noiseStreams(1, 'training', 'a', scalar(0));
  const noise = { noise: 'gaussian', mode: 'additive', sigma: 0.1 };

  test('is measured in units of the binary weights: the real ones are not on the hardware', () => {
    const scale = Math.sqrt(2 / 40);
    const relative = profileOf({ ...noise, reference: 'layerMaxAbs' }, { quantization });
    const absolute = profileOf({ ...noise, sigma: 0.1 * scale }, { quantization });
    const found = disturbedWeight(ops, weight, relative, streams).values;
    const expected = disturbedWeight(ops, weight, absolute, streams).values;
    found.forEach((value, index) => expect(value).toBeCloseTo(expected[index], 12));
  });

  test('the clean weight is the binary one, but of integer quantisation the real one', () => {
    expect(cleanWeight(ops, weight, profileOf(noise, { quantization }))).toEqual(quantise(ops, weight, binary('he')));
    expect(cleanWeight(ops, weight, profileOf(noise, { quantization: { bits: 4 } }))).toBe(weight);
    expect(cleanWeight(ops, weight, profileOf(noise))).toBe(weight);
  });
});
