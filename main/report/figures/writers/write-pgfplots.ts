import type { FigureStyle } from '../../../contract/figure-style.ts';
import { toGrey } from '../colors.ts';
import type { FigureDocument } from '../figure-document.ts';
import { planFigure } from '../layout/figure-layout.ts';
import { pgfAxis } from './pgf-axis.ts';
import { pgfData } from './pgf-data.ts';
import { withPgfRoom } from './pgf-room.ts';
import { texComment } from './tex-text.ts';

/**
 * A figure for pgfplots: a LaTeX file to be read with `\input`, and the numbers it draws, which lie beside it. Axes, ticks and
 * sizes are those of the other formats; texts are set in the document's own font.
 *
 * @param source where it comes from, for a comment
 * @throws LabError 'invalid-argument' when the height asked for has no room for it
 */
export function writePgfplots(
  figure: FigureDocument,
  style: FigureStyle,
  source: string,
): readonly { readonly file: string; readonly text: string }[] {
  const { width, height, panels: planned } = planFigure(figure, style);
  const panels = withPgfRoom(planned, style.fontPt);
  const dataFile = `${figure.id}-pgfplots.csv`;
  const { text, columnsOf } = pgfData(panels);
  const used = new Set<string>();
  const colorName = (hex: string): string => {
    const shown = (style.grey ? toGrey(hex) : hex).slice(1).toUpperCase();
    used.add(shown);
    return `nf${shown}`;
  };
  const size = style.fontPt;
  const axes = panels.map((placed, index) =>
    pgfAxis(placed, {
      ...{ figureHeight: height, figureWidth: width, size, colorName, columnsOf },
      ...(index === 0 && figure.legend.length > 0 ? { sharedLegend: figure.legend } : {}),
    }),
  );
  const lines = [
    `% ${texComment(figure.title)}`,
    `% ${texComment(figure.caption)}`,
    `% ${texComment(source)}`,
    '% In the preamble: \\usepackage{pgfplots} \\pgfplotsset{compat=1.18}',
    `% ${dataFile} is looked for beside the document; \\newcommand*{\\noisefloorpath}{folder/} says where else it is.`,
    '\\begingroup%',
    '\\providecommand*{\\noisefloorpath}{}%',
    `\\pgfplotstableread[col sep=comma]{\\noisefloorpath ${dataFile}}\\noisefloordata%`,
    ...[...used].toSorted().map((hex) => `\\definecolor{nf${hex}}{HTML}{${hex}}%`),
    `\\fontsize{${size}pt}{${Number((1.2 * size).toFixed(2))}pt}\\selectfont%`,
    '\\begin{tikzpicture}[x=1bp, y=1bp]',
    ...axes.flat(),
    '\\end{tikzpicture}%',
    '\\endgroup',
    '',
  ];
  return [
    { file: `${figure.id}.tex`, text: lines.join('\n') },
    { file: dataFile, text },
  ];
}
