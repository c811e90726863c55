import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { exportOnnx } from '../../../main/data/onnx/export-onnx.ts';
import { importOnnxBytes } from '../../../main/data/onnx/import-onnx.ts';
import { inferShapes } from '../../../main/lab/network/shapes.ts';
import { damagedBytes, damagedModel, drawsOf } from './damage.ts';
import { everyOperation, randomParameters, sizeOf } from './onnx-networks.ts';

const folder = join(import.meta.dirname, '../../fixtures');
const files: Uint8Array[] = [
  'onnx/small-cnn.torchscript.onnx',
  'onnx/small-cnn.torchscript-unfolded.onnx',
  'onnx/spelt-out.torchscript.onnx',
  'onnx/spelt-out.dynamo-unfolded.onnx',
  'onnx-tensorflow/rescaling.nhwc.onnx',
  'onnx-tensorflow/branches.nhwc.onnx',
].map((name) => new Uint8Array(readFileSync(join(folder, name))));
files.push(exportOnnx(everyOperation, randomParameters(everyOperation), { version: '1.2.3' }));

test('500 damaged files are refused or read as a network that is one, and take little memory', () => {
  const outcomes = { read: 0, refused: 0 };
  const causes = new Set<string>();
  let most = 0;
  for (let seed = 0; seed < 500; seed++) {
    const draw = drawsOf(seed);
    const file = files[seed % files.length]!;
    const damaged = draw(5) < 2 ? damagedBytes(file, draw) : damagedModel(file, draw);
    try {
      const { network, parameters } = importOnnxBytes(damaged, 'damaged');
      expect(inferShapes(network, 2).get(network.nodes.at(-1)!.name)).toEqual([2, network.classes]);
      for (const [name, { shape }] of Object.entries(network.parameters)) {
        expect(parameters[name]).toHaveLength(sizeOf(shape));
        expect(parameters[name]!.every(Number.isFinite)).toBe(true);
      }
      outcomes.read++;
    } catch (error) {
      if (!(error instanceof LabError))
        throw new Error(`Seed ${seed} was not refused as it should be.`, { cause: error });
      expect(error.message.length, `sentence of seed ${seed}`).toBeLessThan(700);
      causes.add(error.message.replace(/\d+|"[^"]*"/g, ''));
      outcomes.refused++;
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers);
  }
  expect(most).toBeLessThan(500e6);
  // The fuzzer reaches both ends, and many different rules
  expect(outcomes.read).toBeGreaterThan(50);
  expect(outcomes.refused).toBeGreaterThan(200);
  expect(causes.size).toBeGreaterThan(40);
});
