import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantizationSchema, type IntegerQuantization as Quantization } from '../../../main/contract/profile.ts';
import { disturbedWeight, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import { quantise } from '../../../main/lab/noise/quantise.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import { statelessNormal, statelessUniform } from '../../../main/lab/random/stateless.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor } from '../../support/reference-tensor.ts';
import { graph, wasm } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';
import { profileOf } from './profiles.ts';

const quantizationOf = (given: Partial<Quantization>): Quantization =>
  quantizationSchema.parse({ bits: 8, ...given }) as Quantization;
const withoutNegativeZero = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);

interface Table {
  readonly title: string;
  readonly quantization: Partial<Quantization>;
  /** Output channels last */
  readonly shape: readonly number[];
  readonly weight: readonly number[];
  readonly expected: readonly number[];
}

/** Steps are powers of two, so that every engine has to give exactly these numbers. */
const tables: readonly Table[] = [
  {
    title: 'symmetric, 3 bits: 3 codes each way, halves to even',
    quantization: { bits: 3 },
    shape: [9, 1],
    weight: [3, -3, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, 0.51],
    expected: [3, -3, 2, 2, 0, 0, -2, -2, 1],
  },
  {
    title: 'symmetric, 3 bits, halves away from zero',
    quantization: { bits: 3, rounding: 'half-away' },
    shape: [9, 1],
    weight: [3, -3, 2.5, 1.5, 0.5, -0.5, -1.5, -2.5, -0.49],
    expected: [3, -3, 3, 2, 1, -1, -2, -3, 0],
  },
  {
    title: 'symmetric, 2 bits: a code for zero and one each way',
    quantization: { bits: 2 },
    shape: [2, 2],
    weight: [-4, 1.9, 2.1, -2.1],
    expected: [-4, 0, 4, -4],
  },
  {
    title: 'symmetric, per layer: the largest of all weights sets the step',
    quantization: { bits: 3 },
    shape: [2, 2],
    weight: [0.75, 12, -0.25, -5],
    expected: [0, 12, 0, -4],
  },
  {
    title: 'symmetric, per channel: each output channel has a step of its own',
    quantization: { bits: 3, granularity: 'channel' },
    shape: [2, 2],
    weight: [0.75, 12, -0.3, -5],
    expected: [0.75, 12, -0.25, -4],
  },
  {
    title: 'affine, 2 bits: four codes over the range, zero point 1',
    quantization: { bits: 2, scheme: 'affine' },
    shape: [6, 1],
    weight: [-1, 2, 0, 1.4, 0.5, -0.5],
    expected: [-1, 2, 0, 1, 0, 0],
  },
  {
    title: 'affine, halves away from zero',
    quantization: { bits: 2, scheme: 'affine', rounding: 'half-away' },
    shape: [6, 1],
    weight: [-1, 2, 0, 1.4, 0.5, -0.5],
    expected: [-1, 2, 0, 1, 1, -1],
  },
  {
    title: 'affine, all weights positive: the range still includes zero',
    quantization: { bits: 2, scheme: 'affine' },
    shape: [4, 1],
    weight: [6, 5.5, 3, 2.9],
    expected: [6, 6, 4, 2],
  },
  {
    title: 'affine, all weights negative',
    quantization: { bits: 2, scheme: 'affine' },
    shape: [3, 1],
    weight: [-6, -3.1, -0.9],
    expected: [-6, -4, 0],
  },
  {
    title: 'affine: where the zero point is rounded, the range moves with it and its end is clipped',
    // step 1, lowest -0.75: zero point 1, codes 0 .. 3 stand for -1 .. 2
    quantization: { bits: 2, scheme: 'affine' },
    shape: [3, 1],
    weight: [-0.75, 2.25, 1.25],
    expected: [-1, 2, 1],
  },
  {
    title: 'affine: a code beyond the last one is clipped',
    // step 1, lowest -1.5: zero point 2, so that 1.5 would get code 4
    quantization: { bits: 2, scheme: 'affine' },
    shape: [3, 1],
    weight: [-1.5, 1.5, 0.4],
    expected: [-2, 1, 0],
  },
  {
    title: 'affine, per channel',
    quantization: { bits: 2, scheme: 'affine', granularity: 'channel' },
    shape: [3, 2],
    weight: [-1, 0, 2, 12, 0.6, 5],
    expected: [-1, 0, 2, 12, 1, 4],
  },
  {
    title: 'zeros stay zeros, in a layer and in a channel',
    quantization: { bits: 4, granularity: 'channel' },
    shape: [2, 2],
    weight: [0, 7, 0, -3],
    expected: [0, 7, 0, -3],
  },
];

