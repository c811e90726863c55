import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quantization } from '../../../main/contract/profile.ts';
import { quantizationSchema } from '../../../main/contract/profile.ts';
import { disturbedWeight, noiseStreams } from '../../../main/lab/noise/perturb.ts';
import { storedCode } from '../../../main/lab/noise/quantise.ts';
import { readCode, readPlanes, type BitReader } from '../../../main/lab/noise/stored-bits.ts';
import { defineProgram } from '../../../main/lab/ops/engine.ts';
import type { Ops } from '../../../main/lab/ops/ops.ts';
import { streamKey } from '../../../main/lab/random/stream.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { scalar, tensor, type ReferenceTensor } from '../../support/reference-tensor.ts';
import { float32Engines } from '../training/engine-cases.ts';
import { referenceEngine } from '../training/reference-engine.ts';
import { profileOf } from './profiles.ts';

type Encoding = 'twos-complement' | 'offset';

interface Table {
  readonly title: string;
  readonly bits: number;
  readonly signed: boolean;
  readonly encoding: Encoding;
  readonly codes: readonly number[];
  /** Bits that are flipped, as a number */
  readonly mask: number;
  readonly expected: readonly number[];
}

const twosComplement = { signed: true, encoding: 'twos-complement' } as const;
const offset = { signed: true, encoding: 'offset' } as const;
const unsigned = { signed: false, encoding: 'twos-complement' } as const;

/** Those in two's complement of 8 and 16 bits are of MRFI's test_error_mode.py. */
const tables: readonly Table[] = [
  {
    title: "the sign of 8 bits in two's complement",
    ...twosComplement,
    bits: 8,
    codes: [1, 2, 3, -1],
    mask: 128,
    expected: [-127, -126, -125, 127],
  },
  {
    title: "the sign of 16 bits in two's complement",
    ...twosComplement,
    bits: 16,
    codes: [1, 2, 3],
    mask: 32768,
    expected: [-32767, -32766, -32765],
  },
  ...[0, 3, 5, 9, 17, 33, 65, -127].map((expected, bit) => ({
    title: `bit ${bit} of 1 in two's complement`,
    ...twosComplement,
    bits: 8,
    codes: [1],
    mask: 2 ** bit,
    expected: [expected],
  })),
  {
    title: "a mask of ones is the complement: -q - 1 in two's complement",
    ...twosComplement,
    bits: 8,
    codes: [0, 1, -1, 127, -127],
    mask: 255,
    expected: [-1, -2, 0, -128, 126],
  },
  {
    title: 'the same in offset: -q - 1 as well, since both count the most negative code',
    ...offset,
    bits: 8,
    codes: [0, 1, -1, 127, -127],
    mask: 255,
    expected: [-1, -2, 0, -128, 126],
  },
  {
    title: 'the top bit in offset: half the range up or down',
    ...offset,
    bits: 8,
    codes: [1, 2, 3, -1],
    mask: 128,
    expected: [-127, -126, -125, 127],
  },
  {
    title: 'lower bits in offset, of 128 + q',
    ...offset,
    bits: 8,
    codes: [0, 1, -1, -127],
    mask: 5,
    // 128, 129, 127, 1 become 133, 132, 122, 4
    expected: [5, 4, -6, -124],
  },
  {
    title: 'unsigned codes',
    ...unsigned,
    bits: 4,
    codes: [0, 1, 7, 8, 15],
    mask: 9,
    expected: [9, 8, 14, 1, 6],
  },
  { title: 'one bit', ...unsigned, bits: 1, codes: [0, 1], mask: 1, expected: [1, 0] },
  {
    title: "2 bits in two's complement",
    ...twosComplement,
    bits: 2,
    codes: [-1, 0, 1],
    mask: 2,
    expected: [1, -2, -1],
  },
];

const flipping =
  <T>(on: Ops<T>, mask: number): BitReader<T> =>
  (stored, bit) =>
    Math.floor(mask / 2 ** bit) % 2 === 1 ? on.subtract(on.constant(1), stored) : stored;

const engines = [{ title: 'the reference', missing: false, open: async () => referenceEngine }, ...float32Engines];

describe.each(engines)('exact tables on $title', ({ missing, open }) => {
  test.skipIf(missing)(`${tables.length} of them`, async () => {
    const programs = tables.map(({ codes, mask, encoding, bits, signed }, index) => [
      `${index}`,
      defineProgram({
        inputs: { code: { shape: [codes.length], type: 'float32' } },
        build: (on, { code }) => ({
          outputs: { read: readCode(on, { code, bits, signed }, encoding, flipping(on, mask)) },
        }),
      }),
    ]);
    const session = (await open()).open({ unused: [] }, Object.fromEntries(programs), { unused: Float32Array.of(0) });
    for (const [index, { title, codes, expected }] of tables.entries()) {
      const { read } = await session.run(`${index}`, { code: Float32Array.from(codes) });
      expect(Array.from(read), title).toEqual(expected);
    }
    session.dispose();
  });
});

/** All bits of a layer's weight but one are read as they are; that one is wrong in every weight. */
function oneBitWrong(weight: ReferenceTensor, bit: number, quantization: object, encoding: Encoding): ReferenceTensor {
  const wrong = streamKey(1, `bit-faults:training:layer:${bit}`);
  const rigged: typeof ops = {
    ...ops,
    randomUniform: (shape, { key }) => ops.broadcastTo(ops.constant(key === wrong ? 0 : 1 - 2 ** -23), shape),
  };
  const profile = profileOf({ noise: 'none' }, { quantization, memory: { rate: 0.5, encoding } });
  return disturbedWeight(rigged, weight, profile, noiseStreams(1, 'training', 'layer', scalar(0)));
}

