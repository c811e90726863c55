import { expect, test } from 'vitest';
import { dataSchema, type DataSpecification } from '../../../main/contract/specification.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { trainedInputs } from '../../../main/runs/model/trained-inputs.ts';
import type { Run } from '../../../main/store/run-rows.ts';

const glyphs = dataSchema.parse({ source: 'glyphs' });
const { checksum } = readDataSet(glyphs).training;

function runOf(provenance: object | undefined, data: DataSpecification = glyphs): Run {
  return { configuration: { study: { data } }, provenance } as unknown as Run;
}

test('are as the run recorded them, whatever the data is now', () => {
  const inputs = { mean: [0.5], standardDeviation: [2], range: 'own' };
  expect(trainedInputs(runOf({ inputs, checksums: { training: 'other' } }))).toEqual(inputs);
});

test('of a run before that are read from the very same data', () => {
  expect(trainedInputs(runOf({ checksums: { training: checksum } }))).toMatchObject({
    mean: [0.2623],
    standardDeviation: [0.2033],
    range: 'unit',
    channels: ['grey'],
  });
});

test('are not known where nothing was recorded and the data is another, gone, or a folder of images', () => {
  const missing = dataSchema.parse({ source: 'idx', path: '/nowhere' });
  const images = dataSchema.parse({ source: 'images', path: '/nowhere' });
  expect(trainedInputs(runOf(undefined))).toBeUndefined();
  expect(trainedInputs(runOf({ checksums: {} }))).toBeUndefined();
  expect(trainedInputs(runOf({ checksums: { training: 'other' } }))).toBeUndefined();
  expect(trainedInputs(runOf({ checksums: { training: checksum } }, missing))).toBeUndefined();
  expect(trainedInputs(runOf({ checksums: { training: checksum } }, images))).toBeUndefined();
});
