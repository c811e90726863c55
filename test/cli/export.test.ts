import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';

import { figureStyleSchema } from '../../main/contract/figure-style.ts';
import { figureFormatSchema, tableFormatSchema } from '../../main/contract/workbench/exports.ts';
import { exportCommand, type ExportRequest } from '../../main/runs/exports/export-command.ts';
import type { Laboratory } from '../../main/runs/services.ts';
import type { StudyExport } from '../../main/runs/exports/export-services.ts';
import { comparison } from '../report/comparison-fixture.ts';
import { UnknownStudyError } from '../../main/runs/laboratory/find-study.ts';
import { runWith } from './fake-laboratory.ts';

const written: StudyExport = {
  study: comparison.study,
  folder: resolve('paper'),
  provenance: 'export.json',
  command: 'npm run -s lab -- export 1 paper',
  files: [{ file: 'saft-table-1.tex', bytes: 1234, sha256: 'ab', shows: 'SAFT' }],
  undrawn: [],
  overlong: [],
};
const laboratory = () => {
  const exportStudy = vi.fn<Laboratory['exportStudy']>(async () => written);
  return { exportStudy };
};
const usual: ExportRequest = {
  tables: { formats: ['latex', 'csv'], options: { siunitx: false } },
  figures: { formats: ['svg', 'pdf', 'csv'], style: figureStyleSchema.parse({}) },
};

/** Words as a POSIX shell takes them apart; quotes are single ones. */
function wordsOf(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/'([^']*)'|\\(.)/g, (_all, quoted?: string, escaped?: string) => quoted ?? escaped!),
  );
}

