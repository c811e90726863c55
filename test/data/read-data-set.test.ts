import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataSchema } from '../../main/contract/data.ts';
import { glyphsNormalisation } from '../../main/data/normalisation.ts';
import { readDataSet } from '../../main/data/read-data-set.ts';
import { labErrorOf, needsRealData, realData, temporaryFolder } from './support.ts';

describe('readDataSet', () => {
  test('glyphs needs no folder', () => {
    const { training, test: testing, normalisation } = readDataSet(dataSchema.parse({ source: 'glyphs' }));
    expect([training.name, testing.name]).toEqual(['glyphs training', 'glyphs test']);
    expect(normalisation).toBe(glyphsNormalisation);
  });

  test('a folder too many or too few is refused', () => {
    labErrorOf(() => readDataSet(dataSchema.parse({ source: 'glyphs', path: 'somewhere' })), 'invalid-argument');
    for (const source of ['cifar10', 'idx', 'npz', 'images', 'csv']) {
      labErrorOf(() => readDataSet(dataSchema.parse({ source })), 'invalid-argument');
    }
  });

  test('a folder without the files is refused', () => {
    labErrorOf(
      () => readDataSet(dataSchema.parse({ source: 'cifar10', path: join(temporaryFolder(), 'a') })),
      'missing-file',
    );
    labErrorOf(() => readDataSet(dataSchema.parse({ source: 'idx', path: temporaryFolder() })), 'missing-file');
  });

  const real = realData('mnist');
  test.skipIf(real.absent)(`mnist ${needsRealData}`, () => {
    const { training, test: testing } = readDataSet(dataSchema.parse({ source: 'idx', path: real.path }));
    expect([training.labels.length, testing.labels.length]).toEqual([60_000, 10_000]);
  });
});
