export interface TextColumn {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Cells of monospaced text: code points, less the combining ones. */
function width(text: string): number {
  return [...text.normalize('NFC').replace(/\p{Mark}/gu, '')].length;
}

function pad(text: string, to: number, align: TextColumn['align']): string {
  const space = ' '.repeat(Math.max(0, to - width(text)));
  return align === 'right' ? space + text : text + space;
}

/**
 * Rows under titles and a rule, in columns two spaces apart. Columns that are empty in every row are left out. Lines end
 * without spaces; the text ends without a line feed.
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const kept = columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ index }) => rows.length === 0 || rows.some((row) => (row[index] ?? '') !== ''));
  const widths = kept.map(({ title, index }) => Math.max(width(title), ...rows.map((row) => width(row[index] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, position) => pad(cell, widths[position]!, kept[position]!.align))
      .join('  ')
      .trimEnd();
  return [
    line(kept.map(({ title }) => title)),
    widths.map((each) => '─'.repeat(each)).join('  '),
    ...rows.map((row) => line(kept.map(({ index }) => row[index] ?? ''))),
  ].join('\n');
}

/** Lines of `name  value`, values aligned. */
export function textPairs(pairs: readonly (readonly [string, string])[]): string {
  const longest = Math.max(0, ...pairs.map(([name]) => width(name)));
  return pairs.map(([name, value]) => `${pad(name, longest, 'left')}  ${value}`.trimEnd()).join('\n');
}