describe('weights', () => {
  const weights = (values: readonly number[]) => tensor(values, [values.length, 1]);
  const read = (values: readonly number[], bit: number, quantization: object, encoding: Encoding = 'twos-complement') =>
    Array.from(oneBitWrong(weights(values), bit, quantization, encoding).values);

  test('of step 1/4, 8 bits: the tables in weights', () => {
    // The last one sets the step
    const scaled = (codes: readonly number[]) => codes.map((code) => code / 4);
    expect(read(scaled([1, 2, 3, -1, 127]), 7, { bits: 8 })).toEqual(scaled([-127, -126, -125, 127, -1]));
    expect(read(scaled([1, 2, 3, -1, 127]), 7, { bits: 8 }, 'offset')).toEqual(scaled([-127, -126, -125, 127, -1]));
    [0, 3, 5, 9, 17, 33, 65, -127].forEach((expected, bit) => {
      expect(read([1, 127], bit, { bits: 8 })[0]).toBe(expected);
    });
  });

  test('of 16 bits', () => {
    expect(read([1, 2, 3, 32767], 15, { bits: 16 }).slice(0, 3)).toEqual([-32767, -32766, -32765]);
  });

  test('affine codes are flipped before the zero point is taken off', () => {
    // Step 1, zero point 1: codes 0, 3, 1, 2
    expect(read([-1, 2, 0, 1], 0, { bits: 2, scheme: 'affine' })).toEqual([0, 1, -1, 2]);
    expect(read([-1, 2, 0, 1], 1, { bits: 2, scheme: 'affine' })).toEqual([1, 0, 2, -1]);
  });

  test('binary weights change sign', () => {
    expect(read([0.3, -2, 0, 0.1], 0, { scheme: 'binary', scale: 'mean-abs' })).toEqual([-0.6, 0.6, -0.6, -0.6]);
  });
});

describe('properties', () => {
  const values = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });
  const integer = fc.record({
    bits: fc.integer({ min: 2, max: 16 }),
    scheme: fc.constantFrom('symmetric', 'affine'),
    granularity: fc.constantFrom('layer', 'channel'),
    rounding: fc.constantFrom('half-even', 'half-away'),
  });
  const binary = fc.record({ scheme: fc.constant('binary'), scale: fc.constantFrom('he', 'mean-abs') });
  const quantizations = fc
    .oneof({ weight: 3, arbitrary: integer }, { weight: 1, arbitrary: binary })
    .map((given): Quantization => quantizationSchema.parse(given));
  const encodings = fc.constantFrom<Encoding>('twos-complement', 'offset');
  const codeOf = (given: readonly number[], quantization: Quantization) =>
    storedCode(ops, tensor(given, [given.length, 1]), quantization);

  test('codes are whole numbers of their bits, and the bits are theirs', () => {
    fc.assert(
      fc.property(values, quantizations, encodings, (given, quantization, encoding) => {
        const stored = codeOf(given, quantization);
        const { code, bits, signed } = stored;
        const planes = readPlanes(ops, stored, encoding, (bit) => bit);
        expect(planes.length).toBe(bits);
        code.values.forEach((value, index) => {
          expect(Number.isInteger(value)).toBe(true);
          const negative = signed && encoding === 'twos-complement' && value < 0;
          const lift = signed && encoding === 'offset' ? 2 ** (bits - 1) : 0;
          const word = negative ? value + 2 ** bits : value + lift;
          const written = planes.map(({ stored: plane }) => plane.values[index]);
          const expected = word.toString(2).padStart(bits, '0');
          expect([...written].reverse().join('')).toBe(expected);
        });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('read as stored, a code is the very same, zeros with their signs', () => {
    fc.assert(
      fc.property(values, quantizations, encodings, (given, quantization, encoding) => {
        const stored = codeOf([...given, -1e-9, 0], quantization);
        expect(readCode(ops, stored, encoding, (bit) => bit).values).toEqual(stored.code.values);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('flipped twice by the same mask, a code is what it was; flipped once it is not', () => {
    fc.assert(
      fc.property(values, quantizations, encodings, fc.nat(), (given, quantization, encoding, random) => {
        const stored = codeOf(given, quantization);
        const mask = 1 + (random % (2 ** stored.bits - 1));
        const once = readCode(ops, stored, encoding, flipping(ops, mask));
        const twice = readCode(ops, { ...stored, code: once }, encoding, flipping(ops, mask));
        once.values.forEach((value, index) => {
          expect(value).not.toBe(stored.code.values[index]);
          expect(twice.values[index] + 0).toBe(stored.code.values[index] + 0);
        });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('flips never leave the codes there are', () => {
    fc.assert(
      fc.property(values, quantizations, encodings, fc.nat(), (given, quantization, encoding, random) => {
        const stored = codeOf(given, quantization);
        const [low, high] = stored.signed
          ? [-(2 ** (stored.bits - 1)), 2 ** (stored.bits - 1) - 1]
          : [0, 2 ** stored.bits - 1];
        for (const code of readCode(ops, stored, encoding, flipping(ops, random % 2 ** stored.bits)).values) {
          expect(code).toBeGreaterThanOrEqual(low);
          expect(code).toBeLessThanOrEqual(high);
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
