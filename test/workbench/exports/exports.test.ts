import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import { tableFormatSchema, type ExportSelection } from '../../../main/contract/workbench/exports.ts';
import { isOfSomeTopic } from '../../../renderer/views/exports/export-topics.ts';
import { labHere } from '../../e2e/command-line.ts';
import { finishedMemoryStudy, memoryStudy } from '../../runs/laboratory/memory-study.ts';
import { openWorkbench, temporaryFolder } from '../bench.ts';

const style = figureStyleSchema.parse({});
const noFigures = { names: [], formats: [], style };

async function bench() {
  const study = finishedMemoryStudy(memoryStudy({ evaluation: { faultRates: [0, 0.1] } }));
  const { client, close } = await openWorkbench(study.store.folder, { workspace: study.store.folder });
  const folder = temporaryFolder();
  /** What the command line writes of the study, by file */
  const written = async (...words: readonly string[]): Promise<Record<string, string>> => {
    const all = ['export', String(study.studyId), 'out', ...words, '--workspace', study.store.folder];
    const { code, errors } = await labHere(folder, ...all);
    expect(code, errors).toBe(0);
    return filesIn(join(folder, 'out'));
  };
  return { study, client, close, of: { study: study.studyId }, folder, written };
}

/** In base64, by name */
function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

