import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportFigures, trainingRateIn } from '../../../main/runs/laboratory/export-figures.ts';
import { smallStudy } from '../job/bench.ts';
import { temporaryFolder, thrownBy } from '../../store/support.ts';
import { faultEvent, finishedMemoryStudy, memoryStudy, ratesEvent, smallWeights } from './memory-study.ts';
import { accuracy, storeStudy } from './stored-study.ts';

function finished() {
  return finishedMemoryStudy(memoryStudy(), (label) => [
    ...(label.startsWith('uniform') ? [faultEvent(0, 0.94), faultEvent(0.5, 0.4, 'fc1')] : []),
    ...(label.startsWith('LaNMax') ? [ratesEvent(1, 0.02)] : []),
  ]);
}

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\r\n');

describe('exporting the data of figures', () => {
  test('writes the files it says with as many rows, and where they come from', () => {
    const { store, studyId } = finished();
    const folder = join(temporaryFolder(), 'new', 'figures');
    const result = exportFigures(store, studyId, folder, 'lab export 1 figures');
    expect(result).toMatchObject({ folder, provenance: 'export.json', study: { id: studyId, name: 'Memories' } });
    expect(readdirSync(folder).toSorted()).toEqual(
      [...result.files.map(({ file }) => file), result.provenance].toSorted(),
    );
    for (const { file, rows } of result.files) {
      expect([file, linesOf(join(folder, file)).length]).toEqual([file, rows + 1]);
    }
    expect(linesOf(join(folder, 'test-rate-against-training-rate.csv')).slice(0, 2)).toEqual([
      'profile,method,label,training_rate_per_bit,test_rate_per_bit,accuracy_fraction,low,high,confidence,interval_over,interval_n',
      'binary,uniform-bsc,uniform p=0.01,0.01,0,0.94,0.94,0.94,0.95,seeds,3',
    ]);
    const provenance = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as Record<string, unknown>;
    expect(provenance).toMatchObject({
      study: { name: 'Memories' },
      command: 'lab export 1 figures',
      engines: ['wasm, float32'],
      application: { name: 'Noisefloor' },
      energyReference: { architecture: 'mlp-8', weights: smallWeights, bits: 1 },
      bootstrapResamples: 2000,
      files: result.files,
    });
    expect(Date.parse(provenance['exportedAt'] as string)).toBeLessThanOrEqual(Date.now());
  });

  test('replaces files of the same names and leaves others', () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'savings.csv'), 'old');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    exportFigures(store, studyId, folder, 'lab export');
    expect(linesOf(join(folder, 'savings.csv'))[0]).toMatch(/^method,against,/);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('makes nothing of a study that has nothing to draw, and says what would', () => {
    const study = storeStudy(smallStudy());
    study.finish(study.ids[1]!, [accuracy('clean', [0.9])]);
    const folder = join(temporaryFolder(), 'figures');
    expect(thrownBy(() => exportFigures(study.store, study.studyId, folder, 'lab export'))).toMatchObject({
      code: 'not-found',
      message: `Study ${study.studyId} (small) has no data for figures.`,
      nextStep: expect.stringMatching(/`memory`.*`lanmax`.*`evaluation\.faultRates`.*2 of its runs are not finished/),
    });
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('refuses a folder that is a file', () => {
    const { store, studyId } = finished();
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    const inside = join(path, 'folder');
    for (const target of [path, inside]) {
      expect(thrownBy(() => exportFigures(store, studyId, target, 'lab export'))).toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(target) as string,
      });
    }
  });

  test('leaves no part of a file where one cannot be written', () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'savings.csv'));
    expect(thrownBy(() => exportFigures(store, studyId, folder, 'lab export'))).toMatchObject({
      name: 'LabError',
      message: expect.stringContaining('savings.csv') as string,
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});

test('the training rate of a curve is that of its method, where there is one for all layers', () => {
  const methods = [
    { method: 'reliable' },
    { method: 'uniform-bsc', trainRate: 0.02, testRate: 0.01 },
    { method: 'lanmax', tradeoff: 1 },
    { method: 'noise-injection' },
    { method: 'noise-injection', rate: 0.03, label: 'own' },
  ];
  const profile = { quantization: { scheme: 'binary' } };
  const profiles = {
    same: { ...profile, memory: { rate: 0.05 } },
    layers: { ...profile, memory: { rate: 0.05, layers: { fc1: 0.1 } } },
  };
  const rate = trainingRateIn(memoryStudy({ profile: undefined, profiles, methods }));
  expect(rate({ profile: 'same', label: 'reliable' })).toBe(0);
  expect(rate({ profile: 'same', label: 'uniform p=0.02, used at 0.01' })).toBe(0.02);
  expect(rate({ profile: 'same', label: 'LaNMax λ=1' })).toBeUndefined();
  expect(rate({ profile: 'same', label: 'noise injection' })).toBe(0.05);
  expect(rate({ profile: 'layers', label: 'noise injection' })).toBeUndefined();
  expect(rate({ profile: 'layers', label: 'own' })).toBe(0.03);
});
