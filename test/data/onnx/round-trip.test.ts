import { describe, expect, test } from 'vitest';
import { exportOnnx } from '../../../main/data/onnx/export-onnx.ts';
import { importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import type { Quantization } from '../../../main/contract/profile.ts';
import { codedValues, weightCodes } from '../../../main/lab/noise/weight-codes.ts';
import { wasm } from '../../lab/training/engine-cases.ts';
import {
  dependenceOnImages,
  everyOperation,
  logitsOf,
  randomImages,
  randomParameters,
  relativeDifference,
  smallArchitectures,
} from './onnx-networks.ts';

const version = '1.2.3';

describe.each(smallArchitectures.map((network) => [network.name, network] as const))('%s', (_, network) => {
  test('out and in again is the same network with the same bits and logits', async () => {
    const parameters = randomParameters(network);
    const {
      network: read,
      parameters: values,
      notes,
    } = importOnnxBytes(exportOnnx(network, parameters, { version }), 'x');
    expect(read).toEqual(network);
    expect(Object.keys(values)).toEqual(Object.keys(parameters));
    for (const [name, expected] of Object.entries(parameters)) {
      expect(Buffer.compare(bytesOf(values[name]!), bytesOf(expected)), name).toBe(0);
    }
    expect(notes).toEqual([]);
    const images = randomImages(network, 2);
    const [before, after] = [
      await logitsOf(wasm, network, parameters, images),
      await logitsOf(wasm, read, values, images),
    ];
    expect(dependenceOnImages(before, network.classes)).toBeGreaterThan(0.01);
    expect(relativeDifference(after, before)).toBeLessThan(1e-5);
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

test('every other operation: the same logits; a product of three becomes two products', async () => {
  const parameters = randomParameters(everyOperation);
  const read = importOnnxBytes(exportOnnx(everyOperation, parameters, { version }), 'x');
  const images = randomImages(everyOperation, 3);
  const before = await logitsOf(wasm, everyOperation, parameters, images);
  expect(relativeDifference(await logitsOf(wasm, read.network, read.parameters, images), before)).toBeLessThan(1e-5);
  const isProduct = (name: string): boolean => name.startsWith('product');
  const others = (network: typeof everyOperation) => network.nodes.filter(({ name }) => !isProduct(name));
  expect(others(read.network)).toEqual(others(everyOperation));
  expect(read.network.nodes.filter(({ name }) => isProduct(name)).map(({ name, inputs }) => [name, inputs])).toEqual([
    ['product_1', ['sum', 'floor']],
    ['product', ['product_1', 'rows']],
  ]);
});

const quantizations: readonly Quantization[] = [
  { scheme: 'symmetric', bits: 8, granularity: 'channel', rounding: 'half-even' },
  { scheme: 'affine', bits: 8, granularity: 'layer', rounding: 'half-away' },
  { scheme: 'affine', bits: 3, granularity: 'channel', rounding: 'half-even' },
  { scheme: 'symmetric', bits: 12, granularity: 'layer', rounding: 'half-even' },
  { scheme: 'affine', bits: 16, granularity: 'channel', rounding: 'half-even' },
  { scheme: 'binary', scale: 'he', clip: 1 },
];

test.each(quantizations)('codes come back as the weights they stand for, bit by bit: %o', (quantization) => {
  const parameters = randomParameters(everyOperation);
  const codes = Object.fromEntries(
    Object.entries(everyOperation.parameters)
      .filter(([, { kind }]) => kind.endsWith('weight'))
      .map(([name, { shape }]) => [name, weightCodes(parameters[name]!, shape, quantization)]),
  );
  const read = importOnnxBytes(exportOnnx(everyOperation, parameters, { version, codes }), 'x');
  expect(Object.keys(codes)).toHaveLength(3);
  expect(Object.keys(read.parameters).toSorted()).toEqual(Object.keys(parameters).toSorted());
  for (const [name, values] of Object.entries(read.parameters)) {
    expect(values, name).toEqual(Object.hasOwn(codes, name) ? codedValues(codes[name]!) : parameters[name]);
  }
});

describe('the bytes', () => {
  const network = smallArchitectures[0]!;
  const parameters = randomParameters(network);

  test('are the same for the same network, whatever the order of the provenance', () => {
    const one = exportOnnx(network, parameters, { version, provenance: { study: 'a', run: '7' } });
    const two = exportOnnx(network, { ...parameters }, { version, provenance: { run: '7', study: 'a' } });
    expect(Buffer.compare(one, two)).toBe(0);
    for (const text of ['noisefloor', version, 'study', 'conv1.weight', 'batch']) {
      expect(Buffer.from(one).includes(text), text).toBe(true);
    }
  });

  test('need all parameters and fitting codes', () => {
    const [name] = Object.keys(parameters);
    expect(() => exportOnnx(network, { ...parameters, [name!]: new Float32Array(3) }, { version })).toThrow(name);
    const codes = { [name!]: { codes: new Int8Array(2), scale: Float32Array.of(1) } };
    expect(() => exportOnnx(network, parameters, { version, codes })).toThrow('do not fit');
  });
});
