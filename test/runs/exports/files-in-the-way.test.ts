import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import type { ExportRequest } from '../../../main/runs/exports/export-command.ts';
import { exportStudy, type ExportStudyOptions } from '../../../main/runs/exports/export-study.ts';
import { temporaryFolder } from '../../store/support.ts';
import { finishedMemoryStudy, memoryStudy } from '../laboratory/memory-study.ts';
import type { StoredStudy } from '../laboratory/stored-study.ts';

const style = figureStyleSchema.parse({});
const savings: ExportRequest = {
  tables: { names: ['hypervolumes-table'], formats: ['latex'], options: { siunitx: false } },
  figures: { names: ['savings', 'gains'], formats: ['csv'], style },
};
const written = ['gains.csv', 'hypervolumes-table.tex', 'savings.csv'];

const write = ({ store, studyId }: StoredStudy, folder: string, options?: ExportStudyOptions, request = savings) =>
  exportStudy(store, { studyId, folder }, request, options);

const contentsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));

interface Recorded {
  readonly study: { readonly name: string };
  readonly files: readonly { readonly file: string }[];
}
/** Files by study, as export.json has them */
function recorded(folder: string): readonly (readonly [string, readonly string[]])[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'export.json'), 'utf8')) as { exports: Recorded[] };
  return exports.map(({ study, files }) => [study.name, files.map(({ file }) => file).toSorted()]);
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string; nextStep: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'LabError' });
  return error as { code: string; message: string; nextStep: string };
}

describe('files of the same names', () => {
  test('are replaced where they are what an earlier export wrote, and others are left', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const folder = temporaryFolder();
    await write(study, folder);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    await write(study, folder, {}, { ...savings, tables: { ...savings.tables, options: { siunitx: true } } });
    expect(readFileSync(join(folder, 'hypervolumes-table.tex'), 'utf8')).toContain('siunitx');
    expect(readdirSync(folder).toSorted()).toEqual(['export.json', ...written, 'notes.txt'].toSorted());
    expect(recorded(folder)).toEqual([['Memories', written]]);
  });

  test('are refused where they were edited, are not of an export, or of another study: all at once, and nothing is written', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const other = finishedMemoryStudy(memoryStudy({ name: 'Another' }));
    const folder = temporaryFolder();
    await write(study, folder, {}, { ...savings, figures: { ...savings.figures, names: [] } });
    await write(
      other,
      folder,
      {},
      { ...savings, tables: { ...savings.tables, names: [] }, figures: { ...savings.figures, names: ['gains'] } },
    );
    writeFileSync(join(folder, 'hypervolumes-table.tex'), 'by hand');
    writeFileSync(join(folder, 'savings.csv'), 'by hand too');
    const before = contentsOf(folder);
    const { code, message, nextStep } = await refusal(write(study, folder));
    expect(code).toBe('invalid-argument');
    expect(message).toBe(
      `Nothing was written to ${folder}: hypervolumes-table.tex was changed since it was exported; ` +
        'savings.csv was not written by an export; gains.csv is of the study "Another".',
    );
    expect(nextStep).toMatch(/--replace/);
    expect(contentsOf(folder)).toEqual(before);
    expect((await refusal(write(study, folder, { advice: 'Tick it.' }))).nextStep).toBe('Tick it.');

    await write(study, folder, { replace: true });
    expect(contentsOf(folder)).not.toEqual(before);
    // Of the other study there is nothing left
    expect(recorded(folder)).toEqual([['Memories', written]]);
    await write(study, folder);
  });

  test('are refused beside an export.json of somebody else, which is named', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    for (const foreign of [
      '{"exports": 7}',
      'no JSON',
      '[]',
      '{"format":"noisefloor-export","version":2,"exports":[]}',
    ]) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'export.json'), foreign);
      expect((await refusal(write(study, folder))).message).toBe(
        `Nothing was written to ${folder}: export.json was not written by an export.`,
      );
      expect(contentsOf(folder)).toEqual({ 'export.json': foreign });
      await write(study, folder, { replace: true });
      expect(recorded(folder)).toEqual([['Memories', written]]);
    }
  });

  test('are refused as links to nowhere and as folders, the latter also where they are to be replaced', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'nowhere'), join(folder, 'gains.csv'));
    expect((await refusal(write(study, folder))).message).toContain('gains.csv was not written by an export');
    const second = temporaryFolder();
    mkdirSync(join(second, 'gains.csv'));
    for (const replace of [false, true]) {
      expect((await refusal(write(study, second, { replace }))).message).toContain('gains.csv is a folder');
      expect(readdirSync(second)).toEqual(['gains.csv']);
    }
  });

  test('are seen also where they are edited while the export is being made', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const folder = temporaryFolder();
    await write(study, folder);
    const before = contentsOf(folder);
    const onProgress = (): void => writeFileSync(join(folder, 'savings.csv'), 'meanwhile');
    expect((await refusal(write(study, folder, { onProgress }))).message).toContain('savings.csv was changed');
    expect(contentsOf(folder)).toEqual({ ...before, 'savings.csv': 'meanwhile' });
  });
});

describe('export.json', () => {
  test('keeps what earlier exports wrote as long as it is there', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const folder = temporaryFolder();
    const tables = { ...savings, figures: { ...savings.figures, names: [] } };
    await write(study, folder);
    await write(study, folder, {}, tables);
    expect(recorded(folder)).toEqual([
      ['Memories', ['gains.csv', 'savings.csv']],
      ['Memories', ['hypervolumes-table.tex']],
    ]);
    writeFileSync(join(folder, 'savings.csv'), 'by hand');
    await write(study, folder, {}, tables);
    expect((await refusal(write(study, folder))).message).toContain('savings.csv was changed since it was exported');
  });

  test('is of several studies, which share a folder by a prefix; a study that was renamed is still the same', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const other = finishedMemoryStudy(memoryStudy({ name: 'Another' }));
    const folder = temporaryFolder();
    await write(study, folder);
    await write(other, folder, {}, { ...savings, prefix: 'b' });
    study.store.studies.rename(study.studyId, 'Renamed');
    await write(study, folder);
    expect(recorded(folder)).toEqual([
      ['Another', written.map((file) => `b-${file}`)],
      ['Renamed', written],
    ]);
  });

  test('is understood as it was before it knew more than one export', async () => {
    const study = finishedMemoryStudy(memoryStudy());
    const folder = temporaryFolder();
    await write(study, folder);
    const path = join(folder, 'export.json');
    const { exports } = JSON.parse(readFileSync(path, 'utf8')) as { exports: { study: Record<string, unknown> }[] };
    const { uid: _uid, ...known } = exports[0]!.study;
    writeFileSync(path, JSON.stringify({ ...exports[0], study: known }));
    await write(study, folder);
    expect(recorded(folder)).toEqual([['Memories', written]]);
  });
});
