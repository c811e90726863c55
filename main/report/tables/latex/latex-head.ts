import type { TableColumn, TableContent } from '../table-document.ts';
import { headingLines, unitLines } from './heading-lines.ts';
import type { LatexColumn } from './latex-columns.ts';
import { latexSentence } from './latex-sentence.ts';
import { cellsWidth } from './table-width.ts';

/** Rows of headings: groups over rules that span their columns, titles broken into lines, units. */
export function latexHead(table: TableContent, latex: readonly LatexColumn[], isAligned: boolean): readonly string[] {
  const titles = table.columns.map(({ title }, index) =>
    headingLines(
      title,
      cellsWidth(
        table.rows.map(({ cells }) => cells[index]!),
        isAligned,
      ),
    ),
  );
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
    ...(hasUnits ? [row(({ unit }) => unitLines(unit)[0] ?? '')] : []),
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
