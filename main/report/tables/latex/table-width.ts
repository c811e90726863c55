import { shownCell, type ShownCell } from '../shown-cell.ts';
import type { TableCell, TableColumn } from '../table-document.ts';
import { headingLines, unitLines } from './heading-lines.ts';
import type { LatexContent } from './latex-content.ts';
import { rangeOf } from './latex-columns.ts';
import type { TableSetting } from './table-setting.ts';
import { numberWidth, plusMinusWidth, textWidth } from './text-width.ts';

const widest = (widths: readonly number[]): number => Math.max(0, ...widths);
const enspace = 500;

/** What the cells of a column take, without its heading. @param isAligned numbers at their points, as siunitx has them */
export function cellsWidth(cells: readonly TableCell[], isAligned: boolean): number {
  const shown = cells.map(shownCell);
  const ranges = shown.flatMap((cell) => rangeOf(cell) ?? []);
  return widest([
    numbersWidth(
      shown.filter((cell) => cell.kind === 'number'),
      isAligned,
    ),
    widest(ranges.map(({ value }) => textWidth(value))) +
      widest(ranges.map(({ ends }) => enspace + textWidth(ends.replaceAll('-', '−')))),
    ...shown.map((cell) => (rangeOf(cell) === undefined ? wordsWidth(cell) : 0)),
  ]);
}

type ShownNumber = Extract<ShownCell, { readonly kind: 'number' }>;

function numbersWidth(numbers: readonly ShownNumber[], isAligned: boolean): number {
  const oneByOne = numbers.map(
    ({ value, uncertainty }) =>
      numberWidth(value) + (uncertainty === undefined ? 0 : plusMinusWidth + numberWidth(uncertainty)),
  );
  return isAligned ? Math.max(alignedNumbersWidth(numbers), ...oneByOne) : widest(oneByOne);
}

function alignedNumbersWidth(numbers: readonly ShownNumber[]): number {
  const uncertainties = numbers.flatMap(({ uncertainty }) => uncertainty ?? []);
  const values = alignedWidth(numbers.map(({ value }) => value));
  return values + (uncertainties.length === 0 ? 0 : plusMinusWidth + alignedWidth(uncertainties));
}

function alignedWidth(numbers: readonly string[]): number {
  const point = (number: string): number => (number.includes('.') ? number.indexOf('.') : number.length);
  if (numbers.some((number) => number.includes('e'))) return widest(numbers.map(numberWidth));
  return (
    widest(numbers.map((number) => numberWidth(number.slice(0, point(number))))) +
    widest(numbers.map((number) => numberWidth(number.slice(point(number)))))
  );
}

function wordsWidth(shown: ShownCell): number {
  switch (shown.kind) {
    case 'words':
      return textWidth(shown.text);
    case 'missing':
      return textWidth(shown.said ?? '–');
    case 'mark':
      return 500;
    case 'number':
      return 0;
  }
}

function columnWidth({ title, unit }: TableColumn, cells: readonly TableCell[], isAligned: boolean): number {
  const width = cellsWidth(cells, isAligned);
  return widest([width, ...[...headingLines(title, width), ...unitLines(unit)].map(textWidth)]);
}

/** Points that a table takes in an article of 10 points, about: within some per cent of what TeX makes of it. */
export function tableWidthPt({ columns, rows }: Pick<LatexContent, 'columns' | 'rows'>, setting: TableSetting): number {
  const { font, gapPt, isAligned } = setting;
  const inPt = (width: number): number => 2 * gapPt + font.ptByWidth * width;
  const widths = columns.map((column, index) => {
    const cells = rows.map((row) => row.cells[index]!);
    return inPt(columnWidth(column, cells, isAligned));
  });
  const sumOf = (some: readonly number[]): number => some.reduce((sum, width) => sum + width, 0);
  const groups = Map.groupBy(columns.keys(), (index) => columns[index]!.group);
  const beyond = [...groups].map(([group, members]) =>
    group === undefined ? 0 : Math.max(0, inPt(textWidth(group)) - sumOf(members.map((index) => widths[index]!))),
  );
  const headings = rows.map(({ heading }) => (heading === undefined ? 0 : inPt(textWidth(heading))));
  return widest([sumOf(widths) + sumOf(beyond), ...headings]);
}