const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, wasm, graph];

describe.each(engines)('exact tables on $title', ({ missing, open }) => {
  test.skipIf(missing)(`${tables.length} of them`, async () => {
    const programs = tables.map(({ quantization, shape }, index) => [
      `${index}`,
      defineProgram({
        inputs: { weight: { shape, type: 'float32' } },
        build: (engineOps, { weight }) => ({
          outputs: { quantised: quantise(engineOps, weight, quantizationOf(quantization)) },
        }),
      }),
    ]);
    const session = (await open()).open({ unused: [] }, Object.fromEntries(programs), { unused: Float32Array.of(0) });
    for (const [index, { title, weight, expected }] of tables.entries()) {
      const { quantised } = await session.run(`${index}`, { weight: Float32Array.from(weight) });
      expect(withoutNegativeZero(quantised), title).toEqual(expected);
    }
    session.dispose();
  });
});

test.each(['symmetric', 'affine'] as const)('all weights zero, %s: all zero, and no division by zero', (scheme) => {
  for (const granularity of ['layer', 'channel'] as const) {
    const zeros = tensor(new Float64Array(6), [3, 2]);
    const { values } = quantise(ops, zeros, quantizationOf({ scheme, granularity }));
    expect(withoutNegativeZero(values)).toEqual([0, 0, 0, 0, 0, 0]);
  }
});

