import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { figureStyleSchema } from '../../../main/contract/figure-style.ts';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import { texComment, texText } from '../../../main/report/figures/writers/tex-text.ts';
import { writePgfplots } from '../../../main/report/figures/writers/write-pgfplots.ts';
import { figureSubject, usualLayers } from './figure-subject.ts';

const subject = figureSubject({
  configurations: 3,
  layers: usualLayers,
  seeds: 2,
  suffix: ', 50% & #1_a \\b {c} σ ~^',
});
const figures = studyFigures(subject);
const write = (index: number) => writePgfplots(figures[index]!, figureStyleSchema.parse({}), 'Noisefloor\n\\evil');

const hasPgfplots =
  spawnSync('kpsewhich', ['pgfplots.sty']).status === 0 && spawnSync('pdflatex', ['--version']).status === 0;

describe('pgfplots files', () => {
  it('read columns that are in the table beside them', () => {
    for (const index of figures.keys()) {
      const [tex, csv] = write(index);
      expect(tex!.text).toContain(`{\\noisefloorpath ${csv!.file}}`);
      const lines = csv!.text.trimEnd().split('\n');
      const columns = lines[0]!.split(',');
      const used = [...tex!.text.matchAll(/\b(?:x|y|error minus|error plus)=([a-z]+\d+_\w+)/g)].map(
        ([, name]) => name!,
      );
      expect(used.length).toBeGreaterThan(1);
      expect(columns).toEqual(expect.arrayContaining(used));
      for (const line of lines.slice(1)) {
        expect(line.split(',')).toHaveLength(columns.length);
        expect(line).toMatch(/^(?:(?:-?[\d.]+(?:e[+-]?\d+)?|nan)(?:,|$))+$/);
      }
    }
  });

  it('define every colour they use, and keep comments on their lines', () => {
    for (const index of figures.keys()) {
      const { text } = write(index)[0]!;
      const defined = new Set([...text.matchAll(/\\definecolor\{(nf[0-9A-F]{6})\}/g)].map(([, name]) => name));
      for (const [name] of text.matchAll(/nf[0-9A-F]{6}/g)) expect(defined.has(name)).toBe(true);
      expect(text).not.toMatch(/^\\evil/m);
    }
  });

  it('have the titles of a row beside each other above the highest of its legends', () => {
    const many = studyFigures(figureSubject({ configurations: 14, layers: ['fc1'], seeds: 2, suffix: '' }));
    const curves = many.find(({ id }) => id === 'learning-curves')!;
    const [tex] = writePgfplots(curves, figureStyleSchema.parse({}), '');
    const heights = [...tex!.text.matchAll(/at \([\d.]+,([\d.]+)\) \{\\textbf/g)].map(([, up]) => up);
    expect(heights.length).toBe(curves.panels.length);
    for (let first = 0; first < heights.length; first += 2) expect(heights[first + 1]).toBe(heights[first]);
  });

  it.skipIf(!hasPgfplots)('compile (skipped where there is no pdflatex with pgfplots)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'noisefloor-pgfplots-'));
    try {
      const inputs = [...figures.keys()].map((index) => {
        const files = write(index);
        for (const { file, text } of files) writeFileSync(join(folder, file), text);
        return `\\begin{figure}\\input{${files[0]!.file}}\\end{figure}\\clearpage`;
      });
      const document = [
        '\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{pgfplots}\\pgfplotsset{compat=1.18}',
        '\\begin{document}',
        ...inputs,
        '\\end{document}',
      ];
      writeFileSync(join(folder, 'all.tex'), document.join('\n'));
      const options = ['-interaction=nonstopmode', '-halt-on-error', 'all.tex'];
      const { status, stdout } = spawnSync('pdflatex', options, { cwd: folder, encoding: 'utf8' });
      expect(status, stdout.slice(-2000)).toBe(0);
      expect(readFileSync(join(folder, 'all.log'), 'latin1')).toMatch(new RegExp(`\\(${figures.length} pages`));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('texts for LaTeX', () => {
  it('have no commands in them', () => {
    expect(texText('50 % of a_b & {c} \\d #1 $x^2 ~')).toBe(
      '50 \\% of a\\_b \\& \\{c\\} \\textbackslash{}d \\#1 \\$x\\textasciicircum{}2 \\textasciitilde{}',
    );
    expect(texText('10⁻³ ± σ × λ')).toBe('10$^{-3}$ $\\pm$ $\\sigma$ $\\times$ $\\lambda$');
    expect(texText('a\nb')).toBe('a b');
    expect(texComment('a\n\\b\u2028c')).toBe('a \\b c');
  });
});
