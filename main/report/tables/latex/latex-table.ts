import type { ExportProvenance } from '../../export-subject.ts';
import { isLeft } from '../plain-table.ts';
import { provenanceLines } from '../provenance-lines.ts';
import { plainCell } from '../shown-cell.ts';
import { latexSentence } from './latex-sentence.ts';
import { slug } from '../slug.ts';
import type { TableDocument } from '../table-document.ts';
import { fittedTable, type FittedTable } from './fitted-table.ts';
import { latexColumns, type LatexColumn } from './latex-columns.ts';
import type { LatexContent } from './latex-content.ts';
import { latexHead } from './latex-head.ts';
import { fitsOnPage } from './table-height.ts';
import { floatingTable, longTable, type LatexPart } from './latex-environment.ts';

export interface LatexOptions {
  /** Numbers in columns of the package siunitx, aligned at the point */
  readonly siunitx: boolean;
  /** After `tab:`; the name of the study and the table's own where it is not said */
  readonly label?: string;
}

/**
 * A table in LaTeX, with the rules of booktabs: a float with caption, label and notes, or a longtable where it is higher than a page.
 * ASCII but for the comment that says where it comes from.
 */
export function latexTable(
  whole: TableDocument,
  { siunitx, label = labelOf(whole) }: LatexOptions,
  provenance: ExportProvenance,
): string {
  const fitted = fittedTable(whole, siunitx);
  const parts = fitted.parts.map((part) => latexPart(part, siunitx));
  const isLong = !fitsOnPage(fitted.parts, fitted.font);
  const latex = {
    caption: `\\caption{${latexSentence(whole.caption)}.}\\label{tab:${label}}`,
    setup: parts.some(({ preamble }) => preamble.includes('S['))
      ? [String.raw`\sisetup{detect-weight=true, retain-explicit-plus=true, group-digits=integer}`]
      : [],
    parts,
    notes: fitted.parts[0].notes.map(latexSentence),
    font: fitted.font.command,
    gapPt: fitted.gapPt === usualGapPt ? undefined : fitted.gapPt,
    shrinks: fitted.shrinks,
    isWide: fitted.isWide,
  };
  const packages = [
    'booktabs',
    ...(isLong ? ['longtable'] : fitted.shrinks ? ['graphicx'] : []),
    ...(siunitx ? ['siunitx'] : []),
  ];
  const comment = [
    ...provenanceLines(whole, provenance),
    `Packages: ${packages.join(', ')}`,
    widthLine(fitted, isLong),
  ].map((line) => `% ${line}`);
  return `${[...comment, ...(isLong ? longTable(latex) : floatingTable(latex))].join('\n')}\n`;
}

/** LaTeX's own `\tabcolsep` */
const usualGapPt = 6;

/** Where it goes in a paper. */
function widthLine({ widthPt, isWide }: FittedTable, isLong: boolean): string {
  const width = `Width: about ${Math.ceil(widthPt / 5) * 5} pt in an article of 10 pt`;
  if (isLong) return `${width}; a longtable, which goes on over pages and stands in no document of two columns`;
  return isWide
    ? `${width}: table*, across both columns where there are two; in one of them it would be less than 7 pt high`
    : `${width}: table, in one column`;
}

/** Unlike those of other studies' tables in the same document. */
function labelOf({ id, source }: TableDocument): string {
  return `${slug(source.study.name) || `study-${source.study.hash.slice(0, 8)}`}-${id}`;
}

function latexPart(table: LatexContent, siunitx: boolean): LatexPart {
  const columns = latexColumns(table, siunitx);
  return {
    preamble: columns.map(({ preamble }) => preamble).join(' '),
    head: latexHead(table, columns, siunitx),
    body: bodyRows(table, columns),
  };
}

function bodyRows(table: LatexContent, columns: readonly LatexColumn[]): readonly string[] {
  const leading = table.columns.findIndex((column) => !isLeft(column));
  const span = columns.reduce((sum, column) => sum + column.span, 0);
  return table.rows.flatMap(({ cells, startsGroup, heading }, row) => {
    const above = table.rows[row - 1];
    let repeats = startsGroup !== true && above !== undefined;
    const texts = cells.map((cell, index) => {
      // Said once for the rows below; never that by which they differ
      repeats &&= index < leading - 1 && plainCell(cell) === plainCell(above!.cells[index]!);
      return repeats ? '' : columns[index]!.cell(cell);
    });
    return [
      ...(startsGroup ? [String.raw`\addlinespace`] : []),
      ...(heading === undefined ? [] : [`\\multicolumn{${span}}{l}{\\itshape ${latexSentence(heading)}} \\\\*`]),
      `${texts.join(' & ')} \\\\`,
    ];
  });
}
