/** What a cell may hold. Nothing, NaN and infinities are empty cells. */
export type CsvValue = string | number | boolean | undefined;

function cell(value: CsvValue): string {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows under a header as comma-separated values (RFC 4180): lines end in CR LF, numbers have a point and all the digits it
 * takes to read the same number back.
 */
export function csvText(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [columns, ...rows].map((row) => `${line(row)}\r\n`).join('');
}

/** One empty cell is quoted, because an empty line is no record to many readers. */
function line(row: readonly CsvValue[]): string {
  const text = row.map(cell).join(',');
  return text === '' ? '""' : text;
}