describe('exporting a study', () => {
  test('offers its tables and figures, and each is reached from some part of a page', async () => {
    const { client, of } = await bench();
    const { study, tables, figures } = await client.call('exports.list', { of });
    expect(study.name).toBe('Memories');
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['energy-accuracy-table', 'hypervolumes-table']),
    );
    expect(figures.map(({ name }) => name)).toContain('pareto-fronts');
    expect(tables.filter(({ name }) => !isOfSomeTopic('table', name))).toEqual([]);
    expect(figures.filter(({ name }) => !isOfSomeTopic('figure', name))).toEqual([]);
    for (const { title, caption } of [...tables, ...figures]) expect([title, caption]).not.toContain('');
  });

  test('a table is in every format the bytes that the command line writes', async () => {
    const { client, of, written } = await bench();
    const name = 'energy-accuracy-table';
    const formats = tableFormatSchema.options;
    const there = await written('--tables', formats.join(','), '--figures', 'none', '--only', name, '--siunitx');
    for (const format of formats) {
      const options = { siunitx: true };
      const { files } = await client.call('exports.table', { of, table: name, format, options });
      expect(files).toHaveLength(1);
      expect([format, files[0]!.bytes]).toEqual([format, there[files[0]!.name]]);
    }
  });

  test('so is a figure, in the style that was asked for', async () => {
    const { client, of, written } = await bench();
    const drawn = { ...style, width: 'double' as const, fontPt: 9, grey: true };
    const words = ['--width', 'double', '--font', '9', '--grey', '--only', 'pareto-fronts', '--tables', 'none'];
    const there = await written('--figures', 'svg,pdf,pgfplots', ...words);
    for (const format of ['svg', 'pdf', 'pgfplots'] as const) {
      const { files } = await client.call('exports.figure', { of, figure: 'pareto-fronts', format, style: drawn });
      for (const { name, bytes } of files) expect([name, bytes]).toEqual([name, there[name]]);
    }
    const plain = await client.call('exports.figure', { of, figure: 'pareto-fronts', format: 'svg', style });
    expect(plain.files[0]!.mediaType).toBe('image/svg+xml');
    expect(plain.files[0]!.bytes).not.toBe(there['pareto-fronts.svg']);
  });

  test('several files come in a zip, the same bytes each time; one comes as it is', async () => {
    const { client, of } = await bench();
    const tables: ExportSelection['tables'] = {
      names: ['energy-accuracy-table', 'hypervolumes-table'],
      formats: ['latex', 'csv'],
      options: { siunitx: false },
    };
    const { file } = await client.call('exports.bundle', { of, tables, figures: noFigures });
    expect(file).toMatchObject({ name: 'memories-export.zip', mediaType: 'application/zip' });
    const entries = unzipSync(Buffer.from(file.bytes, 'base64'));
    expect(Object.keys(entries).toSorted()).toEqual([
      'memories-export/energy-accuracy-table.csv',
      'memories-export/energy-accuracy-table.tex',
      'memories-export/hypervolumes-table.csv',
      'memories-export/hypervolumes-table.tex',
    ]);
    expect((await client.call('exports.bundle', { of, tables, figures: noFigures })).file).toEqual(file);
    const single = { ...tables, names: ['hypervolumes-table'], formats: ['csv' as const] };
    const one = await client.call('exports.bundle', { of, tables: single, figures: noFigures });
    expect(one.file.name).toBe('hypervolumes-table.csv');
    expect(Buffer.from(one.file.bytes, 'base64')).toEqual(
      Buffer.from(entries['memories-export/hypervolumes-table.csv']!),
    );
  });

  test('the command that is shown writes what is saved to a folder', async () => {
    const { client, study, of, folder } = await bench();
    const selection: ExportSelection = {
      of,
      tables: { names: ['hypervolumes-table'], formats: ['latex'], options: { siunitx: true } },
      figures: { names: ['pareto-fronts'], formats: ['svg', 'png'], style: { ...style, dpi: 100 } },
    };
    const target = join(folder, 'by the interface', 'new');
    const saved = await client.call('exports.save', { ...selection, folder: target });
    expect(saved.folder).toBe(target);
    expect(saved.files.toSorted()).toEqual(readdirSync(target).toSorted());
    const { command } = await client.call('exports.command', { ...selection, folder: 'elsewhere' });
    const words = command.replace(/^.*? lab -- /, '').split(' ');
    expect(await labHere(folder, ...words, '--workspace', study.store.folder)).toMatchObject({ code: 0 });
    const { 'export.json': _here, ...here } = filesIn(target);
    const { 'export.json': _there, ...there } = filesIn(join(folder, 'elsewhere'));
    expect(Object.keys(here)).toHaveLength(3);
    expect(here).toEqual(there);
  });

  test('a prefix goes before names and labels, and is in the command', async () => {
    const { client, of, written } = await bench();
    const table = 'hypervolumes-table';
    const there = await written('--tables', 'latex', '--figures', 'none', '--only', table, '--prefix', 'bits');
    const { files } = await client.call('exports.table', { of, table, format: 'latex', prefix: 'bits' });
    expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['bits-hypervolumes-table.tex', there['bits-hypervolumes-table.tex']],
    ]);
    const tables: ExportSelection['tables'] = { names: [table], formats: ['latex'], options: { siunitx: false } };
    const selection = { of, tables, figures: noFigures, prefix: 'bits' };
    expect((await client.call('exports.bundle', selection)).file.name).toBe('bits-hypervolumes-table.tex');
    expect((await client.call('exports.command', selection)).command).toBe(
      'npm run -s lab -- export Memories exports --tables latex --figures none --only hypervolumes-table --prefix bits',
    );
  });

  test('what is in the way is replaced only where that is ticked', async () => {
    const { client, of, folder } = await bench();
    const tables: ExportSelection['tables'] = {
      names: ['hypervolumes-table'],
      formats: ['csv', 'latex'],
      options: { siunitx: false },
    };
    const selection = { of, tables, figures: noFigures, folder };
    await client.call('exports.save', selection);
    await client.call('exports.save', selection);
    for (const end of ['csv', 'tex']) writeFileSync(join(folder, `hypervolumes-table.${end}`), 'by hand');
    await expect(client.call('exports.save', selection)).rejects.toMatchObject({
      code: 'invalid-argument',
      message: `Nothing was written to ${folder}: hypervolumes-table.csv and hypervolumes-table.tex were changed since they were exported.`,
      nextStep: expect.not.stringContaining('--') as string,
    });
    expect(readFileSync(join(folder, 'hypervolumes-table.csv'), 'utf8')).toBe('by hand');
    await client.call('exports.save', { ...selection, replace: true });
    expect(readFileSync(join(folder, 'hypervolumes-table.csv'), 'utf8')).not.toBe('by hand');
  });

  test('the study is read once, and again when it has changed', async () => {
    const { client, study, of } = await bench();
    const fractions: number[] = [];
    const onProgress = ({ fraction }: { readonly fraction: number }): void => void fractions.push(fraction);
    const first = await client.call('exports.list', { of }, { onProgress });
    expect(fractions.length).toBeGreaterThan(0);
    fractions.length = 0;
    expect(await client.call('exports.list', { of }, { onProgress })).toEqual(first);
    expect(fractions).toEqual([]);
    const csv = async (): Promise<string> => {
      const input = { of, table: 'energy-accuracy-table', format: 'csv' as const };
      return (await client.call('exports.table', input)).files[0]!.bytes;
    };
    const before = await csv();
    await client.call('runs.trash', { ids: [study.ids.at(-1)!] });
    expect(await csv()).not.toBe(before);
  });

  test('refuses what there is not, and goes on after a cancellation', async () => {
    const { client, of } = await bench();
    await expect(client.call('exports.list', { of: { study: 99 } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(client.call('exports.list', { of: { archive: 'x' } })).rejects.toMatchObject({
      code: 'not-found',
      nextStep: 'Open it again.',
    });
    const leaving = new AbortController();
    const left = client.call('exports.list', { of }, { signal: leaving.signal });
    leaving.abort();
    await expect(left).rejects.toMatchObject({ code: 'stopped' });
    await expect(client.call('exports.table', { of, table: 'none', format: 'csv' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'The study has no table or figure "none".',
    });
    await expect(
      client.call('exports.save', {
        of,
        tables: { names: ['hypervolumes-table'], formats: ['csv'] },
        figures: noFigures,
        folder: '/proc/none',
      }),
    ).rejects.toMatchObject({ code: 'invalid-argument' });
    expect((await client.call('exports.list', { of })).tables.length).toBeGreaterThan(0);
  });
});
