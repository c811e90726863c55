import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { figureStyleSchema, type FigureStyleInput } from '../../../main/contract/figure-style.ts';
import { splitCsvLine } from '../../../main/data/csv-line.ts';
import type { FigureDocument } from '../../../main/report/figures/figure-document.ts';
import { studyFigures } from '../../../main/report/figures/study-figures.ts';
import {
  figureFileNames,
  figureFormats,
  writeFigure,
  type FigureFormat,
} from '../../../main/report/figures/write-figure.ts';
import { figureSubject, usualLayers, usualSubject } from './figure-subject.ts';
import { xmlProblem } from './xml-problem.ts';

const figures = studyFigures(usualSubject);
const pareto = figures.find(({ id }) => id === 'pareto-fronts')!;
const style = (input: FigureStyleInput = {}) => figureStyleSchema.parse({ dpi: 100, ...input });

async function write(figure: FigureDocument, format: FigureFormat, input: FigureStyleInput = {}): Promise<Uint8Array> {
  const [first] = await writeFigure(figure, format, style(input), usualSubject.provenance);
  return first!.bytes;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('files of figures', () => {
  it('have the same bytes for the same study', async () => {
    const again = studyFigures(figureSubject({ configurations: 2, layers: usualLayers, seeds: 3 }));
    for (const format of figureFormats) {
      const [first, second] = await Promise.all([figures, again].map((each) => write(each[1]!, format)));
      expect(Buffer.from(first!).equals(Buffer.from(second!)), format).toBe(true);
    }
  });

  it('are named by the figure', async () => {
    const named = await Promise.all(
      figureFormats.map((format) => writeFigure(pareto, format, style(), usualSubject.provenance)),
    );
    for (const [index, format] of figureFormats.entries()) {
      expect(figureFileNames('pareto-fronts', format)).toEqual(named[index]!.map(({ file }) => file));
    }
    expect(named.flat().map(({ file }) => file)).toEqual([
      ...['pareto-fronts.svg', 'pareto-fronts.pdf', 'pareto-fronts.png', 'pareto-fronts.csv', 'pareto-fronts.tex'],
      'pareto-fronts-pgfplots.csv',
    ]);
  });
});

describe('SVG', () => {
  it('is well-formed and needs no style sheet, script, font or file', async () => {
    const hostile = figureSubject({
      configurations: 1,
      layers: ['<a & "b">', ']]>\u0000'],
      seeds: 1,
      suffix: ' <x> & y',
    });
    for (const figure of [...figures, ...studyFigures(hostile)]) {
      const svg = text(await write(figure, 'svg'));
      expect(xmlProblem(svg), figure.id).toBeUndefined();
      expect(svg).not.toMatch(/<style|<script|<text|<image|font-family|\sstyle=|\sclass=|\son\w+=/);
      for (const [, target] of svg.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#nf-/);
      expect(svg.match(/https?:[^"]*/g)).toEqual(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xlink']);
    }
  });

  it('says where it comes from as it can be typed', async () => {
    const command = "npm run -s lab -- export 'a & b' . --tables none --figures svg";
    const study = { name: 'a & b', hash: 'ab12', uid: 'cd34' };
    const [file] = await writeFigure(pareto, 'svg', style(), { program: 'Noisefloor 1', command, study });
    const [, said] = /<metadata>([^<]*)<\/metadata>/.exec(text(file!.bytes))!;
    expect(said!.replaceAll('&amp;', '&')).toBe(`Noisefloor 1; study a & b, cd34, specification ab12; ${command}`);
    expect(text(file!.bytes)).not.toContain('<!--');
  });

  it('defines every letter it uses, and says the words of its texts', async () => {
    const svg = text(await write(pareto, 'svg'));
    const defined = new Set([...svg.matchAll(/<path id="([^"]*)"/g)].map(([, id]) => id));
    for (const [, id] of svg.matchAll(/href="#([^"]*)"/g)) expect(defined.has(id)).toBe(true);
    expect(svg).toContain('aria-label="Memory energy (% of reliable)"');
    expect(svg).toContain('<title>Energy and accuracy</title>');
  });

  it('is as large as asked for', async () => {
    expect(text(await write(pareto, 'svg', { width: 100, heightMm: 80 }))).toContain(
      'width="283.46pt" height="226.77pt"',
    );
  });

  it('has no hue in grey', async () => {
    const colors = (svg: string) => [...svg.matchAll(/"(#[0-9a-f]{6})"/g)].map(([, color]) => color!);
    const isGrey = (color: string): boolean => /^#(..)\1\1$/.test(color);
    expect(colors(text(await write(pareto, 'svg', { grey: true }))).every(isGrey)).toBe(true);
    expect(colors(text(await write(pareto, 'svg'))).every(isGrey)).toBe(false);
  });
});

describe('PDF', () => {
  it('has one page of the size in points, embedded fonts, and a fixed date', async () => {
    const pdf = Buffer.from(await write(pareto, 'pdf', { width: 120, heightMm: 90 })).toString('latin1');
    const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!;
    expect(Number(width)).toBeCloseTo((120 / 25.4) * 72, 3);
    expect(Number(height)).toBeCloseTo((90 / 25.4) * 72, 3);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/FontFile2/);
    expect(pdf).toMatch(/\/ToUnicode/);
    expect(pdf).not.toMatch(/\/Subtype \/Image/);
    expect(pdf.match(/D:\d+/g)).toEqual(['D:19700101000000']);
  });
});

describe('PNG', () => {
  it('has the pixels and the density that were asked for', async () => {
    const bytes = await write(pareto, 'png', { width: 88, heightMm: 60, dpi: 300 });
    const { width, height, resolution, data } = decode(bytes, { checkCrc: true });
    expect([width, height]).toEqual([Math.round((88 / 25.4) * 300), Math.round((60 / 25.4) * 300)]);
    expect(resolution).toEqual({ x: 11811, y: 11811, unit: 1 });
    expect(new Set(data).size).toBeGreaterThan(50);
    expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  });

  it('of too many pixels is refused', async () => {
    const wanted = write(pareto, 'png', { width: 500, heightMm: 500, dpi: 1200 });
    await expect(wanted).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('pixels'),
    });
  });
});

describe('CSV', () => {
  it('gives back what went in', async () => {
    for (const figure of figures) {
      const [header, ...lines] = text(await write(figure, 'csv'))
        .trimEnd()
        .split('\r\n');
      expect(splitCsvLine(header!, ',')).toEqual(figure.data.columns);
      const shown = figure.data.rows.map((row) =>
        row.map((value) =>
          value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? '' : String(value),
        ),
      );
      expect(lines.map((line) => splitCsvLine(line, ','))).toEqual(shown);
      for (const row of figure.data.rows) expect(row).toHaveLength(figure.data.columns.length);
    }
  });
});
