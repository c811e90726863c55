import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trainingSchema } from '../../../main/contract/specification.ts';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { fullPlan } from '../../../main/lab/training/plan.ts';
import { trainingState } from '../../../main/lab/training/step.ts';
import { readCheckpoint, writeCheckpoint } from '../../../main/runs/job/checkpoint.ts';

const network = buildArchitecture('resnet8-cifar', { inputShape: [16, 16, 1] });
const adam = trainingSchema.parse({ epochs: 1, optimizer: { kind: 'adam', learningRate: 0.1 } });
const shapes = trainingState(network, fullPlan(network), adam);
/** Every pattern of bits that a finite float32 may have: zeros of both signs, subnormal numbers, the largest. */
const state = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    const bits = new Uint32Array(values.buffer);
    const stream = randomStream(7, name, 0);
    bits.forEach((_, index) => (bits[index] = stream.nextInteger(2 ** 32)));
    values.forEach((value, index) => {
      if (!Number.isFinite(value)) values[index] = -0;
    });
    return [name, values];
  }),
);
const bitsOf = (tensors: Readonly<Record<string, Float32Array>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { buffer, byteOffset, byteLength }]) => [
      name,
      Buffer.from(buffer, byteOffset, byteLength).toString('hex'),
    ]),
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'noisefloor-checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a checkpoint', () => {
  test('comes back bit by bit: weights, batch-norm statistics, both moments', () => {
    expect(Object.keys(shapes).length).toBeGreaterThan(2 * Object.keys(network.parameters).length);
    const event = writeCheckpoint(folder, network, shapes, state, { epoch: 3, step: 5 }, false);
    expect(event).toMatchObject({ type: 'checkpoint', position: { epoch: 3, step: 5 }, final: false });
    const bytes = readFileSync(event.path);
    expect(event.bytes).toBe(bytes.length);
    expect(event.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(bitsOf(readCheckpoint(event.path, network, shapes))).toEqual(bitsOf(state));
  });

  test('has the same bytes whatever order the state comes in, and another file each time', () => {
    const reversed = Object.fromEntries(Object.entries(state).reverse());
    const [first, second] = [state, reversed].map((each) =>
      writeCheckpoint(folder, network, shapes, each, { epoch: 1, step: 0 }, false),
    );
    expect(second!.sha256).toBe(first!.sha256);
    expect(second!.path).not.toBe(first!.path);
  });

  test('leaves no other file behind', () => {
    expect(readdirSync(folder).filter((name) => !/^[0-9a-f-]{36}\.safetensors$/.test(name))).toEqual([]);
  });

  test("has torchvision's names, layout and position for other tools", () => {
    const { path } = writeCheckpoint(folder, network, shapes, state, { epoch: 2, step: 0 }, true);
    const { metadata, tensors } = readSafetensors(path);
    expect(metadata).toEqual({ architecture: 'resnet8-cifar', epoch: '2', step: '0', format: 'pt' });
    expect(new Set(tensors.keys())).toEqual(new Set(Object.keys(network.parameters)));
    expect(tensors.get('conv1.weight')?.shape).toEqual([16, 1, 3, 3]);
    expect(tensors.get('linear.weight')?.shape).toEqual([10, 64]);
  });

  test.each([
    ['a final one, which has no moments', network, true, 'resnet8-cifar'],
    ['one of another network', network, false, 'resnet14-cifar'],
    ['one of other images', network, false, 'lenet5'],
  ])('is refused where it does not fit: %s', (_, written, final, name) => {
    const { path } = writeCheckpoint(folder, written, shapes, state, { epoch: 1, step: 0 }, final);
    const other = buildArchitecture(name, { inputShape: [16, 16, 1] });
    expect(() => readCheckpoint(path, other, trainingState(other, fullPlan(other), adam))).toThrow(
      expect.objectContaining({ name: 'LabError', code: 'weights-mismatch', message: expect.stringContaining(path) }),
    );
  });
});
