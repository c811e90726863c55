import { latexPrinted } from '../../main/contract/text/latex-number.ts';
import { latexText } from '../../main/contract/text/latex-text.ts';
import { markdownGrid, markdownText } from '../../main/contract/text/markdown-text.ts';
import { plainNumbers } from '../../main/contract/text/number-signs.ts';
import { csvText, tsvText } from '../../main/contract/text/separated-text.ts';

export interface TableColumn {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly align?: 'left' | 'right';
  /** Numbers are right-aligned and sorted as such; default text */
  readonly kind?: 'text' | 'number';
  /** What is shown; in copies too */
  readonly format?: (value: unknown, row: Readonly<Record<string, unknown>>) => string;
  readonly description?: string;
}

export type TableRow = Readonly<Record<string, unknown>>;
export type TableFormat = 'tsv' | 'csv' | 'markdown' | 'latex';

export const tableFormats: readonly { readonly format: TableFormat; readonly label: string }[] = [
  { format: 'tsv', label: 'Tab-separated' },
  { format: 'csv', label: 'CSV' },
  { format: 'markdown', label: 'Markdown' },
  { format: 'latex', label: 'LaTeX (booktabs)' },
];

/** What a cell says, as text. Absent values are empty. */
export function cellText(column: TableColumn, row: TableRow): string {
  const value = row[column.key];
  if (column.format !== undefined) return column.format(value, row);
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export const columnTitle = ({ label, unit }: TableColumn): string =>
  unit === undefined || unit === '' ? label : `${label} (${unit})`;

export const isRight = ({ align, kind }: TableColumn): boolean =>
  (align ?? (kind === 'number' ? 'right' : 'left')) === 'right';

/** A table as text to paste elsewhere: by the rules of files that are exported, with the digits that are shown. */
export function tableText(
  format: TableFormat,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  caption?: string,
): string {
  const head = columns.map(columnTitle);
  const shown = rows.map((row) => columns.map((column) => cellText(column, row)));
  const right = columns.map(isRight);
  const plain = shown.map((cells) => cells.map((text, column) => (right[column] ? plainNumbers(text) : text)));
  switch (format) {
    case 'tsv':
      return tsvText(head, plain);
    case 'csv':
      return csvText(head, plain);
    case 'markdown':
      return `${markdownGrid(
        head.map(markdownText),
        right,
        plain.map((cells) => cells.map(markdownText)),
      )}\n`;
    case 'latex':
      return latexTable(right, head, shown, caption);
  }
}

function latexTable(
  right: readonly boolean[],
  head: readonly string[],
  body: readonly (readonly string[])[],
  caption: string | undefined,
): string {
  const row = (cells: readonly string[]): string => `    ${cells.join(' & ')} ${String.raw`\\`}`;
  const lines = [
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    ...(caption === undefined ? [] : [`  \\caption{${latexText(caption)}}`]),
    `  \\begin{tabular}{${right.map((is) => (is ? 'r' : 'l')).join('')}}`,
    String.raw`    \toprule`,
    row(head.map(latexText)),
    String.raw`    \midrule`,
    ...body.map((cells) => row(cells.map((text, column) => (right[column] ? latexPrinted(text) : latexText(text))))),
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
  ];
  return `${lines.join('\n')}\n`;
}
