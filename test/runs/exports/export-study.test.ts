import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import type { ExportRequest } from '../../../main/runs/exports/export-command.ts';
import { exportStudy } from '../../../main/runs/exports/export-study.ts';
import type { Workspace } from '../../../main/store/workspace.ts';
import { smallStudy } from '../job/bench.ts';
import { temporaryFolder } from '../../store/support.ts';
import { faultEvent, finishedMemoryStudy, memoryStudy, ratesEvent, smallWeights } from '../laboratory/memory-study.ts';
import { accuracy, storeStudy } from '../laboratory/stored-study.ts';

function finished() {
  return finishedMemoryStudy(memoryStudy(), (label) => [
    ...(label.startsWith('uniform') ? [faultEvent(0, 0.94), faultEvent(0.5, 0.4, 'fc1')] : []),
    ...(label.startsWith('LaNMax') ? [ratesEvent(1, 0.02)] : []),
  ]);
}

const style = figureStyleSchema.parse({});
const request: ExportRequest = {
  tables: { formats: ['latex', 'csv'], options: { siunitx: false } },
  figures: { formats: ['svg', 'csv'], style },
};
const only = (tables: readonly string[], figures: readonly string[]): ExportRequest => ({
  tables: { ...request.tables, names: tables },
  figures: { ...request.figures, names: figures },
});

const write = (store: Workspace, studyId: number, folder: string, asked = request) =>
  exportStudy(store, { studyId, folder }, asked);
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\r\n');

describe('exporting tables and figures', () => {
  test('writes the files it says, with their hashes, and where they come from', async () => {
    const { store, studyId } = finished();
    const folder = join(temporaryFolder(), 'new', 'paper');
    const result = await write(store, studyId, folder);
    expect(result).toMatchObject({ folder, provenance: 'export.json', study: { id: studyId, name: 'Memories' } });
    expect(readdirSync(folder).toSorted()).toEqual(
      [...result.files.map(({ file }) => file), result.provenance].toSorted(),
    );
    for (const { file, bytes, sha256 } of result.files) {
      const content = readFileSync(join(folder, file));
      expect([file, content.length]).toEqual([file, bytes]);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    const names = result.files.map(({ file }) => file);
    for (const name of ['energy-accuracy-table.tex', 'iso-accuracy-savings-table.csv', 'pareto-fronts.svg']) {
      expect(names).toContain(name);
    }
    const provenance = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as Record<string, unknown>;
    expect(provenance).toMatchObject({
      study: { name: 'Memories' },
      command: `npm run -s lab -- export ${studyId} ${folder} --tables latex,csv --figures svg,csv`,
      engines: ['wasm, float32'],
      application: { name: 'Noisefloor' },
      energyReference: { architecture: 'mlp-8', weights: smallWeights, bits: 1 },
      bootstrapResamples: 2000,
      files: result.files,
    });
    expect(Date.parse(provenance['exportedAt'] as string)).toBeLessThanOrEqual(Date.now());
  });

  test("has the data of the papers' figures under the names that they had", async () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    await write(store, studyId, folder);
    for (const stem of [
      'energy-accuracy',
      'energy-accuracy-by-seed',
      'hypervolumes',
      'savings',
      'gains',
      'rate-history',
    ]) {
      expect(linesOf(join(folder, `${stem}.csv`)).length).toBeGreaterThan(1);
    }
    expect(linesOf(join(folder, 'test-rate-against-training-rate.csv')).slice(0, 2)).toEqual([
      'profile,method,label,training_rate_per_bit,test_rate_per_bit,accuracy_fraction,low,high,confidence,interval_over,interval_n',
      'binary,uniform-bsc,uniform p=0.01,0.01,0,0.94,0.94,0.94,0.95,seeds,3',
    ]);
  });

  test('a file is the same bytes whatever it is written with, and wherever', async () => {
    const { store, studyId } = finished();
    const [all, alone] = [temporaryFolder(), temporaryFolder()];
    await write(store, studyId, all);
    const result = await write(store, studyId, alone, only(['energy-accuracy-table'], ['pareto-fronts', 'savings']));
    expect(result.files.map(({ file }) => file)).toEqual([
      ...[
        'energy-accuracy-table.tex',
        'energy-accuracy-table.csv',
        'pareto-fronts.svg',
        'pareto-fronts.csv',
        'savings.csv',
      ],
    ]);
    for (const { file } of result.files) {
      expect([file, readFileSync(join(alone, file)).equals(readFileSync(join(all, file)))]).toEqual([file, true]);
    }
    const source = readFileSync(join(alone, 'energy-accuracy-table.tex'), 'utf8');
    expect(source).toContain(
      `% Command: npm run -s lab -- export ${studyId} . --tables latex --figures none --only energy-accuracy-table\n`,
    );
  });

  test('replaces files of the same names and leaves others', async () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'savings.csv'), 'old');
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await write(store, studyId, folder, only([], ['savings']));
    expect(linesOf(join(folder, 'savings.csv'))[0]).toMatch(/^method,against,/);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('refuses a name that there is nothing of, and makes no folder', async () => {
    const { store, studyId } = finished();
    const folder = join(temporaryFolder(), 'paper');
    await expect(write(store, studyId, folder, only(['saft-table-9'], []))).rejects.toMatchObject({
      code: 'not-found',
      message: 'The study has no table or figure "saft-table-9".',
      nextStep: expect.stringMatching(/^It has .*energy-accuracy-table.*pareto-fronts.*savings/),
    });
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('makes nothing of a study that has nothing of it, and says what may be missing', async () => {
    const study = storeStudy(smallStudy());
    study.finish(study.ids[1]!, [accuracy('clean', [0.9])]);
    const folder = join(temporaryFolder(), 'figures');
    const nothing = { tables: { ...request.tables, formats: [] }, figures: { ...request.figures, formats: [] } };
    await expect(write(study.store, study.studyId, folder, nothing)).rejects.toMatchObject({
      code: 'not-found',
      message: `Study ${study.studyId} (small) has nothing of what is asked for.`,
      nextStep: expect.stringMatching(/2 of its runs are not finished/),
    });
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('refuses a folder that is a file', async () => {
    const { store, studyId } = finished();
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, '');
    for (const target of [path, join(path, 'folder')]) {
      await expect(write(store, studyId, target)).rejects.toMatchObject({
        code: 'invalid-argument',
        message: expect.stringContaining(target) as string,
      });
    }
  });

  test('leaves no part of a file where one cannot be written', async () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'savings.csv'));
    await expect(write(store, studyId, folder, only([], ['savings']))).rejects.toMatchObject({
      name: 'LabError',
      message: expect.stringContaining('savings.csv') as string,
    });
    expect(readdirSync(folder)).toEqual(['savings.csv']);
  });

  test('tells how far it is, and stops between two files', async () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    const stopping = new AbortController();
    const onProgress = vi.fn((_fraction: number, detail: string) => {
      if (detail === 'hypervolumes-table, csv') stopping.abort();
    });
    const options = { onProgress, signal: stopping.signal };
    await expect(exportStudy(store, { studyId, folder }, request, options)).rejects.toMatchObject({ code: 'stopped' });
    const fractions = onProgress.mock.calls.map(([fraction]) => fraction);
    expect(fractions).toEqual(fractions.toSorted((first, second) => first - second));
    expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true);
    const names = readdirSync(folder);
    expect(names).toContain('hypervolumes-table.tex');
    expect(names).not.toContain('hypervolumes-table.csv');
    expect(names).not.toContain('export.json');
  });
});
