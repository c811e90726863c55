import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { glyphsNormalisation } from '../../main/data/normalisation.ts';
import { readDataSet } from '../../main/data/read-data-set.ts';
import { labErrorOf, needsRealData, realData, temporaryFolder } from './support.ts';

describe('readDataSet', () => {
  test('glyphs needs no folder', () => {
    const { training, test: testing, normalisation } = readDataSet('glyphs');
    expect([training.name, testing.name]).toEqual(['glyphs training', 'glyphs test']);
    expect(normalisation).toBe(glyphsNormalisation);
  });

  test('a folder too many or too few is refused', () => {
    labErrorOf(() => readDataSet('glyphs', 'somewhere'), 'invalid-argument');
    labErrorOf(() => readDataSet('cifar10'), 'invalid-argument');
    labErrorOf(() => readDataSet('idx'), 'invalid-argument');
  });

  test('a folder without the files is refused', () => {
    labErrorOf(() => readDataSet('cifar10', join(temporaryFolder(), 'a')), 'missing-file');
    labErrorOf(() => readDataSet('idx', temporaryFolder()), 'missing-file');
  });

  const real = realData('mnist');
  test.skipIf(real.absent)(`mnist ${needsRealData}`, () => {
    const { training, test: testing } = readDataSet('idx', real.path);
    expect([training.labels.length, testing.labels.length]).toEqual([60_000, 10_000]);
  });
});
