/** What a cell of a file for programs may hold. Nothing, NaN and infinities are empty cells. */
export type SeparatedValue = string | number | boolean | null | undefined;

type Rows = readonly (readonly SeparatedValue[])[];

function textOf(value: SeparatedValue): string {
  if (value === undefined || value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  return String(value);
}

/**
 * Rows under a header as comma-separated values (RFC 4180): lines end in CR LF, numbers have a point and all the digits it
 * takes to read the same number back.
 */
export function csvText(columns: readonly string[], rows: Rows): string {
  return [columns, ...rows].map((row) => `${csvLine(row)}\r\n`).join('');
}

/** One empty cell is quoted, because an empty line is no record to many readers. */
function csvLine(row: readonly SeparatedValue[]): string {
  const text = row.map(csvField).join(',');
  return text === '' ? '""' : text;
}

function csvField(value: SeparatedValue): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows under a header as tab-separated values, lines ending in LF. In texts a tab, a line feed, a carriage return and a
 * backslash are `\t`, `\n`, `\r` and `\\`, so that each row is a line.
 */
export function tsvText(columns: readonly string[], rows: Rows): string {
  return [columns, ...rows].map((row) => `${row.map(tsvField).join('\t')}\n`).join('');
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function tsvField(value: SeparatedValue): string {
  return textOf(value).replaceAll(/[\\\t\n\r]/g, (character) => escapes[character]!);
}