describe('properties', () => {
  const weights = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });
  const quantizations = fc.record({
    bits: fc.integer({ min: 2, max: 16 }),
    scheme: fc.constantFrom('symmetric' as const, 'affine' as const),
    granularity: fc.constantFrom('layer' as const, 'channel' as const),
    rounding: fc.constantFrom('half-even' as const, 'half-away' as const),
  });
  const column = (values: readonly number[]) => tensor(values, [values.length, 1]);
  /** Of one channel: max|w| / (2^(b-1) - 1), or the range with zero in it / (2^b - 1) */
  const stepOf = (values: readonly number[], { bits, scheme }: Quantization) =>
    scheme === 'symmetric'
      ? Math.max(...values.map(Math.abs)) / (2 ** (bits - 1) - 1)
      : (Math.max(0, ...values) - Math.min(0, ...values)) / (2 ** bits - 1);

  test('no weight moves by more than half a step', () => {
    fc.assert(
      fc.property(weights, quantizations, (values, quantization) => {
        const { values: quantised } = quantise(ops, column(values), quantization);
        const bound = (stepOf(values, quantization) / 2) * (1 + 1e-9) + 1e-29;
        values.forEach((value, index) => expect(Math.abs(quantised[index] - value)).toBeLessThanOrEqual(bound));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('no more values than codes, and zero is one of them', () => {
    fc.assert(
      fc.property(weights, quantizations, (values, quantization) => {
        const { values: quantised } = quantise(ops, column([...values, 0]), quantization);
        const { bits, scheme } = quantization;
        const codes = scheme === 'symmetric' ? 2 ** bits - 1 : 2 ** bits;
        expect(new Set(withoutNegativeZero(quantised)).size).toBeLessThanOrEqual(codes);
        expect(quantised.at(-1)! + 0).toBe(0);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('quantising again changes nothing', () => {
    fc.assert(
      fc.property(weights, quantizations, (values, quantization) => {
        const once = quantise(ops, column(values), quantization);
        const zeroPoint = -Math.min(0, ...values) / stepOf(values, quantization);
        // A zero point half-way between two codes may cost the outermost code: then the range itself is another
        fc.pre(quantization.scheme === 'symmetric' || Math.abs((zeroPoint % 1) - 0.5) > 1e-6);
        const twice = quantise(ops, once, quantization);
        const largest = Math.max(...values.map(Math.abs));
        once.values.forEach((value, index) => {
          expect(Math.abs(twice.values[index] - value)).toBeLessThanOrEqual(1e-9 * largest);
        });
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('symmetric codes are odd: the quantised negative is the negative of the quantised', () => {
    fc.assert(
      fc.property(weights, quantizations, (values, given) => {
        const quantization = { ...given, scheme: 'symmetric' } as const;
        const plus = quantise(ops, column(values), quantization).values;
        const minus = quantise(ops, column(values.map((value) => -value)), quantization).values;
        expect(withoutNegativeZero(minus)).toEqual(withoutNegativeZero(plus.map((value) => -value)));
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

test.each(['symmetric', 'affine'] as const)(
  'the error of a fine %s quantiser is uniform: variance q^2 / 12',
  (scheme) => {
    const size = 20_000;
    const weight = tensor(statelessNormal(size, [3, 3]), [size / 10, 10]);
    const { values } = quantise(ops, weight, quantizationOf({ bits: 12, scheme }));
    const extent = weight.values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [0, 0]);
    const step =
      scheme === 'symmetric'
        ? Math.max(-extent[0], extent[1]) / (2 ** 11 - 1)
        : (extent[1] - extent[0]) / (2 ** 12 - 1);
    const errors = values.map((value, index) => value - weight.values[index]);
    const mean = errors.reduce((sum, error) => sum + error, 0) / size;
    const meanSquare = errors.reduce((sum, error) => sum + error ** 2, 0) / size;
    const expected = step ** 2 / 12;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(expected / size));
    expect(Math.abs(meanSquare - expected)).toBeLessThan(4 * expected * Math.sqrt(0.8 / size));
  },
);

describe('with noise', () => {
  const size = 500;
  const weight = tensor(statelessNormal(size, [5, 5]), [50, 10]);
  const quantization = quantizationOf({ bits: 4 });
  const quantised = quantise(ops, weight, quantization).values;
  const disturbed = (noise: object) =>
    disturbedWeight(ops, weight, profileOf(noise, { quantization }), noiseStreams(1, 'training', 'a', scalar(0)))
      .values;
  const masks = (noise: object) =>
    disturbedWeight(
      ops,
      tensor(new Float64Array(size).fill(1), [50, 10]),
      profileOf(noise),
      noiseStreams(1, 'training', 'a', scalar(0)),
    ).values.map((value) => value - 1);

  test('multiplicative noise falls on the quantised weight: q (1 + n), and a zero stays a zero', () => {
    const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.2 };
    const mask = masks(noise);
    const found = disturbed(noise);
    expect(quantised.filter((value) => value === 0).length).toBeGreaterThan(10);
    found.forEach((value, index) => expect(value).toBeCloseTo(quantised[index] * (1 + mask[index]), 12));
  });

  test('additive noise is added after rounding: q + n, not the rounded w + n', () => {
    const noise = { noise: 'uniform', mode: 'additive', halfRange: 0.2 };
    const mask = masks(noise);
    const found = disturbed(noise);
    found.forEach((value, index) => expect(value).toBeCloseTo(quantised[index] + mask[index], 12));
    expect(new Set(found).size).toBeGreaterThan(2 ** 4);
  });

  test('without noise only the codes are left', () => {
    expect(disturbed({ noise: 'none' })).toEqual(quantised);
    expect(new Set(quantised).size).toBeLessThanOrEqual(15);
  });
});

test('weights that lie on the codes already are not moved', () => {
  const step = 0.125;
  const codes = Float32Array.from(statelessUniform(100, [6, 6]), (value) => Math.floor(value * 255) - 127);
  const values = [127 * step, ...codes.map((code) => code * step)];
  const { values: quantised } = quantise(ops, tensor(values, [101, 1]), quantizationOf({ bits: 8 }));
  expect(withoutNegativeZero(quantised)).toEqual(withoutNegativeZero(values));
});
