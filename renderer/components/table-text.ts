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

/** A table as text to paste elsewhere. */
export function tableText(
  format: TableFormat,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
  caption?: string,
): string {
  const head = columns.map(columnTitle);
  const body = rows.map((row) => columns.map((column) => cellText(column, row)));
  switch (format) {
    case 'tsv':
      return lines([head, ...body].map((cells) => cells.map(withoutBreaks).join('\t')));
    case 'csv':
      return [head, ...body].map((cells) => `${cells.map(csvField).join(',')}\r\n`).join('');
    case 'markdown':
      return lines([
        markdownLine(head),
        markdownLine(columns.map((column) => (isRight(column) ? '---:' : '---'))),
        ...body.map((cells) => markdownLine(cells.map(markdownText))),
      ]);
    case 'latex':
      return latexTable(columns.map(isRight), head, body, caption);
  }
}

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
const withoutBreaks = (text: string): string => text.replaceAll(/[\t\r\n]+/g, ' ');

/** RFC 4180: quoted where it holds a quote, a comma or a line break, quotes doubled. */
const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const markdownLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const markdownText = (text: string): string => withoutBreaks(text).replaceAll(/[\\|*_`<>[\]]/g, String.raw`\$&`);

function latexTable(
  right: readonly boolean[],
  head: readonly string[],
  body: readonly (readonly string[])[],
  caption: string | undefined,
): string {
  const row = (cells: readonly string[]): string => `    ${cells.map(latexText).join(' & ')} ${String.raw`\\`}`;
  return lines([
    String.raw`\begin{table}`,
    String.raw`  \centering`,
    ...(caption === undefined ? [] : [`  \\caption{${latexText(caption)}}`]),
    `  \\begin{tabular}{${right.map((is) => (is ? 'r' : 'l')).join('')}}`,
    String.raw`    \toprule`,
    row(head),
    String.raw`    \midrule`,
    ...body.map(row),
    String.raw`    \bottomrule`,
    String.raw`  \end{tabular}`,
    String.raw`\end{table}`,
  ]);
}

const latexSpecial: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\{`,
  '}': String.raw`\}`,
  $: String.raw`\$`,
  '&': String.raw`\&`,
  '#': String.raw`\#`,
  '%': String.raw`\%`,
  _: String.raw`\_`,
  '^': String.raw`\textasciicircum{}`,
  '~': String.raw`\textasciitilde{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '±': String.raw`$\pm$`,
  '×': String.raw`$\times$`,
  '−': String.raw`$-$`,
  '…': String.raw`\ldots{}`,
  '\u202f': String.raw`\,`,
  '\u00a0': '~',
  µ: String.raw`$\mu$`,
  μ: String.raw`$\mu$`,
  σ: String.raw`$\sigma$`,
  α: String.raw`$\alpha$`,
  λ: String.raw`$\lambda$`,
  '·': String.raw`\textperiodcentered{}`,
  '–': '--',
  '≤': String.raw`$\le$`,
  '≥': String.raw`$\ge$`,
  '→': String.raw`$\to$`,
};

/** Text as LaTeX sets it: special characters escaped, signs and powers of ten in mathematics. */
export function latexText(text: string): string {
  return withoutBreaks(text)
    .replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (power) => `\0${[...power].map((sign) => superscripts.get(sign)).join('')}\0`)
    .replaceAll(/[\\{}$&#%_^~<>±×−…\u202f\u00a0µμσαλ·–≤≥→]/g, (character) => latexSpecial[character]!)
    .replaceAll(/\0([^\0]*)\0/g, '$^{$1}$');
}

const superscripts = new Map([...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, index) => [sign, '-0123456789'[index]!]));
