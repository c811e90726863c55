import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fittedTable } from '../../../main/report/tables/latex/fitted-table.ts';
import { tableWidthPt } from '../../../main/report/tables/latex/table-width.ts';
import { studyTables } from '../../../main/report/tables/study-tables.ts';
import type { TableDocument } from '../../../main/report/tables/table-document.ts';
import { writeTable } from '../../../main/report/tables/write-table.ts';
import { temporaryFolder } from '../../store/support.ts';
import { fullSubject, provenance } from './full-subject.ts';
import { tableArbitrary } from './table-arbitrary.ts';

/** Asked of TeX itself: a pdflatex without the packages compiles nothing. */
function has(...packages: readonly string[]): boolean {
  return packages.every((name) => spawnSync('kpsewhich', [`${name}.sty`]).status === 0);
}
const missing = !has('booktabs', 'longtable', 'graphicx')
  ? 'pdflatex with booktabs is not installed'
  : !has('siunitx')
    ? 'siunitx is not installed'
    : undefined;
if (missing !== undefined) console.warn(`LaTeX tables are not compiled: ${missing}.`);

interface Compilation {
  /** What pdflatex complains of */
  readonly complaints: readonly string[];
  readonly log: string;
}

/** TeX says of each table in a box how wide it is by itself, in what line and size. */
const measuring = String.raw`\makeatletter\let\fitted\resizebox\newsavebox\measured
\renewcommand\resizebox[3]{\sbox\measured{#3}%
\typeout{MEASURED \the\wd\measured\space of \the\linewidth\space at \f@size}\fitted{#1}{#2}{#3}}\makeatother
`;

function compiled(tables: readonly TableDocument[], siunitx: boolean, document = '{article}'): readonly string[] {
  return compilation(tables, siunitx, document).complaints;
}

function compilation(tables: readonly TableDocument[], siunitx: boolean, document: string): Compilation {
  const folder = join(temporaryFolder(), 'tex');
  mkdirSync(folder);
  for (const [index, table] of tables.entries()) {
    writeFileSync(join(folder, `table-${index}.tex`), writeTable(table, 'latex', { siunitx }, provenance));
  }
  const inputs = tables.map((_, index) => `\\input{table-${index}}\n\\clearpage\n`);
  const packages = `\\usepackage{booktabs,longtable,graphicx}\n${siunitx ? '\\usepackage{siunitx}\n' : ''}`;
  const source = `\\documentclass${document}\n${packages}${measuring}\\begin{document}\n${inputs.join('')}\\end{document}\n`;
  writeFileSync(join(folder, 'all.tex'), source);
  const words = ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'all.tex'];
  // References and the widths of long tables are only known after
  for (const _time of [1, 2, 3]) {
    const { status } = spawnSync('pdflatex', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) break;
  }
  const log = readFileSync(join(folder, 'all.log'), 'latin1').replaceAll(/\r?\n/g, '\n');
  const complaint = /^(?:!|Overfull|LaTeX Warning|Missing character|Package \w+ (?:Error|Warning)).*(?:\n.*){0,4}/gm;
  return { complaints: log.match(complaint) ?? [], log };
}

/** Points that each table's letters are high on paper, of those that may be shrunk to their line. */
function fontSizesPt(log: string): readonly number[] {
  const found = log.matchAll(/^MEASURED ([\d.]+)pt of ([\d.]+)pt at ([\d.]+)/gm);
  return [...found].map(([, width, line, size]) => Number(size) * Math.min(1, Number(line) / Number(width)));
}

describe.skipIf(missing !== undefined)('pdflatex', () => {
  test.each([false, true])('compiles every layout without a complaint, siunitx: %s', (siunitx) => {
    const tables = studyTables(fullSubject);
    expect(tables.length).toBeGreaterThan(15);
    expect(compiled(tables, siunitx)).toEqual([]);
  });

  test('compiles every layout in two columns, each no wider than there is room', () => {
    expect(compiled(studyTables(fullSubject), false, '[twocolumn]{article}')).toEqual([]);
  });

  test.each([
    ['{article}', false],
    ['{article}', true],
    ['[twocolumn]{article}', false],
  ])('sets no table of a study in letters of less than 7 points, %s, siunitx: %s', (document, siunitx) => {
    const tables = studyTables(fullSubject);
    const sizes = fontSizesPt(compilation(tables, siunitx, document).log);
    expect(sizes.length).toBeGreaterThan(10);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7);
  });

  test('finds tables about as wide as they were thought to be', () => {
    for (const siunitx of [false, true]) {
      const tables = studyTables(fullSubject).filter((table) => fittedTable(table, siunitx).shrinks);
      const thought = tables.flatMap((table) => {
        const { parts, ...setting } = fittedTable(table, siunitx);
        return parts.map((part) => tableWidthPt(part, setting));
      });
      const { log } = compilation(tables, siunitx, '{article}');
      // Of the last run: the widths of all three are the same
      const widths = [...log.matchAll(/^MEASURED ([\d.]+)pt/gm)].map(([, width]) => Number(width));
      expect(widths).toHaveLength(thought.length);
      for (const [index, width] of widths.entries()) {
        expect(thought[index]! / width).toBeGreaterThan(0.98);
        expect(thought[index]! / width).toBeLessThan(1.08);
      }
    }
  });

  test.each([false, true])('compiles a table of many rows as one over several pages, siunitx: %s', (siunitx) => {
    const table = studyTables(fullSubject).find(({ id }) => id === 'accuracy-ladder-table')!;
    const long = { ...table, rows: Array.from({ length: 12 }, () => table.rows).flat() };
    expect(compiled([long], siunitx)).toEqual([]);
    expect(new TextDecoder().decode(writeTable(long, 'latex', { siunitx }, provenance))).toContain(
      '\\begin{longtable}',
    );
  });

  test('compiles tables of anything: no text of a study is a command, or an unknown character', () => {
    for (const siunitx of [false, true]) {
      const tables = fc.sample(tableArbitrary, { seed: 5, numRuns: 150 });
      const complaints = compiled(tables, siunitx).filter(
        (line) => !/^Overfull|multiply.defined|Float too large/.test(line),
      );
      expect(complaints).toEqual([]);
    }
  });
});
