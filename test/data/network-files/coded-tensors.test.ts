import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { type Quantization, quantizationSchema } from '../../../main/contract/profile.ts';
import { decodeCodes } from '../../../main/data/network-files/coded-tensors.ts';
import { mappingReport } from '../../../main/data/network-files/mapping-report.ts';
import { codedWeights, weightsSafetensors } from '../../../main/data/network-files/weights-safetensors.ts';
import { encodeSafetensors } from '../../../main/data/safetensors-writer.ts';
import { readSafetensors, type Tensor } from '../../../main/data/safetensors.ts';
import { NetworkBuilder } from '../../../main/lab/network/builder.ts';
import { quantise } from '../../../main/lab/noise/quantise.ts';
import { codedValues } from '../../../main/lab/noise/weight-codes.ts';
import { defineProgram, type Engine } from '../../../main/lab/ops/engine.ts';
import type { Shape } from '../../../main/lab/ops/ops.ts';
import { readNetworkWeights } from '../../../main/runs/job/network-weights.ts';
import { graph, wasm } from '../../lab/training/engine-cases.ts';
import { randomParameters } from '../onnx/onnx-networks.ts';

/** Convolutions with groups and without, and a linear layer. */
const network = new NetworkBuilder({ name: 'coded', inputShape: [6, 5, 2], classes: 3 })
  .convolution('conv', { channels: 4, kernel: 3, bias: true })
  .convolution('grouped', { channels: 6, kernel: 2, groups: 2 })
  .flatten('flatten')
  .linear('fc', 3)
  .build();
