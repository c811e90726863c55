import { plainCell } from '../shown-cell.ts';
import type { TableColumn, TableContent } from '../table-document.ts';
import type { LatexColumn } from './latex-columns.ts';
import { latexSentence } from './latex-sentence.ts';

/** Characters that a heading may take though its column is narrower. */
const leastWidth = 11;

/** Characters that the cells of each column take. */
function cellWidths({ columns, rows }: TableContent): readonly number[] {
  return columns.map((_, index) => Math.max(0, ...rows.map(({ cells }) => plainCell(cells[index]!).length)));
}

/** Characters of each column, headings included: what it takes on paper, about. */
export function columnWidths(table: TableContent): readonly number[] {
  const widths = cellWidths(table);
  return table.columns.map(({ title, unit, group }, index) => {
    const lines = [...brokenTitle(title, widths[index]!), ...unitLine(unit)];
    const share = group === undefined ? 0 : group.length / table.columns.filter((each) => each.group === group).length;
    return Math.max(widths[index]!, share, ...lines.map((line) => line.length));
  });
}

/** At spaces, so that no line is much wider than the column. */
function brokenTitle(title: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of title.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= Math.max(leastWidth, width)) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

const unitLine = (unit: string | undefined): readonly string[] => (unit === undefined ? [] : [`(${unit})`]);

/** Rows of headings: groups over rules that span their columns, titles broken into lines, units. */
export function latexHead(table: TableContent, latex: readonly LatexColumn[]): readonly string[] {
  const widths = cellWidths(table);
  const titles = table.columns.map(({ title }, index) => brokenTitle(title, widths[index]!));
  const most = Math.max(...titles.map((lines) => lines.length));
  const row = (line: (column: TableColumn, index: number) => string): string =>
    `${table.columns.map((column, index) => latex[index]!.heading(latexSentence(line(column, index)))).join(' & ')} \\\\`;
  const titleRows = Array.from({ length: most }, (_, place) =>
    row((_column, index) => titles[index]![place - (most - titles[index]!.length)] ?? ''),
  );
  const hasUnits = table.columns.some(({ unit }) => unit !== undefined);
  return [
    ...groupRows(table.columns, latex),
    ...titleRows,
    ...(hasUnits ? [row(({ unit }) => unitLine(unit)[0] ?? '')] : []),
  ];
}

interface Span {
  readonly group: string | undefined;
  readonly first: number;
  readonly columns: number;
}

function groupRows(columns: readonly TableColumn[], latex: readonly LatexColumn[]): readonly string[] {
  if (columns.every(({ group }) => group === undefined)) return [];
  const spans: Span[] = [];
  let first = 1;
  for (const [index, { group }] of columns.entries()) {
    const { span } = latex[index]!;
    const last = spans.at(-1);
    if (last !== undefined && group !== undefined && last.group === group) {
      spans[spans.length - 1] = { ...last, columns: last.columns + span };
    } else {
      spans.push({ group, first, columns: span });
    }
    first += span;
  }
  const cells = spans.map(({ group, columns: count }) =>
    group === undefined ? '&'.repeat(count - 1) : `\\multicolumn{${count}}{c}{${latexSentence(group)}}`,
  );
  const rules = spans.flatMap(({ group, first: from, columns: count }) =>
    group === undefined ? [] : [`\\cmidrule(lr){${from}-${from + count - 1}}`],
  );
  return [`${cells.join(' & ')} \\\\`, rules.join(' ')];
}
