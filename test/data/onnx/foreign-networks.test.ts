import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareLogits, readReferenceLogits } from '../../../main/data/network-files/reference-logits.ts';
import { importOnnx } from '../../../main/data/onnx/import-onnx.ts';
import { graph, wasm } from '../../lab/training/engine-cases.ts';
import { dependenceOnImages, logitsOf } from './onnx-networks.ts';

const small = join(import.meta.dirname, '../../fixtures/onnx');
/** Where make_networks.py put the large networks too */
const large = process.env['NOISEFLOOR_ONNX_NETWORKS'] || undefined;
const folders = [small, ...(large !== undefined && existsSync(large) ? [large] : [])];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.onnx'))
    .map((name) => [name, join(folder, name)] as const),
);

test('both small networks are there, by both exporters', () => {
  expect(readdirSync(small).filter((name) => name.endsWith('.onnx')).length).toBe(6);
});

test.skipIf(large === undefined)(
  'the large networks are there (skipped where NOISEFLOOR_ONNX_NETWORKS names no folder)',
  () => {
    for (const name of ['resnet18', 'mobilenet-v3-large']) {
      expect(files.filter(([file]) => file.startsWith(name)).length, name).toBe(3);
    }
  },
);

describe.each(files)('%s, which PyTorch wrote', (name, path) => {
  for (const engine of [wasm, graph]) {
    test.skipIf(engine.missing)(`gives PyTorch's logits on ${engine.title}`, async () => {
      const { network, parameters } = importOnnx(path);
      const reference = readReferenceLogits(path.replace(/\.[^.]+\.onnx$/, '.npz'), network);
      const ours = await logitsOf(engine, network, parameters, reference.images);
      const comparison = compareLogits(ours, reference);
      if (large !== undefined && path.startsWith(large)) console.log(name, engine.title, JSON.stringify(comparison));
      expect(comparison.relative).toBeLessThan(1e-5);
      expect(comparison.agreeingTop1).toBe(comparison.images);
      expect(dependenceOnImages(ours, network.classes)).toBeGreaterThan(0.01);
    });
  }
});

test('names layers after their weights or modules, and reads what several nodes spell out as one layer', () => {
  const folded = importOnnx(join(small, 'small-cnn.torchscript.onnx'));
  const names = folded.network.nodes.map(({ name, op }) => [name, op]);
  expect(names.slice(0, 6)).toEqual([
    ['conv1', 'convolution'],
    ['relu', 'activation'],
    ['grouped', 'convolution'],
    ['act.hardswish', 'activation'],
    ['depthwise', 'convolution'],
    ['gelu.mul_1', 'activation'],
  ]);
  expect(folded.network).toMatchObject({ name: 'small-cnn.torchscript', inputShape: [16, 16, 3], classes: 7 });
  expect(folded.network.parameters['grouped.weight']).toEqual({ kind: 'convolution-weight', shape: [3, 3, 3, 24] });

  const spelt = importOnnx(join(small, 'spelt-out.torchscript.onnx'));
  const ops = spelt.network.nodes.map((node) => (node.op === 'activation' ? node.activation : node.op));
  expect(ops.slice(0, 6)).toEqual(['convolution', 'hard-swish', 'subsample', 'pad', 'max-pool', 'sigmoid']);
  expect(ops.filter((op) => op === 'linear')).toHaveLength(2);
  expect(spelt.notes).toEqual(['Softmax at the end was left out: networks here give logits.']);
});

test('keeps running statistics, epsilon and momentum of a network in which nothing is folded', () => {
  const { network, parameters, notes } = importOnnx(join(small, 'small-cnn.torchscript-unfolded.onnx'));
  const node = network.nodes.find(({ name }) => name === 'bn2');
  expect(node).toMatchObject({ op: 'batch-norm', epsilon: 1e-3, momentum: 0.01 });
  expect(parameters['bn2.running_var']!.every((value) => value > 0 && value !== 1)).toBe(true);
  expect(notes).toEqual([]);
});