describe('lab export', () => {
  test('writes LaTeX and CSV, SVG and PDF where nothing else is said', async () => {
    const parts = laboratory();
    const { code, output } = await runWith(['export', 'Small', 'paper'], parts);
    expect(code).toBe(0);
    expect(parts.exportStudy).toHaveBeenCalledWith('Small', resolve('paper'), usual, expect.anything());
    expect(output).toBe(
      'file                 size  shows\n────────────────  ───────  ─────\nsaft-table-1.tex  1.23 kB  SAFT\n\n' +
        `Written to ${resolve('paper')}, of study 1 (Small); export.json says where they come from.\n`,
    );
    const { output: json } = await runWith(['export', '1', 'paper', '--json'], parts);
    expect(JSON.parse(json)).toEqual(written);
  });

  test.each([
    [['1', '']],
    [['1']],
    [['1', 'paper', '--tables', 'latex,word'], /Give some of latex, csv, tsv, markdown, json, parquet, or none/],
    [['1', 'paper', '--figures', 'jpeg'], /Give some of svg, pdf, png, csv, pgfplots, or none/],
    [['1', 'paper', '--only', 'a,,b'], /A name is empty/],
    [['1', 'paper', '--width', '12'], /Give single, double, or 40 to 500 \(mm\)\./],
    [['1', 'paper', '--width', 'wide'], /Give single, double, or 40 to 500 \(mm\)\./],
    [['1', 'paper', '--height', '3'], /Give 20 to 1000 \(mm\)\./],
    [['1', 'paper', '--font', '400'], /Give 4 to 20 \(pt\)\./],
    [['1', 'paper', '--prefix', 'a/b'], /Give letters, digits and single hyphens, 40 at most\./],
    [['1', 'paper', '--dpi', '72.5'], /Give a whole number from 50 to 1200\./],
    [['1', 'paper', '--tables', 'none', '--figures', 'none'], /Neither tables nor figures are asked for\./],
    [['1', 'paper', '--height', '']],
  ])('refuses %j', async (words, reason = /./) => {
    const { code, errors } = await runWith(['export', ...words]);
    expect(code).toBe(2);
    expect(errors).toMatch(reason);
  });

  test('hands over that files in the way are to be replaced', async () => {
    const parts = laboratory();
    await runWith(['export', '1', 'paper', '--replace', '--prefix', 'lenet'], parts);
    expect(parts.exportStudy.mock.lastCall![2]).toEqual({ ...usual, prefix: 'lenet', replace: true });
  });

  test('warns of figures that are higher than a page', async () => {
    const exportStudy = async () => ({ ...written, overlong: [{ file: 'sensitivity.pdf', heightMm: 322.8 }] });
    expect((await runWith(['export', '1', 'paper'], { exportStudy })).output).toContain(
      'sensitivity.pdf is 322.8 mm high, more than the 225 mm that a page has room for: ' +
        'smaller text or a larger width makes it lower.\n',
    );
  });

  test('says that archives are told by their ending, where a file of that name is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'noisefloor-cli-export-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'study.zip');
    const exportStudy = async () => {
      throw new UnknownStudyError(`There is no study "${path}" in this workspace.`, 'Run one first.');
    };
    expect((await runWith(['export', path, 'paper'], { exportStudy })).errors).toMatch(/^There is no study/);
    writeFileSync(path, '');
    const { code, errors } = await runWith(['export', path, 'paper'], { exportStudy });
    expect({ code, errors }).toEqual({
      code: 2,
      errors:
        `${path} is a file, but archives are told by the ending .noisefloor.\n` +
        'Rename it, or give the number or the name of a study.\n',
    });
  });

  test('understands every command that a file may name as its origin', async () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
    const formats = <Format extends string>(all: readonly Format[]) => fc.uniqueArray(fc.constantFrom(...all));
    const requested = fc.record({
      names: fc.option(fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), { nil: undefined }),
      tables: formats(tableFormatSchema.options),
      figures: formats(figureFormatSchema.options),
      siunitx: fc.boolean(),
      prefix: fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,8}(-[a-z]{1,3})?-?$/), { nil: undefined }),
      network: fc.option(fc.stringMatching(/^[a-z][\w .-]{0,9}$/), { nil: undefined }),
      folder: fc.string({ unit: 'grapheme', minLength: 1 }).filter((folder) => !/^-|\0|[\r\n]/.test(folder)),
      style: fc.record({
        width: fc.oneof(fc.constantFrom('single' as const, 'double' as const), fc.integer({ min: 40, max: 500 })),
        fontPt: fc.integer({ min: 8, max: 40 }).map((half) => half / 2),
        dpi: fc.integer({ min: 50, max: 1200 }),
        grey: fc.boolean(),
      }),
    });
    const asked = requested.filter(({ tables, figures }) => tables.length + figures.length > 0);
    await fc.assert(
      fc.asyncProperty(asked, async ({ names, tables, figures, siunitx, prefix, network, folder, style }) => {
        const request = {
          tables: { ...(names && { names }), formats: tables, options: { siunitx } },
          figures: { ...(names && { names }), formats: figures, style },
          ...(prefix === undefined ? {} : { prefix }),
          ...(network === undefined ? {} : { network }),
        };
        const parts = laboratory();
        const [npm, run, silent, script, separator, ...words] = wordsOf(
          exportCommand({ study: 'a study', folder, ...request }),
        );
        expect([npm, run, silent, script, separator]).toEqual(['npm', 'run', '-s', 'lab', '--']);
        const { code, errors } = await runWith(words, parts);
        expect([code, errors]).toEqual([0, '']);
        const [study, target, found] = parts.exportStudy.mock.lastCall!;
        expect([study, target]).toEqual(['a study', resolve(folder)]);
        // What changes nothing is left out of the command
        const isDrawn = figures.some((format) => format !== 'csv');
        const drawn = isDrawn ? { ...style, dpi: figures.includes('png') ? style.dpi : 600 } : usual.figures.style;
        expect(found).toEqual({
          tables: { ...request.tables, options: { siunitx: siunitx && tables.includes('latex') } },
          figures: { ...request.figures, style: drawn },
          ...(prefix === undefined ? {} : { prefix }),
          ...(network === undefined ? {} : { network }),
        });
      }),
      { numRuns: 60 },
    );
  });
});
