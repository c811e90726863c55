import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

/** What pdflatex complains of. */
function compiled(tables: readonly TableDocument[], siunitx: boolean, document = '{article}'): readonly string[] {
  const folder = join(temporaryFolder(), 'tex');
  mkdirSync(folder);
  for (const [index, table] of tables.entries()) {
    writeFileSync(join(folder, `table-${index}.tex`), writeTable(table, 'latex', { siunitx }, provenance));
  }
  const inputs = tables.map((_, index) => `\\input{table-${index}}\n\\clearpage\n`);
  const packages = `\\usepackage{booktabs,longtable,graphicx}\n${siunitx ? '\\usepackage{siunitx}\n' : ''}`;
  const source = `\\documentclass${document}\n${packages}\\begin{document}\n${inputs.join('')}\\end{document}\n`;
  writeFileSync(join(folder, 'all.tex'), source);
  const words = ['-interaction=nonstopmode', '-halt-on-error', '-no-shell-escape', 'all.tex'];
  // References and the widths of long tables are only known after
  for (const _time of [1, 2, 3]) {
    const { status } = spawnSync('pdflatex', words, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) break;
  }
  const log = readFileSync(join(folder, 'all.log'), 'latin1').replaceAll(/\r?\n/g, '\n');
  return (
    log.match(/^(?:!|Overfull|LaTeX Warning|Missing character|Package \w+ (?:Error|Warning)).*(?:\n.*){0,4}/gm) ?? []
  );
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
