import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inputMetadata } from '../../main/data/network-files/network-metadata.ts';
import { temporaryFolder } from '../data/support.ts';
import { tinyStudy, writeWeights } from '../e2e/tiny-study.ts';
import { denseModel, onnxFile } from '../support/network-files.ts';
import { runWith } from './fake-laboratory.ts';

/** Rows of numbers, and the last column with so many classes. */
function table(folder: string, features: number, classes: number): string {
  const path = join(folder, 'table.csv');
  const rows = Array.from({ length: 20 * classes }, (_, row) =>
    [...Array.from({ length: features }, (_, feature) => row * feature), `class ${row % classes}`].join(','),
  );
  writeFileSync(path, rows.join('\n'));
  return path;
}

/** What `run --check` says of a study that is tiny but for some fields. */
async function check(folder: string, changes: Record<string, unknown>, ...words: readonly string[]) {
  const path = join(folder, 'study.yaml');
  writeFileSync(path, tinyStudy(changes));
  const { code, output, errors, opened } = await runWith(['run', path, '--check', ...words]);
  expect(opened).toEqual([]);
  return { code, output, lines: errors.replaceAll(`${folder}/`, '').split('\n') };
}

describe('run --check of a network from a file', () => {
  test('is content with data that fits it', async () => {
    const folder = temporaryFolder();
    onnxFile(folder);
    const { code, output } = await check(folder, { model: { file: 'mine.onnx' } });
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('nothing was started.') as string });
  });

  test('names images of another size, where the study names the file, and what to do', async () => {
    const folder = temporaryFolder();
    onnxFile(folder);
    const data = { source: 'csv', path: table(folder, 3, 10) };
    expect(await check(folder, { model: { file: 'mine.onnx' }, data })).toEqual({
      code: 2,
      output: '',
      lines: [
        "study.yaml:7: model.file: The network of mine.onnx reads images of 16 × 16 × 1 (height × width × channels), and the data's are 1 × 1 × 3.",
        'Use other data, or export the network for the size and the classes of these.',
        '',
      ],
    });
  });

  test.each([
    [
      'ONNX',
      (folder: string) => onnxFile(folder, 'mine.onnx', 3, 'mlp-8', { inputShape: [1, 1, 3], classes: 10 }).path,
    ],
    ['tfjs', (folder: string) => denseModel(folder, 3, 10)],
  ])('names data of another number of classes: %s', async (_format, fileIn) => {
    const folder = temporaryFolder();
    const file = fileIn(folder);
    const study = (classes: number) => ({ model: { file }, data: { source: 'csv', path: table(folder, 3, classes) } });
    expect((await check(folder, study(10))).lines).toEqual(['']);
    const { code, lines } = await check(folder, study(4));
    expect(code).toBe(2);
    expect(lines[0]).toMatch(/^study\.yaml:7: model\.file: .* tells 10 classes apart, and the data has 4\.$/);
    expect(lines[1]).toBe('Use other data, or export the network for the size and the classes of these.');
  });
});

describe('run --check of a network whose images were prepared otherwise', () => {
  const glyphs = { mean: [0.2623], standardDeviation: [0.2033], range: 'unit' as const };
  const others = { ...glyphs, mean: [0.1307], standardDeviation: [0.3081] };
  const exported = (folder: string, inputs: typeof glyphs, isInside = false) =>
    onnxFile(
      folder,
      'mine.onnx',
      3,
      'mlp-8',
      { inputShape: [16, 16, 1], classes: 10 },
      inputMetadata(inputs, isInside),
    );
  const sentence =
    'The network was trained on images normalised by mean 0.1307 and deviation 0.3081; ' +
    'those of this data are normalised by mean 0.2623 and deviation 0.2033.';
  const nextStep =
    'Use the data that the network was trained on, or train it on these images first (`model.pretraining`).';

  test('warns with both values and a next step, and is content all the same', async () => {
    const folder = temporaryFolder();
    exported(folder, others);
    const { code, output, lines } = await check(folder, { model: { file: 'mine.onnx' } });
    expect({ code, lines }).toEqual({ code: 0, lines: [''] });
    expect(output).toContain(`nothing was started.\n\n${folder}/study.yaml:9: model.file: ${sentence}\n${nextStep}\n`);
    const json = await check(folder, { model: { file: 'mine.onnx' } }, '--json');
    expect(JSON.parse(json.output)).toMatchObject({
      valid: true,
      warnings: [{ file: `${folder}/study.yaml`, line: 9, field: 'model.file', message: sentence, nextStep }],
    });
  });

  test('says nothing where they were prepared alike, or the file does not say', async () => {
    const folder = temporaryFolder();
    for (const write of [() => exported(folder, glyphs), () => onnxFile(folder, 'mine.onnx', 3, 'mlp-8')]) {
      write();
      const { output } = await check(folder, { model: { file: 'mine.onnx' } }, '--json');
      expect(JSON.parse(output)).toMatchObject({ valid: true, warnings: [] });
    }
  });

  test('asks the weights file where one takes the place of the network’s own weights', async () => {
    const folder = temporaryFolder();
    exported(folder, others);
    const weights = join(folder, 'mine.safetensors');
    const model = { file: 'mine.onnx', weights: 'mine.safetensors' };
    writeWeights(weights, 'mlp-8', undefined, inputMetadata(glyphs, false));
    expect((await check(folder, { model })).output).not.toContain('normalised');
    writeWeights(weights, 'mlp-8', undefined, inputMetadata(others, false));
    expect((await check(folder, { model })).output).toContain(
      `model.weights: ${sentence}\n${nextStep.replace('`).', '` instead of `model.weights`).')}\n`,
    );
  });

  test('says how to take a normalisation out of the network', async () => {
    const folder = temporaryFolder();
    exported(folder, glyphs, true);
    const { code, output } = await check(folder, { model: { file: 'mine.onnx' } });
    expect(code).toBe(0);
    expect(output).toContain(
      'model.file: The network normalises its images itself, and the study normalises them before it too.\n' +
        'Export the network without its normalisation (here: without `--with-normalisation`).\n',
    );
  });
});

describe('run --check of what is wrong with a study', () => {
  const sgd = { kind: 'sgd', learningRate: 0.02 };

  test('is what the run itself would say, with the same exit code', async () => {
    const model = { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 16, optimizer: sgd } };
    const folder = temporaryFolder();
    const { code, lines } = await check(folder, { model, data: { source: 'npz', path: folder } });
    expect(code).toBe(1);
    expect(lines[0]).toMatch(/^study\.yaml:5: data\.path: /);
    expect(lines).toHaveLength(3);
  });

  test('is all of it, a line each, and as JSON a problem each', async () => {
    const model = { architecture: 'mlp-8', pretraining: { epochs: 1, batch: 900, optimizer: sgd } };
    const training = { epochs: 1, batch: 800, optimizer: sgd };
    const folder = temporaryFolder();
    const { code, lines } = await check(folder, { model, training });
    expect(code).toBe(2);
    expect(lines).toEqual([
      expect.stringMatching(/^study\.yaml:\d+: model\.pretraining\.batch: .* is 900, .* Use a smaller batch/),
      expect.stringMatching(/^study\.yaml:\d+: training\.batch: .* is 800, .* Use a smaller batch/),
      'Correct these 2 fields and repeat the command; docs/specification.md describes every field.',
      '',
    ]);
    const { output } = await check(folder, { model, training }, '--json');
    expect(JSON.parse(output)).toMatchObject({
      error: {
        code: 'invalid-specification',
        problems: [{ field: 'model.pretraining.batch' }, { field: 'training.batch' }],
      },
    });
  });
});
