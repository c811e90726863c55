import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InvalidSpecificationError, formatProblem } from '../../../main/runs/specification/problem.ts';
import { readSpecificationText } from '../../../main/runs/specification/read-specification-text.ts';
import { checkSpecificationText } from '../../../main/workbench/inspection/specification/check-specification.ts';
import { temporaryFolder } from '../../data/support.ts';
import { onnxFile } from '../../support/network-files.ts';

const study = (model: string, methods = '[{ method: plain }]', source = 'glyphs') => `version: 1
name: Small
data: { source: ${source} }
model: ${model}
profile: { weights: { noise: none } }
methods: ${methods}
training: { epochs: 1, batch: 8, optimizer: { kind: sgd, learningRate: 0.01 } }
`;

function problemsOf(text: string, folder: string): readonly string[] {
  try {
    readSpecificationText(text, { currentFolder: folder, name: 's' });
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return error.problems.map(formatProblem);
  }
}

test('the file of a network takes the place of an architecture and of weights', () => {
  const folder = temporaryFolder();
  const { path } = onnxFile(folder);
  const { specification } = readSpecificationText(study('{ file: mine.onnx }'), { currentFolder: folder });
  expect(specification.model).toEqual({ file: path, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
});

test.each([
  [
    '{ file: mine.onnx, architecture: lenet5 }',
    's:4: model.architecture: there is a `file` too (allowed: one of the two)',
  ],
  [
    '{ weights: mine.onnx }',
    's:4: model.architecture: missing (allowed: the name of an `architecture`, or the `file` of a network)',
  ],
  [
    `{ architecture: lenet5, weights: mine.onnx, checksum: ${'0'.repeat(64)} }`,
    's:4: model.checksum: there is no `file` that it could be of (allowed: no `checksum`)',
  ],
])('%s is one problem', (model, problem) => {
  const folder = temporaryFolder();
  onnxFile(folder);
  expect(problemsOf(study(model), folder)).toEqual([problem]);
});

test('layers are those of the file', () => {
  const folder = temporaryFolder();
  onnxFile(folder);
  const text = study('{ file: mine.onnx }', '[{ method: saft, layers: { names: [conv1, conv3] } }]');
  expect(problemsOf(text, folder)).toEqual([
    's:6: methods[0].layers.names[1]: the network has no matmul layer "conv3", did you mean `conv1`? ' +
      '(allowed: conv1, conv2, fc1, fc2, fc3)',
  ]);
});

test('a file that is no network is a problem of its field', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'mine.onnx'), 'nothing');
  expect(problemsOf(study('{ file: mine.onnx }'), folder)[0]).toMatch(/^s:4: model\.file: /);
});

test('a file that is not there is missing', () => {
  const currentFolder = temporaryFolder();
  expect(() => readSpecificationText(study('{ file: none.onnx }'), { currentFolder })).toThrow(
    /model\.file: there is no network file at /,
  );
});

test('the wizard is told its runs, or where the file should be', () => {
  const folder = temporaryFolder();
  onnxFile(folder);
  const folders = { currentFolder: folder };
  const checked = checkSpecificationText(study('{ file: mine.onnx }'), folders);
  expect(checked.problems).toEqual([]);
  expect(checked.runs.map(({ kind }) => kind)).toEqual(['prepare', 'train']);
  const missing = checkSpecificationText(study('{ file: nothing.onnx }'), folders);
  expect(missing.problems).toMatchObject([{ field: 'model.file', line: 4 }]);
});

test('a checksum that is written down is held to', () => {
  const folder = temporaryFolder();
  onnxFile(folder);
  const text = study(`{ file: mine.onnx, checksum: ${'a'.repeat(64)} }`);
  const { problems } = checkSpecificationText(text, { currentFolder: folder });
  expect(problems[0]).toMatchObject({ field: 'model.file' });
  expect(problems[0]!.message).toContain('is not the one that the study was made with');
});
