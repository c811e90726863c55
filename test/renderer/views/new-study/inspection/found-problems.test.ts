import { describe, expect, test } from 'vitest';
import { LabError } from '../../../../../main/contract/errors.ts';
import type { MappingReport } from '../../../../../main/contract/network-check.ts';
import { foundProblems } from '../../../../../renderer/views/new-study/inspection/found-problems.ts';

const written = {
  data: { source: 'npz', path: 'nan.npz' },
  model: { file: 'r18.onnx', weights: 'other.safetensors' },
};
const nan = new LabError('not-finite', 'nan.npz has a NaN.', 'Take it out.');
const missing = new LabError('missing-file', 'There is no r18.onnx.', 'Choose another.');
const misfit = { message: 'It reads 224 × 224 × 3.', nextStep: 'Use other data.' };
const counts = {
  parameters: 4,
  tensors: 4,
  matched: 3,
  missing: 1,
  unexpected: 0,
  wrongShape: 0,
  wrongType: 0,
  notFinite: 0,
};
const mapping: MappingReport = { weights: 'w', fits: false, counts, matchedWeights: 10, differences: [] };

describe('what inspections found', () => {
  test('is a problem of the field that it is put right in', () => {
    expect(foundProblems(written, { data: nan, misfit, mapping }, [])).toEqual([
      { field: 'data.path', message: 'nan.npz has a NaN. Take it out.' },
      { field: 'model.file', message: 'It reads 224 × 224 × 3. Use other data.' },
      { field: 'model.weights', message: '3 of 4 parameters match; 1 missing.' },
    ]);
  });

  test('is nothing where all is well', () => {
    expect(foundProblems(written, { mapping: { ...mapping, fits: true } }, [])).toEqual([]);
  });

  test('stands at the architecture where the network is one', () => {
    const unknown = new LabError('invalid-specification', 'There is no such network.', 'Choose one.');
    expect(foundProblems({ model: { architecture: 'lenet6' } }, { network: unknown }, [])).toMatchObject([
      { field: 'model.architecture' },
    ]);
  });

  test.each([
    ['the same field', { data: nan }, 'data.path'],
    ['another field of the data, by which its files are read', { data: nan }, 'data.validation'],
    ['the network', { network: missing }, 'model.file'],
    ['the model as a whole', { network: missing }, 'model'],
    ['the weights', { mapping }, 'model.weights'],
  ])('is left out where the specification has a problem with %s', (_, findings, field) => {
    expect(foundProblems(written, findings, [{ field, message: 'is wrong' }])).toEqual([]);
  });

  test('stays beside a problem of something else, and of the text as a whole', () => {
    const others = [
      { field: 'profile', message: 'is missing' },
      { field: '', message: 'is odd' },
    ];
    expect(foundProblems(written, { data: nan, misfit }, others)).toHaveLength(2);
  });

  test('is told once where the network could not be read for want of the data', () => {
    expect(foundProblems(written, { data: nan, network: nan, weights: nan }, [])).toMatchObject([
      { field: 'data.path' },
    ]);
  });

  test('is no problem of the draft where the machine or the connection failed', () => {
    const gone = new LabError('disconnected', 'The workbench is away.', 'Wait.');
    expect(foundProblems(written, { data: gone, network: new Error('a bug') }, [])).toEqual([]);
  });
});
