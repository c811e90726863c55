import { beforeAll, describe, expect, test } from 'vitest';
import { LabError } from '../../../../main/contract/errors.ts';
import { defineProgram, type Engine } from '../../../../main/lab/ops/engine.ts';
import { createKernelEngine } from '../../../../main/lab/ops/kernels/kernel-engine.ts';
import { createKernelOps } from '../../../../main/lab/ops/kernels/kernel-ops.ts';
import type { TensorFlowCore } from '../../../../main/lab/ops/kernels/tensorflow-core.ts';
import { loadCpu } from '../../../../main/runs/backends/cpu.ts';
import { loadWasm } from '../../../../main/runs/backends/wasm.ts';

const accumulate = defineProgram({
  inputs: { x: { shape: [3], type: 'float32' } },
  build: (ops, { x }, { total, count }) => {
    const newTotal = ops.add(total, x);
    return {
      outputs: { before: total, after: newTotal },
      updates: { total: newTotal, count: ops.add(count, ops.constant(1)) },
    };
  },
});
const swap = defineProgram({
  inputs: {},
  build: (_ops, _inputs, { total, other }) => ({ outputs: {}, updates: { total: other, other: total } }),
});
const keepInput = defineProgram({
  inputs: { x: { shape: [3], type: 'float32' } },
  build: (_ops, { x }) => ({ outputs: { x, again: x }, updates: { total: x, other: x } }),
});
const wrongShape = defineProgram({
  inputs: {},
  build: (ops) => ({ outputs: {}, updates: { total: ops.zeros([4]) } }),
});
const unknownState = defineProgram({
  inputs: {},
  build: (ops) => ({ outputs: {}, updates: { missing: ops.zeros([4]) } }),
});
const failing = defineProgram({
  inputs: { label: { shape: [2], type: 'int32' } },
  build: (ops, { label }) => {
    ops.square(ops.oneHot(label, 4));
    throw new Error('half way');
  },
});

const geometry = { strides: [1, 1], padding: [1, 1, 1, 1], dilations: [1, 1], groups: 1 } as const;
const halving = { window: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0] } as const;

/** One training step through most of the operations. */
const trainingStep = defineProgram({
  inputs: {
    image: { shape: [4, 8, 8, 3], type: 'float32' },
    label: { shape: [4], type: 'int32' },
    step: { shape: [], type: 'int32' },
  },
  build: (ops, { image, label, step }, { filter, scale, shift, weight }) => {
    const noisy = ops.add(filter, ops.randomNormal([3, 3, 3, 4], { key: 5, draw: step }));
    const convolved = ops.conv2d(image, noisy, geometry);
    const normalised = ops.batchNormTraining(convolved, scale, shift, 1e-5);
    const active = ops.relu(normalised.output);
    const pooled = ops.maxPool(active, halving);
    const flat = ops.reshape(pooled, [4, 64]);
    const { loss, gradient } = ops.softmaxCrossEntropy(ops.matMul(flat, weight), ops.oneHot(label, 10));
    const flatGradient = ops.matMul(gradient, weight, { transposeB: true });
    const pooledGradient = ops.reshape(flatGradient, [4, 4, 4, 4]);
    const activeGradient = ops.maxPoolGradient(pooledGradient, active, pooled, halving);
    const outputGradient = ops.reluGradient(activeGradient, active);
    const norm = ops.batchNormGradient(outputGradient, convolved, scale, normalised.saved, 1e-5);
    const rate = ops.constant(0.01);
    const stepped = (value: typeof image, by: typeof image) => ops.subtract(value, ops.multiply(by, rate));
    return {
      outputs: {
        loss: ops.mean(loss, [0]),
        imageGradient: ops.conv2dInputGradient(norm.input, noisy, [4, 8, 8, 3], geometry),
      },
      updates: {
        filter: stepped(filter, ops.conv2dFilterGradient(image, norm.input, [3, 3, 3, 4], geometry)),
        scale: stepped(scale, norm.scale),
        shift: stepped(shift, norm.shift),
        weight: stepped(weight, ops.matMul(flat, gradient, { transposeA: true })),
      },
    };
  },
});

const stepState = { filter: [3, 3, 3, 4], scale: [4], shift: [4], weight: [64, 10] };
const stepInitial = {
  filter: new Float32Array(108).fill(0.1),
  scale: new Float32Array(4).fill(1),
  shift: new Float32Array(4),
  weight: Float32Array.from({ length: 640 }, (_, index) => Math.sin(index)),
};
const image = Float32Array.from({ length: 768 }, (_, index) => Math.cos(index));

const state = { total: [3], count: [], other: [3] };
const initial = { total: Float32Array.of(1, 2, 3), count: Float32Array.of(0), other: Float32Array.of(7, 8, 9) };
const programs = { accumulate, swap, keepInput, wrongShape, unknownState, failing };

const loaders = { wasm: loadWasm, cpu: loadCpu };

