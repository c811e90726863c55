import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { writeNpz } from '../../../main/data/npz/npz.ts';
import { weightsSafetensors } from '../../../main/data/network-files/weights-safetensors.ts';
import { forwardPass } from '../../../main/lab/network/forward.ts';
import { scatteredValues } from '../../support/keras-models.ts';
import { onnxFile } from '../../support/network-files.ts';
import { referenceOps } from '../../support/reference-ops.ts';
import { tensor } from '../../support/reference-tensor.ts';
import { tinyStudy } from '../../e2e/tiny-study.ts';
import { testInspection } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-networks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { ask } = testInspection({ currentFolder: folder });
const glyphs = { source: 'glyphs' } as const;
const { path, network, parameters } = onnxFile(folder, 'mine.onnx', 3, 'mlp-8');
writeFileSync(join(folder, 'mine.safetensors'), Buffer.concat(weightsSafetensors(network, parameters, {})));

describe('a network of a file', () => {
  test('is laid out at its own size, with what is known of the file', async () => {
    const found = await ask('network.describe', { file: 'mine.onnx', data: glyphs });
    expect(found).toMatchObject({ architecture: 'mine', input: [16, 16, 1], classes: 10 });
    expect(found.file).toMatchObject({ path, format: 'onnx', checksum: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(found.file!.misfit).toBeUndefined();
  });

  test('says why it does not fit the data', async () => {
    const data = { source: 'cifar10', path: 'not there' } as const;
    const { file, input } = await ask('network.describe', { file: 'mine.onnx', data });
    expect(input).toEqual([16, 16, 1]);
    expect(file!.misfit!.message).toContain("the data's are 32 × 32 × 3");
  });

  test('has plans of its layers', async () => {
    const choice = { names: ['fc2'] };
    const { plan } = await ask('plan.describe', { file: 'mine.onnx', data: glyphs, choice });
    expect(plan.trained).toEqual(['fc2']);
  });

  test('is one of the two', async () => {
    await expect(ask('network.describe', { data: glyphs })).rejects.toMatchObject({ code: 'invalid-argument' });
    const both = { architecture: 'lenet5', file: 'mine.onnx', data: glyphs };
    await expect(ask('network.describe', both)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  test('is seen in the hardware with its own weights', async () => {
    const profile = { quantization: { bits: 4 }, weights: { noise: 'none' } } as const;
    const asked = { model: { file: 'mine.onnx' }, data: glyphs, profile: { warnings: [], except: [], ...profile } };
    const { weightsFrom, layers } = await ask('profile.preview', asked as never);
    expect(weightsFrom).toBe('file');
    expect(layers.map(({ layer }) => layer)).toEqual(['fc1', 'fc2']);
  });
});

describe('a study of a network from a file', () => {
  const text = tinyStudy({ model: { file: 'mine.onnx' }, seeds: [1] });

  test.each([
    [
      { source: 'csv', path: 'rows.csv' },
      "reads images of 16 × 16 × 1 (height × width × channels), and the data's are",
    ],
    [{ source: 'npz', path: 'four.npz' }, 'tells 10 classes apart, and the data has 4.'],
  ])('is checked against the data: %o', async (data, words) => {
    writeFileSync(join(folder, 'rows.csv'), Array.from({ length: 40 }, (_, row) => `${row},${row % 10}`).join('\n'));
    const classes = Uint8Array.from({ length: 80 }, (_, image) => image % 4);
    const images = { shape: [80, 16, 16, 1], dtype: 'u1' as const, values: new Uint8Array(80 * 256) };
    writeFileSync(
      join(folder, 'four.npz'),
      writeNpz([
        ['x_train', images],
        ['y_train', { shape: [80], dtype: 'u1', values: classes }],
      ]),
    );
    const training = { epochs: 1, batch: 8, optimizer: { kind: 'sgd', learningRate: 0.1 } };
    const misfit = tinyStudy({ model: { file: 'mine.onnx' }, data, training, sensitivity: { batch: 8 } });
    const { problems, specification } = await ask('specification.check', { text: misfit });
    expect(specification).toBeUndefined();
    expect(problems).toMatchObject([{ field: 'model.file', message: expect.stringContaining(words) as string }]);
    expect(problems[0]!.message).toContain('Use other data, or export the network for the size and the classes');
  });

  test('is timed before it is launched', async () => {
    const { parts } = await ask('study.probe', { text, scores: [] });
    expect(parts.map(({ architecture }) => architecture)).toEqual(['mine', 'mine']);
  });

  test('has the scores of its layers, on the weights of the file', async () => {
    const { architecture, profiles } = await ask('sensitivity.compute', { text });
    expect(architecture).toBe('mine');
    expect(profiles[0]!.scores.map(({ layer }) => layer).toSorted()).toEqual(['fc1', 'fc2']);
  });
});

describe('the check of a network', () => {
  test('maps a weights file to it', async () => {
    const { mapping } = await ask('network.check', { file: 'mine.onnx', weights: 'mine.safetensors' });
    expect(mapping).toMatchObject({ fits: true, counts: { matched: 4, missing: 0 } });
    const other = await ask('network.check', { architecture: 'mlp-9', data: glyphs, weights: 'mine.safetensors' });
    expect(other.mapping).toMatchObject({ fits: false, counts: { wrongShape: 3 } });
  });

  test('sees its logits beside those of another program', async () => {
    const inputs = scatteredValues(5 * 256, 2);
    const held = Object.fromEntries(
      Object.entries(parameters).map(([name, values]) => [name, tensor(values, network.parameters[name]!.shape)]),
    );
    const mode = { batchStatistics: new Set<string>() };
    const { output } = forwardPass(referenceOps, network, held, tensor(inputs, [5, 16, 16, 1]), mode);
    const write = (name: string, logits: Float32Array): void =>
      writeFileSync(
        join(folder, name),
        writeNpz([
          ['images', { shape: [5, 16, 16, 1], dtype: 'f4', values: inputs }],
          ['logits', { shape: [5, 10], dtype: 'f4', values: logits }],
        ]),
      );
    const right = Float32Array.from(output.values);
    write('right.npz', right);
    write(
      'wrong.npz',
      right.map((value, index) => (index < 10 ? -value : value)),
    );
    const same = await ask('network.check', { file: 'mine.onnx', reference: 'right.npz' });
    expect(same.logits).toMatchObject({ images: 5, classes: 10, agreeing: 5 });
    expect(same.logits!.maximumDifference).toBeLessThan(1e-5);
    const other = await ask('network.check', { file: 'mine.onnx', reference: 'wrong.npz' });
    expect(other.logits!.agreeing).toBe(4);
    expect(other.logits!.maximumDifference).toBeGreaterThan(0.1);
    await expect(
      ask('network.check', { architecture: 'mlp-8', data: glyphs, reference: 'right.npz' }),
    ).rejects.toMatchObject({ code: 'invalid-argument' });
  });
});
