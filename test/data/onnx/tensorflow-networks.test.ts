import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { compareLogits, readReferenceLogits } from '../../../main/data/network-files/reference-logits.ts';
import { exportOnnx } from '../../../main/data/onnx/export-onnx.ts';
import { importOnnx, importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import { graph, wasm } from '../../lab/training/engine-cases.ts';
import { channelsFirst, dependenceOnImages, logitsOf, relativeDifference } from './onnx-networks.ts';

const folder = join(import.meta.dirname, '../../fixtures/onnx-tensorflow');
const files = readdirSync(folder).filter((name) => name.endsWith('.onnx'));
const referenceOf = (name: string): string => join(folder, name.replace(/\.[^.]+\.onnx$/, '.npz'));

test('three networks are there, each in both layouts', () => {
  expect(files).toHaveLength(6);
});

describe.each(files)('%s, which tf2onnx wrote', (name) => {
  const imported = importOnnx(join(folder, name));
  const { network, parameters } = imported;
  const reference = readReferenceLogits(referenceOf(name), network);

  for (const engine of [wasm, graph]) {
    test.skipIf(engine.missing)(`gives onnxruntime's logits on ${engine.title}`, async () => {
      const ours = await logitsOf(engine, network, parameters, reference.images);
      // A softmax keeps the differences of logits, not where they lie
      const centred = name.startsWith('rescaling') ? aroundZero(ours, network.classes) : ours;
      const comparison = compareLogits(centred, reference);
      expect(comparison.relative).toBeLessThan(1e-5);
      expect(comparison.agreeingTop1).toBe(comparison.images);
      expect(dependenceOnImages(centred, network.classes)).toBeGreaterThan(0.01);
    });
  }

  test('is the same network when it is written and read again', async () => {
    const file = exportOnnx(network, parameters, { version: 'test' });
    expect(importOnnxBytes(file, 'again').network.nodes).toEqual(network.nodes);
    const session = await InferenceSession.create(file, { logSeverityLevel: 3 });
    const [height, width, channels] = network.inputShape;
    const images = channelsFirst(reference.images, network.inputShape);
    const input = new Tensor('float32', images, [reference.count, channels, height, width]);
    const [output] = Object.values(await session.run({ input }));
    await session.release();
    const ours = await logitsOf(wasm, network, parameters, reference.images);
    expect(relativeDifference(ours, output!.data as Float32Array)).toBeLessThan(1e-5);
  });
});

test('the same images give the same logits, whichever way the file has them', async () => {
  for (const name of files.filter((each) => each.endsWith('.nhwc.onnx'))) {
    const [first, second] = [name, name.replace('nhwc', 'nchw')].map((each) => importOnnx(join(folder, each)));
    expect(second!.network.inputShape).toEqual(first!.network.inputShape);
    expect(second!.network.nodes.map(({ op }) => op)).toEqual(first!.network.nodes.map(({ op }) => op));
    expect(first!.notes).toContain(
      'The file reads images with their channels last, [images, height, width, channels].',
    );
    expect(second!.notes.join()).not.toContain('channels last');
  }
});

test('constants that scale and shift are a batch norm, and those of the images are told', () => {
  const { network, notes } = importOnnx(join(folder, 'rescaling.nhwc.onnx'));
  expect(network.nodes[0]).toMatchObject({
    op: 'batch-norm',
    inputs: ['input'],
    name: 'rescaling_normalization_truediv',
  });
  expect(network.nodes.filter(({ op }) => op === 'batch-norm')).toHaveLength(1);
  expect(notes.join(' ')).toContain('The network normalises its images itself, in rescaling_normalization_truediv');
  const branches = importOnnx(join(folder, 'branches.nchw.onnx'));
  expect(branches.network.nodes.slice(-3).map(({ op }) => op)).toEqual(['flatten', 'batch-norm', 'linear']);
  expect(branches.notes.join(' ')).not.toContain('itself');
});

function aroundZero(logits: Float32Array, classes: number): Float32Array {
  return logits.map((value, index) => {
    const row = logits.subarray(index - (index % classes), index - (index % classes) + classes);
    return value - row.reduce((sum, each) => sum + each, 0) / classes;
  });
}