describe.each(['wasm', 'cpu'] as const)('the eager engine on %s', (name) => {
  let tf: TensorFlowCore;
  let engine: Engine;
  beforeAll(async () => {
    ({ tf } = await loaders[name]());
    engine = createKernelEngine({ tf, name, versions: { tfjs: tf.version_core }, createOps: createKernelOps });
  });
  const open = () => engine.open(state, programs, initial);

  test('describes itself', () => {
    expect(engine.description).toEqual({ name, precision: 'float32', versions: { tfjs: tf.version_core } });
  });

  test('keeps state between runs and assigns updates after everything was read', async () => {
    const session = open();
    const first = await session.run('accumulate', { x: Float32Array.of(10, 20, 30) });
    expect(first).toEqual({ before: Float32Array.of(1, 2, 3), after: Float32Array.of(11, 22, 33) });
    await session.run('accumulate', { x: Float32Array.of(1, 1, 1) });
    await session.run('swap', {});
    expect(await session.read()).toEqual({
      total: Float32Array.of(7, 8, 9),
      count: Float32Array.of(2),
      other: Float32Array.of(12, 23, 34),
    });
    session.dispose();
  });

  test('write replaces single state tensors, read gives single ones', async () => {
    const session = open();
    await session.write({ other: Float32Array.of(-1, -2, -3) });
    expect(await session.read(['other'])).toEqual({ other: Float32Array.of(-1, -2, -3) });
    expect(await session.read(['total', 'count'])).toEqual({ total: initial.total, count: initial.count });
    session.dispose();
  });

  test("shares no memory with the caller's arrays", async () => {
    const session = open();
    const x = Float32Array.of(4, 5, 6);
    const outputs = await session.run('keepInput', { x });
    x.fill(-1);
    outputs.x.fill(-2);
    const written = Float32Array.of(1, 1, 1);
    await session.write({ other: written });
    written.fill(-3);
    const read = await session.read(['total', 'other']);
    expect(read).toEqual({ total: Float32Array.of(4, 5, 6), other: Float32Array.of(1, 1, 1) });
    read.total.fill(-4);
    expect(await session.read(['total'])).toEqual({ total: Float32Array.of(4, 5, 6) });
    expect(initial.total).toEqual(Float32Array.of(1, 2, 3));
    session.dispose();
  });

  test('runs that overlap see the state in the order of the calls', async () => {
    const session = open();
    const x = Float32Array.of(1, 1, 1);
    const runs = await Promise.all([1, 2, 3].map(() => session.run('accumulate', { x })));
    expect(runs.map(({ after }) => after[0])).toEqual([2, 3, 4]);
    session.dispose();
  });

  test('refuses wrong arguments in a sentence', async () => {
    const session = open();
    const x = Float32Array.of(1, 2, 3);
    const refusals: readonly (() => Promise<unknown>)[] = [
      () => session.run('absent', {}),
      () => session.run('accumulate', {}),
      () => session.run('accumulate', { x: Float32Array.of(1, 2) }),
      () => session.run('accumulate', { x: Int32Array.of(1, 2, 3) }),
      () => session.read(['absent']),
      () => session.write({ absent: x }),
      () => session.write({ total: Float32Array.of(1) }),
    ];
    for (const refusal of refusals) {
      const error = await refusal().catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(LabError);
      expect((error as LabError).code).toBe('invalid-argument');
    }
    expect(() => engine.open(state, programs, { ...initial, total: Float32Array.of(1) })).toThrow(LabError);
    expect(await session.read()).toEqual(initial);
    session.dispose();
  });

  test('a failed run changes no state and leaves no tensor', async () => {
    const session = open();
    const before = tf.memory().numTensors;
    await expect(session.run('failing', { label: Int32Array.of(1, 2) })).rejects.toThrow('half way');
    await expect(session.run('wrongShape', {})).rejects.toThrow('total');
    await expect(session.run('unknownState', {})).rejects.toThrow('missing');
    expect(tf.memory().numTensors).toBe(before);
    expect(await session.read()).toEqual(initial);
    session.dispose();
  });

  test('no tensor is left by runs, reads, writes and sessions', async () => {
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    const session = engine.open(
      { ...state, ...stepState },
      { ...programs, trainingStep },
      { ...initial, ...stepInitial },
    );
    const opened = tf.memory().numTensors;
    expect(opened - numTensors).toBe(7);
    const losses: number[] = [];
    for (let step = 0; step < 4; step++) {
      const inputs = { image, label: Int32Array.of(1, 2, 3, -1), step: Int32Array.of(step) };
      losses.push((await session.run('trainingStep', inputs)).loss[0]);
      await session.run('keepInput', { x: Float32Array.of(1, 2, 3) });
      await session.run('swap', {});
      await session.write(await session.read(['weight']));
      expect(tf.memory().numTensors).toBe(opened);
    }
    expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
    expect(new Set(losses).size).toBe(4);
    session.dispose();
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers, numBytes });
  });

  test('the same run twice gives the same bits', async () => {
    const results: Record<string, Float32Array>[] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      const session = engine.open(stepState, { trainingStep }, stepInitial);
      await session.run('trainingStep', { image, label: Int32Array.of(1, 2, 3, 4), step: Int32Array.of(1) });
      results.push(await session.read());
      session.dispose();
    }
    expect(results[0]).toEqual(results[1]);
  });
});

test('an engine on another backend than the current one is refused', async () => {
  const { tf } = await loadCpu();
  const engine = createKernelEngine({ tf, name: 'cpu', versions: {}, createOps: createKernelOps });
  const session = engine.open(state, programs, initial);
  await loadWasm();
  await expect(session.run('swap', {})).rejects.toThrow(LabError);
  expect(() => engine.open(state, programs, initial)).toThrow(LabError);
  await loadCpu();
  await session.run('swap', {});
  session.dispose();
  expect(() => createKernelEngine({ tf, name: 'wasm', versions: {}, createOps: createKernelOps })).toThrow(LabError);
});
