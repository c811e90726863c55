import { Worker } from 'node:worker_threads';
import * as importedCore from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { loadCpu } from '../../../main/runs/backends/cpu.ts';
import { loadCore, type TensorFlowCore } from '../../../main/runs/backends/tensorflow-core.ts';
import { findNativeAddon, loadTensorFlow } from '../../../main/runs/backends/tensorflow-native.ts';
import { loadWasm } from '../../../main/runs/backends/wasm.ts';

const hasNative = findNativeAddon() !== undefined;

function expectProduct(tf: TensorFlowCore): void {
  const product = tf.tidy(() => Array.from(tf.matMul([[1, 2]], [[3, 4], [5, 6]]).dataSync())); // prettier-ignore
  expect(product).toEqual([13, 16]);
}

describe('the wasm and cpu backends', () => {
  test('compute on the one tfjs-core of the thread', async () => {
    const wasm = await loadWasm();
    expect(wasm.tf.getBackend()).toBe('wasm');
    expect(wasm.version).toBe('4.22.0');
    expectProduct(wasm.tf);
    const cpu = await loadCpu();
    expect(cpu.tf.getBackend()).toBe('cpu');
    expectProduct(cpu.tf);
    expect(cpu.tf).toBe(wasm.tf);
    expect(loadCore()).toBe(wasm.tf);
    expect(importedCore.Tensor).toBe(wasm.tf.Tensor);
  });

  test('load again as the same', async () => {
    const { tf } = await loadWasm();
    const kept = tf.tensor1d([1, 2, 3]);
    const again = await loadWasm();
    expect(again.tf.getBackend()).toBe('wasm');
    expect(Array.from(kept.dataSync())).toEqual([1, 2, 3]);
    kept.dispose();
  });
});

describe('the native backend', () => {
  test.skipIf(hasNative)('that is not set up says so, and what to do (skipped: it is set up)', async () => {
    const failure = await loadTensorFlow().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(LabError);
    expect(failure).toMatchObject({ code: 'engine-unavailable', nextStep: expect.stringContaining('setup:native') });
  });

  test.skipIf(!hasNative)('shares the core with the others, and tensors move between them (needs native)', async () => {
    const { tf } = await loadWasm();
    const made = tf.tensor2d([[1, 2], [3, 4]]); // prettier-ignore
    const native = await loadTensorFlow();
    expect(native.tf).toBe(tf);
    expect(native.version).toMatch(/^2\.\d+\.\d+$/);
    expect(tf.getBackend()).toBe('tensorflow');
    expect(Array.from(tf.matMul(made, made).dataSync())).toEqual([7, 10, 15, 22]);
    expect((await loadTensorFlow()).binding).toBe(native.binding);
  });

  test.skipIf(!hasNative)('carries float64 through the binding bit by bit (needs native)', async () => {
    const { binding } = await loadTensorFlow();
    const float64 = 2;
    const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
    const values = new Float64Array([Math.PI, -1e-300, Number.MIN_VALUE]);
    const words = binding.createTensor([3], binding.TF_INT64, new Int32Array(values.buffer));
    const [doubles] = binding.executeOp('Bitcast', [type('T', binding.TF_INT64), type('type', float64)], [words], 1);
    expect(doubles).toMatchObject({ dtype: float64, shape: [3] });
    const [back] = binding.executeOp('Bitcast', [type('T', float64), type('type', binding.TF_INT64)], [doubles!.id], 1);
    const read = binding.tensorDataSync(back!.id) as BigInt64Array;
    expect(new Float64Array(read.buffer)).toEqual(values);
    const before = binding.getNumOfTensors();
    for (const id of [words, doubles!.id, back!.id]) binding.deleteTensor(id);
    expect(binding.getNumOfTensors()).toBe(before - 3);
  });
});

test('every backend loads in a worker thread', async () => {
  const loaders = [
    ['wasm', 'loadWasm'],
    ['cpu', 'loadCpu'],
    ...(hasNative ? [['tensorflow-native', 'loadTensorFlow']] : []),
  ];
  const folder = new URL('../../../main/runs/backends/', import.meta.url).href;
  const source = `
    const { parentPort } = require('node:worker_threads');
    (async () => {
      const found = [];
      for (const [file, loader] of ${JSON.stringify(loaders)}) {
        const { tf } = await (await import('${folder}' + file + '.ts'))[loader]();
        found.push(tf.getBackend() + ' ' + tf.matMul([[2]], [[3]]).dataSync()[0]);
      }
      parentPort.postMessage(found);
    })();`;
  const worker = new Worker(source, { eval: true });
  const found = await new Promise((resolve, reject) => {
    worker.on('message', resolve).on('error', reject);
  });
  await worker.terminate();
  expect(found).toEqual(['wasm 6', 'cpu 6', ...(hasNative ? ['tensorflow 6'] : [])]);
});
