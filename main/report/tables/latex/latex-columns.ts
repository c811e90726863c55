import { latexNumber, latexWords } from '../../../contract/text/latex-number.ts';
import { latexText } from '../../../contract/text/latex-text.ts';
import { isLeft } from '../plain-table.ts';
import { shownCell, type ShownCell } from '../shown-cell.ts';
import type { TableCell, TableContent } from '../table-document.ts';

/** A column of a table as LaTeX has it. */
export interface LatexColumn {
  /** Of the preamble */
  readonly preamble: string;
  /** Columns of the preamble that it takes */
  readonly span: 1 | 2;
  /** How its heading stands */
  readonly align: 'l' | 'c' | 'r';
  /** A cell, with the `&` inside it where it takes two columns */
  readonly cell: (cell: TableCell) => string;
  /** A heading; empty too */
  readonly heading: (latex: string) => string;
}

type ShownNumber = Extract<ShownCell, { readonly kind: 'number' }>;

/** Each column of a table. With siunitx those of plain numbers are aligned at the point, uncertainties in a column of their own. */
export function latexColumns({ columns, rows }: TableContent, siunitx: boolean): readonly LatexColumn[] {
  return columns.map((column, index) => {
    if (isLeft(column)) return usualColumn(column.kind === 'mark' ? 'c' : 'l');
    const shown = rows.map(({ cells }) => shownCell(cells[index]!));
    const numbers = shown.filter((cell) => cell.kind === 'number');
    const isPlain = shown.every(isPlainNumber);
    if (siunitx && isPlain && numbers.length > 0) return alignedColumn(numbers);
    const ranges = shown.flatMap((cell) => rangeOf(cell) ?? []);
    return ranges.length === 0 ? usualColumn('r') : rangeColumn(ranges, siunitx);
  });
}

/** Without an exponent, which has no place in a column aligned at the point; or missing. */
function isPlainNumber(cell: ShownCell): boolean {
  return cell.kind === 'missing' || (cell.kind === 'number' && !`${cell.value}${cell.uncertainty ?? ''}`.includes('e'));
}

function usualColumn(align: LatexColumn['align']): LatexColumn {
  return { preamble: align, span: 1, align, heading: (latex) => latex, cell: usualCell };
}

const isBest = (cell: TableCell): boolean => cell.kind === 'measured' && cell.best === true;

function usualCell(cell: TableCell): string {
  const shown = shownCell(cell);
  if (shown.kind !== 'number') return wordCell(shown);
  return latexNumber(shown, isBest(cell));
}

function wordCell(shown: Exclude<ShownCell, ShownNumber>): string {
  switch (shown.kind) {
    case 'mark':
      return shown.marked ? String.raw`$\star$` : '';
    case 'missing':
      return latexText(shown.said ?? '–');
    case 'words':
      return latexWords(shown.text);
  }
}

const plusMinus = String.raw`${'$'}{}\pm{}$`;

function alignedColumn(numbers: readonly ShownNumber[]): LatexColumn {
  const values = numbers.map(({ value }) => bare(value));
  const uncertainties = numbers.flatMap(({ uncertainty }) => (uncertainty === undefined ? [] : [uncertainty]));
  const aligned = `S[table-format=${tableFormat(values)}]`;
  const value = (shown: ShownNumber, cell: TableCell): string =>
    `${isBest(cell) ? '\\bfseries ' : ''}${bare(shown.value)}`;
  if (uncertainties.length === 0) {
    return {
      preamble: aligned,
      span: 1,
      align: 'c',
      heading: (latex) => (latex === '' ? '' : `{${latex}}`),
      cell(cell) {
        const shown = shownCell(cell);
        return shown.kind === 'number' ? value(shown, cell) : `{${wordCell(shown)}}`;
      },
    };
  }
  return {
    preamble: `${aligned}@{}S[table-format=${tableFormat(uncertainties)}, table-space-text-pre={${plusMinus}}]`,
    span: 2,
    align: 'c',
    heading: (latex) => `\\multicolumn{2}{c}{${latex}}`,
    cell(cell) {
      const shown = shownCell(cell);
      if (shown.kind !== 'number') return `\\multicolumn{2}{c}{${wordCell(shown)}}`;
      return `${value(shown, cell)} & ${shown.uncertainty === undefined ? '' : `{${plusMinus}}${shown.uncertainty}`}`;
    },
  };
}

interface Range {
  readonly value: string;
  /** `[2.9, 3.8]` or `, at least 2.9` */
  readonly ends: string;
}

/** Of words that are a number and where its interval ends. */
export function rangeOf(shown: ShownCell): Range | undefined {
  if (shown.kind !== 'words') return undefined;
  const [, value, comma = '', ends] = /^(-?\d+(?:\.\d+)?)(,?) ((?:\[|at ).*)$/.exec(shown.text) ?? [];
  return value === undefined || ends === undefined ? undefined : { value: value + comma, ends };
}

/** Values under values, and intervals in a column of their own. */
function rangeColumn(ranges: readonly Range[], siunitx: boolean): LatexColumn {
  const isAligned = siunitx && ranges.every(({ value }) => !value.endsWith(','));
  const number = isAligned ? `S[table-format=${tableFormat(ranges.map(({ value }) => value))}]` : 'r';
  const valueCell = (value: string): string => (isAligned ? value : latexWords(value));
  return {
    preamble: `${number}@{\\enspace}l`,
    span: 2,
    align: 'c',
    heading: (latex) => `\\multicolumn{2}{c}{${latex}}`,
    cell(cell) {
      const shown = shownCell(cell);
      const range = rangeOf(shown);
      if (range !== undefined) return `${valueCell(range.value)} & ${latexWords(range.ends)}`;
      if (shown.kind === 'number') return `${valueCell(bare(shown.value))} & `;
      return `\\multicolumn{2}{c}{${usualCell(cell)}}`;
    },
  };
}

const bare = (value: string): string => value.replaceAll(',', '');

/** Digits before and after the point of the widest numbers, with the place of a sign: `-2.2`. */
function tableFormat(numbers: readonly string[]): string {
  const parts = numbers.map((number) => /^([+-]?)(\d*)\.?(\d*)$/.exec(number)!);
  const most = (group: 2 | 3): number => Math.max(...parts.map((found) => found[group]!.length));
  const sign = parts.some((found) => found[1] === '+') ? '+' : parts.some((found) => found[1] === '-') ? '-' : '';
  return `${sign}${most(2)}.${most(3)}`;
}