const weights = ['conv.weight', 'grouped.weight', 'fc.weight'];
const folder = mkdtempSync(join(tmpdir(), 'noisefloor-codes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'codes.safetensors');

const integer = fc.record({
  bits: fc.integer({ min: 2, max: 16 }),
  scheme: fc.constantFrom('symmetric' as const, 'affine' as const),
  granularity: fc.constantFrom('layer' as const, 'channel' as const),
  rounding: fc.constantFrom('half-even' as const, 'half-away' as const),
});
const binary = fc.record({
  scheme: fc.constant('binary' as const),
  scale: fc.constantFrom('he' as const, 'mean-abs' as const),
  clip: fc.constant(1),
});
const quantizations: fc.Arbitrary<Quantization> = fc.oneof({ weight: 5, arbitrary: integer }, binary);

function write(parts: readonly Uint8Array[]): string {
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

/** A file of codes, and the weights as they were. */
function written(quantization: Quantization, seed = 1, except: readonly string[] = []) {
  const parameters = randomParameters(network, seed);
  const coded = codedWeights(network, parameters, { quantization, except });
  const metadata = { quantization: JSON.stringify(quantization) };
  return { parameters, coded, file: write(weightsSafetensors(network, parameters, metadata, coded)) };
}

const bitsOf = (values: Float32Array): number[] => [...new Uint32Array(values.slice().buffer)];
/** A code has no zero with a sign */
const unsigned = (values: Float32Array): Float32Array => values.map((value) => value + 0);

/** What an engine makes of the weights for a run. */
async function quantised(
  engine: Engine,
  quantization: Quantization,
  parameters: Readonly<Record<string, Float32Array>>,
): Promise<Readonly<Record<string, Float32Array>>> {
  const shapes = weights.map((name) => [name, { shape: network.parameters[name]!.shape, type: 'float32' as const }]);
  const program = defineProgram({
    inputs: Object.fromEntries(shapes) as Record<string, { shape: Shape; type: 'float32' }>,
    build: (ops, inputs) => ({
      outputs: Object.fromEntries(weights.map((name) => [name, quantise(ops, inputs[name]!, quantization)])),
    }),
  });
  const session = engine.open({}, { program }, {});
  try {
    return await session.run('program', Object.fromEntries(weights.map((name) => [name, parameters[name]!])));
  } finally {
    session.dispose();
  }
}

describe('codes in a file', () => {
  test('are read as the weights that they stand for, bit by bit, whatever the bits and the codec', () => {
    fc.assert(
      fc.property(quantizations, fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (quantization, seed, isExcepted) => {
        const { parameters, coded, file } = written(quantization, seed, isExcepted ? ['fc'] : []);
        expect(Object.keys(coded)).toHaveLength(isExcepted ? 2 : 3);
        const back = readNetworkWeights(network, file);
        for (const [name, values] of Object.entries(parameters)) {
          const expected = Object.hasOwn(coded, name) ? codedValues(coded[name]!) : values;
          expect(bitsOf(back[name]!), name).toEqual(bitsOf(expected));
        }
      }),
      { numRuns: 60 },
    );
  });

  describe.each([wasm, graph].map((engine) => [engine.title, engine] as const))('on %s', (_, engine) => {
    test.skipIf(engine.missing)('give the quantised weights that a run computes with, bit by bit', async () => {
      const opened = await engine.open();
      // The mean of |w| depends on the order in which an engine adds; all other scales do not
      const exact = quantizations.filter((quantization) => !('scale' in quantization) || quantization.scale === 'he');
      await fc.assert(
        fc.asyncProperty(exact, fc.integer({ min: 1, max: 1e6 }), async (quantization, seed) => {
          const { parameters, file } = written(quantization, seed);
          const used = await quantised(opened, quantization, parameters);
          const back = readNetworkWeights(network, file);
          for (const name of weights) expect(bitsOf(back[name]!), name).toEqual(bitsOf(unsigned(used[name]!)));
        }),
        { numRuns: 25 },
      );
    });
  });

  test.each([
    [
      { bits: 8, granularity: 'channel' },
      '8 bits, symmetric, one scale for each output channel, halves to the even code',
    ],
    [
      { bits: 5, scheme: 'affine', rounding: 'half-away' },
      '5 bits, affine, one scale for each layer, halves away from zero',
    ],
    [{ scheme: 'binary' }, '1 bit, binary, one scale for each layer'],
  ])('are named in the mapping report: %o', (given, codec) => {
    const { file } = written(quantizationSchema.parse(given), 1, ['fc']);
    expect(mappingReport(network, file)).toMatchObject({
      fits: true,
      differences: [],
      codes: { weights: 2, values: 9 * 2 * 4 + 4 * 2 * 6, codec },
    });
  });

  test('of another program, which says nothing of them, are told by what is seen', () => {
    const { parameters, coded } = written({
      bits: 4,
      scheme: 'symmetric',
      granularity: 'channel',
      rounding: 'half-even',
    });
    const file = write(weightsSafetensors(network, parameters, { quantization: 'ours' }, coded));
    expect(mappingReport(network, file)).toMatchObject({
      fits: true,
      codes: { codec: 'whole numbers of type I8, one scale for each output channel' },
    });
    expect(mappingReport(network, write(weightsSafetensors(network, parameters, {}))).codes).toBeUndefined();
  });

  test('that do not fit the network are told by their weight', () => {
    const { file } = written(quantizationSchema.parse({ bits: 8 }));
    const wider = { ...network.parameters, 'fc.weight': { kind: 'linear-weight' as const, shape: [120, 4] } };
    const { fits, differences } = mappingReport({ ...network, parameters: wider }, file);
    expect(fits).toBe(false);
    expect(differences).toMatchObject([{ kind: 'wrong-shape', name: 'fc.weight', expected: [4, 120] }]);
  });
});

describe('a damaged or hostile file', () => {
  const floats = (...values: number[]): Tensor => ({ shape: [values.length], values: Float32Array.from(values) });
  const codes: Tensor = { shape: [2, 3], values: Int8Array.of(1, -2, 3, 0, 7, -7) };
  const bits4 = { quantization: JSON.stringify(quantizationSchema.parse({ bits: 4 })) };
  const affine = { quantization: JSON.stringify(quantizationSchema.parse({ bits: 4, scheme: 'affine' })) };
  const binaryOnly = { quantization: JSON.stringify(quantizationSchema.parse({ scheme: 'binary' })) };

  function decode(tensors: Readonly<Record<string, Tensor>>, metadata: Readonly<Record<string, string>> = {}) {
    return decodeCodes({ metadata, tensors: new Map(Object.entries(tensors)) }, 'x.safetensors');
  }

  test('is the exception: a whole one is read', () => {
    const { tensors } = decode({ 'w.codes': codes, 'w.scale': floats(0.5, 2) }, bits4);
    expect(tensors).toEqual(new Map([['w', { shape: [2, 3], values: Float32Array.of(0.5, -1, 1.5, 0, 14, -14) }]]));
  });

  test.each<[string, Record<string, Tensor>, Record<string, string>?]>([
    ['without "w.scale"', { 'w.codes': codes }],
    ['has "w" and its codes too', { 'w.codes': codes, 'w.scale': floats(1), w: floats(1) }],
    ['a weight without a name', { '.codes': codes, '.scale': floats(1) }],
    ['"w.codes" of type F32', { 'w.codes': floats(1, 2), 'w.scale': floats(1) }],
    ['"w.codes" of type I64', { 'w.codes': { shape: [1], values: BigInt64Array.of(1n) }, 'w.scale': floats(1) }],
    ['whole numbers in "w.scale"', { 'w.codes': codes, 'w.scale': { shape: [1], values: Int8Array.of(1) } }],
    ['"w.scale" of shape [3] for codes of shape [2, 3]', { 'w.codes': codes, 'w.scale': floats(1, 2, 3) }],
    ['"w.scale" of shape [0]', { 'w.codes': codes, 'w.scale': floats() }],
    ['"w.scale" of shape [2, 1]', { 'w.codes': codes, 'w.scale': { ...floats(1, 2), shape: [2, 1] } }],
    ['the scale NaN', { 'w.codes': codes, 'w.scale': floats(1, NaN) }],
    ['the scale Infinity', { 'w.codes': codes, 'w.scale': floats(Infinity) }],
    ['the scale -1', { 'w.codes': codes, 'w.scale': floats(-1) }],
    ['"w.zero_point" that is not', { 'w.codes': codes, 'w.scale': floats(1), 'w.zero_point': floats(1) }],
    [
      '"w.zero_point" that is not',
      { 'w.codes': codes, 'w.scale': floats(1, 2), 'w.zero_point': { shape: [1], values: Int8Array.of(1) } },
    ],
    [
      'the code 8 among those of "w"',
      { 'w.codes': { shape: [2], values: Int8Array.of(7, 8) }, 'w.scale': floats(1) },
      bits4,
    ],
    [
      'the code -8 among those of "w"',
      { 'w.codes': { shape: [1], values: Int8Array.of(-8) }, 'w.scale': floats(1) },
      bits4,
    ],
    ['the code -2 among those of "w"', { 'w.codes': codes, 'w.scale': floats(1) }, binaryOnly],
    [
      'codes of another kind in "w"',
      { 'w.codes': { shape: [1], values: Int8Array.of(1) }, 'w.scale': floats(1) },
      affine,
    ],
    [
      'the code 16 among those of "w"',
      {
        'w.codes': { shape: [1], values: Uint8Array.of(1) },
        'w.scale': floats(1),
        'w.zero_point': { shape: [1], values: Uint8Array.of(16) },
      },
      affine,
    ],
  ])('is refused: %s', (sentence, tensors, metadata) => {
    const action = (): unknown => decode(tensors, metadata);
    expect(action).toThrow(LabError);
    expect(action).toThrow(sentence);
  });

  test('with bytes of it altered, or cut short, is read or refused, and nothing else', () => {
    const quantization = quantizationSchema.parse({ bits: 6, scheme: 'affine', granularity: 'channel' });
    const whole = readFileSync(written(quantization).file);
    expect(Object.keys(readNetworkWeights(network, path))).toEqual(Object.keys(network.parameters));
    const places = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(places, fc.option(fc.nat(whole.length)), (changes, length) => {
        const damaged = Buffer.from(whole.subarray(0, length ?? whole.length));
        for (const [place, byte] of changes) if (place < damaged.length) damaged[place] = byte;
        const file = write([damaged]);
        try {
          const back = readNetworkWeights(network, file);
          expect(Object.keys(back)).toEqual(Object.keys(network.parameters));
          for (const values of Object.values(back)) expect(values.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('whose codes come to more than 32 bits hold is refused as not finite', () => {
    const parts = encodeSafetensors(
      new Map([
        ['fc.weight.codes', codes],
        ['fc.weight.scale', floats(3e38)],
      ]),
    );
    expect(readSafetensors(write(parts)).tensors.size).toBe(2);
    const one = { ...network, parameters: { 'fc.weight': { kind: 'linear-weight' as const, shape: [3, 2] } } };
    expect(() => readNetworkWeights(one, path)).toThrow('NaN or infinite');
  });
});
