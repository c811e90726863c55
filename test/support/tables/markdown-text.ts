export interface MarkdownTable {
  readonly comment: string;
  readonly caption: string;
  readonly header: readonly string[];
  readonly right: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

const unescaped = (text: string): string => text.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

/** Cells between the pipes that no backslash stands before. */
function cellsOf(line: string): readonly string[] {
  const parts = line.split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/);
  if (parts.shift() !== '' || parts.pop() !== '') throw new Error(`No row of a table: ${line}`);
  return parts.map((part) => unescaped(part.slice(1, -1).replace(/^\*\*(.*)\*\*$/s, '$1')));
}

/** The parts of a document that has one table of GitHub's Markdown. */
export function readMarkdown(text: string): MarkdownTable {
  const [, comment, rest] = /^<!--\n([^]*?)\n-->\n\n([^]*)$/.exec(text) ?? [];
  if (comment === undefined || rest === undefined) throw new Error('It does not begin with a comment.');
  const [captionLine = '', table = '', ...notes] = rest.replace(/\n$/, '').split('\n\n');
  const [header = '', rule = '', ...rows] = table.split('\n');
  return {
    comment,
    caption: unescaped(captionLine.replace(/^\*\*/, '').replace(/\*\*$/, '')),
    header: cellsOf(header),
    right: cellsOf(rule).map((cell) => cell === '---:'),
    rows: rows.map(cellsOf),
    notes: notes.map(unescaped),
  };
}
