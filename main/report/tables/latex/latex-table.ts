import type { ExportProvenance } from '../../export-subject.ts';
import { isLeft } from '../plain-table.ts';
import { provenanceLines } from '../provenance-lines.ts';
import { plainCell } from '../shown-cell.ts';
import { withoutCommonCells } from './common-cells.ts';
import { latexSentence } from './latex-sentence.ts';
import { slug } from '../slug.ts';
import type { TableContent, TableDocument } from '../table-document.ts';
import { latexColumns, type LatexColumn } from './latex-columns.ts';
import { columnWidths, latexHead } from './latex-head.ts';
import { floatingTable, longTable, type LatexParts } from './latex-environment.ts';

export interface LatexOptions {
  /** Numbers in columns of the package siunitx, aligned at the point */
  readonly siunitx: boolean;
}

/** More rows than these are no float: they may go on on the next page. */
const mostFloatingRows = 45;

/**
 * A table in LaTeX, with the rules of booktabs: a float with caption, label and notes, or a longtable where it has many rows.
 * ASCII but for the comment that says where it comes from.
 */
export function latexTable(whole: TableDocument, { siunitx }: LatexOptions, provenance: ExportProvenance): string {
  const table = fontOf(whole).shrinks ? { ...whole, ...withoutCommonCells(whole) } : whole;
  const columns = latexColumns(table, siunitx);
  const isLong = table.rows.length > mostFloatingRows;
  const size = fontOf(table);
  const parts: LatexParts = {
    caption: `\\caption{${latexSentence(table.caption)}.}\\label{tab:${labelOf(table)}}`,
    setup: columns.some(({ preamble }) => preamble.startsWith('S'))
      ? [String.raw`\sisetup{detect-weight=true, retain-explicit-plus=true, group-digits=integer}`]
      : [],
    preamble: columns.map(({ preamble }) => preamble).join(' '),
    head: latexHead(table, columns),
    body: bodyRows(table, columns),
    notes: table.notes.map(latexSentence),
    ...size,
  };
  const packages = [
    'booktabs',
    ...(isLong ? ['longtable'] : size.shrinks ? ['graphicx'] : []),
    ...(siunitx ? ['siunitx'] : []),
  ];
  const comment = [...provenanceLines(table, provenance), `Packages: ${packages.join(', ')}`].map(
    (line) => `% ${line}`,
  );
  return `${[...comment, ...(isLong ? longTable(parts) : floatingTable(parts))].join('\n')}\n`;
}

/** Unlike those of other studies' tables in the same document. */
function labelOf({ id, source }: TableDocument): string {
  return `${slug(source.study.name) || `study-${source.study.id}`}-${id}`;
}

/** Points that a character and a gap between columns take, about, in `\small`; of a text and of a narrow column. */
const characterPt = 4.6;
const gapPt = 12;
const textPt = 345;
const narrowPt = 210;

function fontOf(table: TableContent): Pick<LatexParts, 'font' | 'shrinks' | 'isWide'> {
  const widths = columnWidths(table);
  const width = widths.reduce((sum, each) => sum + characterPt * each, gapPt * (widths.length - 1));
  return {
    isWide: width > textPt,
    font: width <= textPt ? String.raw`\small` : String.raw`\footnotesize`,
    shrinks: width > narrowPt,
  };
}

function bodyRows(table: TableContent, columns: readonly LatexColumn[]): readonly string[] {
  const leading = table.columns.findIndex((column) => !isLeft(column));
  return table.rows.flatMap(({ cells, startsGroup }, row) => {
    const above = table.rows[row - 1];
    let repeats = startsGroup !== true && above !== undefined;
    const texts = cells.map((cell, index) => {
      // Said once for the rows below; never that by which they differ
      repeats &&= index < leading - 1 && plainCell(cell) === plainCell(above!.cells[index]!);
      return repeats ? '' : columns[index]!.cell(cell);
    });
    return [...(startsGroup ? [String.raw`\addlinespace`] : []), `${texts.join(' & ')} \\\\`];
  });
}
