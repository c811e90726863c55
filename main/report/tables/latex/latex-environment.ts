/** One table of a float, each line of it as it is. */
export interface LatexPart {
  readonly preamble: string;
  readonly head: readonly string[];
  readonly body: readonly string[];
}

/** The parts of a table in LaTeX, each line of them as it is. */
export interface LatexParts {
  readonly caption: string;
  readonly setup: readonly string[];
  /** Tables below one another */
  readonly parts: readonly LatexPart[];
  readonly notes: readonly string[];
  readonly font: string;
  /** On either side of a column, where it is not as usual */
  readonly gapPt: number | undefined;
  /** Wider than a narrow column, so that it must be fitted */
  readonly shrinks: boolean;
  /** Not legible in a narrow column: across both columns, where there are two */
  readonly isWide: boolean;
}

const indented = (lines: readonly string[], by = 4): readonly string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);

const gaps = ({ gapPt }: LatexParts): readonly string[] =>
  gapPt === undefined ? [] : [`  \\setlength{\\tabcolsep}{${gapPt}pt}`];

const notesBelow = (notes: readonly string[]): readonly string[] =>
  notes.length === 0 ? [] : [`  {\\raggedright\\footnotesize ${notes.join(' ')}\\par}`];

/** A float with caption above and notes below. */
export function floatingTable(table: LatexParts): readonly string[] {
  const { caption, setup, parts, notes, font, isWide } = table;
  const environment = isWide ? 'table*' : 'table';
  return [
    `\\begin{${environment}}[tbp]`,
    String.raw`  \centering`,
    `  ${caption}`,
    String.raw`  \par\smallskip`,
    ...indented(setup, 2),
    `  ${font}`,
    ...gaps(table),
    ...parts.flatMap((part, index) => [...(index === 0 ? [] : [String.raw`  \par\medskip`]), ...tabular(part, table)]),
    ...(notes.length === 0 ? [] : [String.raw`  \par\smallskip`]),
    ...notesBelow(notes),
    `\\end{${environment}}`,
  ];
}

function tabular({ preamble, head, body }: LatexPart, { shrinks }: LatexParts): readonly string[] {
  // As it is, or as wide as the column where it would be wider
  const fitted = String.raw`\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%`;
  return [
    ...(shrinks ? [`  ${fitted}`] : []),
    `  \\begin{tabular}{${preamble}}`,
    String.raw`    \toprule`,
    ...indented(head),
    String.raw`    \midrule`,
    ...indented(body),
    String.raw`    \bottomrule`,
    `  \\end{tabular}${shrinks ? '}' : ''}`,
  ];
}

/** On as many pages as it takes, each under the headings; not in two columns. */
export function longTable(table: LatexParts): readonly string[] {
  const { caption, setup, parts, notes, font } = table;
  return [
    String.raw`\begingroup`,
    ...indented(setup, 2),
    `  ${font}`,
    ...gaps(table),
    ...parts.flatMap(({ preamble, head, body }, index) => [
      `  \\begin{longtable}{${preamble}}`,
      ...(index === 0 ? [`    ${caption} \\\\`] : []),
      String.raw`    \toprule`,
      ...indented(head),
      String.raw`    \midrule`,
      String.raw`    \endfirsthead`,
      String.raw`    \toprule`,
      ...indented(head),
      String.raw`    \midrule`,
      String.raw`    \endhead`,
      String.raw`    \bottomrule`,
      String.raw`    \endfoot`,
      ...indented(body),
      String.raw`  \end{longtable}`,
    ]),
    ...notesBelow(notes),
    String.raw`\endgroup`,
  ];
}
