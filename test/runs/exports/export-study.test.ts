import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { figureStyleSchema, type FigureStyle } from '../../../main/contract/figure-style.ts';
import type { ExportRequest } from '../../../main/runs/exports/export-command.ts';
import type { StudyExport } from '../../../main/runs/exports/export-services.ts';
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
    const record = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as {
      exports: Record<string, unknown>[];
    };
    expect(record).toMatchObject({ format: 'noisefloor-export', version: 1 });
    const [provenance] = record.exports;
    expect(provenance).toMatchObject({
      study: { name: 'Memories', uid: store.studies.uid(studyId) },
      command: `npm run -s lab -- export Memories ${folder} --tables latex,csv --figures svg,csv`,
      engines: ['wasm, float32'],
      application: { name: 'Noisefloor' },
      energyReference: { architecture: 'mlp-8', weights: smallWeights, bits: 1 },
      bootstrapResamples: 2000,
      files: result.files,
    });
    expect(Date.parse(provenance!['exportedAt'] as string)).toBeLessThanOrEqual(Date.now());
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
      `% Command: npm run -s lab -- export Memories@${store.studies.uid(studyId).slice(0, 12)} . --tables latex --figures none --only energy-accuracy-table\n`,
    );
  });

  test('goes with a prefix before names of files and labels, and in the command of each', async () => {
    const { store, studyId } = finished();
    const folder = temporaryFolder();
    const asked = {
      tables: { ...request.tables, formats: ['latex'] as const, names: ['energy-accuracy-table'] },
      figures: { formats: ['pgfplots', 'csv'] as const, style, names: ['pareto-fronts', 'savings'] },
    };
    const result = await write(store, studyId, folder, { ...asked, prefix: 'bits' });
    expect(result.files.map(({ file }) => file)).toEqual([
      ...['bits-energy-accuracy-table.tex', 'bits-pareto-fronts.tex', 'bits-pareto-fronts-pgfplots.csv'],
      ...['bits-pareto-fronts.csv', 'bits-savings.csv'],
    ]);
    const table = readFileSync(join(folder, 'bits-energy-accuracy-table.tex'), 'utf8');
    expect(table).toContain(String.raw`\label{tab:bits-energy-accuracy-table}`);
    expect(table).toContain('--only energy-accuracy-table --prefix bits\n');
    expect(readFileSync(join(folder, 'bits-pareto-fronts.tex'), 'utf8')).toContain('bits-pareto-fronts-pgfplots.csv');
    expect(result.command).toContain(' --prefix bits');
    // A hyphen at its end is the one that stands there anyway
    const again = await write(store, studyId, temporaryFolder(), { ...asked, prefix: 'bits-' });
    expect(again.files.map(({ file }) => file)).toEqual(result.files.map(({ file }) => file));
  });

  test('says which figures are higher than a page', async () => {
    const profile = { weights: { noise: 'gaussian', mode: 'multiplicative', sigma: 0.2 } };
    const profiles = { a: profile, b: profile, c: profile };
    const study = storeStudy(smallStudy({ profile: undefined, profiles }));
    for (const [index, { kind }] of study.configurations.entries()) {
      if (kind !== 'prepare') continue;
      const scores = (['std', 'kl'] as const).flatMap((metric) =>
        ['fc1', 'fc2'].map((layer) => ({ metric, layer, value: 1, standardError: 0.1, n: 4, seed: 1, seconds: 1 })),
      );
      study.finish(study.ids[index]!, [accuracy('clean', [0.9]), { type: 'sensitivity', scores }]);
    }
    const overlongOf = async (changes: Partial<FigureStyle>): Promise<StudyExport['overlong']> => {
      const figures = { formats: ['svg', 'pgfplots', 'csv'], style: { ...style, ...changes } } as const;
      const tables = { ...request.tables, formats: [] };
      return (await write(study.store, study.studyId, temporaryFolder(), { tables, figures })).overlong;
    };
    expect(await overlongOf({})).toEqual([]);
    const [svg, tex] = await overlongOf({ width: 40, fontPt: 20 });
    expect([svg!.file, tex!.file]).toEqual(['sensitivity.svg', 'sensitivity.tex']);
    expect(svg!.heightMm).toBeGreaterThan(225);
    expect(await overlongOf({ width: 40, fontPt: 20, heightMm: 900 })).toEqual([]);
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

  test('says of runs that failed that they did, and why', async () => {
    const study = storeStudy(smallStudy());
    const error = {
      name: 'LabError',
      code: 'invalid-data-file',
      message: 'The file of images ends early.',
      nextStep: 'Download it again.',
    } as const;
    for (const id of study.ids) study.finish(id, [], { type: 'failed', error });
    for (const asked of [request, only(['saft-table-1'], [])]) {
      await expect(write(study.store, study.studyId, temporaryFolder(), asked)).rejects.toMatchObject({
        code: 'not-found',
        message:
          `Study ${study.studyId} (small) has nothing of what is asked for; ` +
          `${study.ids.length} of its runs failed, run ${study.ids[0]!} first: The file of images ends early.`,
        nextStep: 'Download it again.',
      });
    }
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

  test('tells how far it is; cancelled, it has written nothing', async () => {
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
    expect(readdirSync(folder)).toEqual([]);
  });
});
