/** Rows of the body of a table that was written without siunitx, cells as plain text. */
export function readLatexRows(source: string): readonly (readonly string[])[] {
  const body = /\\midrule\n(?:\s*\\endfirsthead[^]*?\\endfoot\n)?([^]*?)\n\s*(?:\\bottomrule|\\end\{longtable\})/.exec(
    source,
  )?.[1];
  if (body === undefined) return [];
  const preamble = /\\begin\{(?:tabular|longtable)\}\{(.*)\}$/m.exec(source)?.[1] ?? '';
  // Columns that stand close to the next are one column of the table
  const isSplit = (preamble.match(/[lcr](?:@\{[^}]*\})?/g) ?? []).map((column) => column.includes('@'));
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('\\addlinespace'))
    .map((line) => {
      if (!line.endsWith(' \\\\')) throw new Error(`A row does not end: ${line}`);
      const cells = line.slice(0, -3).split(/(?<!\\)&/);
      return isSplit.flatMap((splits, column) => {
        if (column > 0 && isSplit[column - 1] === true) return [];
        const first = cells.shift()!.trim();
        const whole = /^\\multicolumn\{2\}\{c\}\{(.*)\}$/.exec(first)?.[1];
        return [readLatexText(whole ?? (splits ? `${first} ${cells.shift()!.trim()}`.trim() : first))];
      });
    });
}

const commands: readonly (readonly [string, string])[] = [
  ['\\textbackslash{}', '\\'],
  ['\\textasciicircum{}', '^'],
  ['\\textasciitilde{}', '~'],
  ['\\textless{}', '<'],
  ['\\textgreater{}', '>'],
  ['\\textbar{}', '|'],
  ['\\textasciigrave{}', '`'],
  ["''{}", '"'],
  ['{[}', '['],
  ['{]}', ']'],
  ['{*}', '*'],
  ['{,}', ','],
  ['\\star', '*'],
  ['\\lambda', 'λ'],
  ['\\cdot', '·'],
  [' \\pm ', ' ± '],
  ['\\mathbf{', ''],
  ...[...'{}$&#%_'].map((sign) => [`\\${sign}`, sign] as const),
  // What only keeps signs apart, or ends mathematics
  ['{}', ''],
  ['$', ''],
  ['}', ''],
];

/** Text that LaTeX would set: printable ASCII and the few signs of numbers. */
export function readLatexText(latex: string): string {
  let text = '';
  let place = 0;
  while (place < latex.length) {
    const found = commands.find(([command]) => latex.startsWith(command, place));
    text += found?.[1] ?? latex[place]!;
    place += found?.[0].length ?? 1;
  }
  return text;
}
