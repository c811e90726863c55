/** The parts of a table in LaTeX, each line of them as it is. */
export interface LatexParts {
  readonly caption: string;
  readonly setup: readonly string[];
  readonly preamble: string;
  readonly head: readonly string[];
  readonly body: readonly string[];
  readonly notes: readonly string[];
  readonly font: string;
  /** Wider than a narrow column, so that it must be fitted */
  readonly shrinks: boolean;
  /** Wider than a usual page: across both columns, where there are two */
  readonly isWide: boolean;
}

const indented = (lines: readonly string[], by = 4): readonly string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);

const narrowGaps = String.raw`  \setlength{\tabcolsep}{3pt}`;

/** A float with caption above and notes below. */
export function floatingTable({
  caption,
  setup,
  preamble,
  head,
  body,
  notes,
  font,
  shrinks,
  isWide,
}: LatexParts): readonly string[] {
  // As it is, or as wide as the column where it would be wider
  const fitted = String.raw`\resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%`;
  const environment = isWide ? 'table*' : 'table';
  return [
    `\\begin{${environment}}[tbp]`,
    String.raw`  \centering`,
    `  ${caption}`,
    String.raw`  \par\smallskip`,
    ...indented(setup, 2),
    `  ${font}`,
    ...(isWide ? [narrowGaps] : []),
    ...(shrinks ? [`  ${fitted}`] : []),
    `  \\begin{tabular}{${preamble}}`,
    String.raw`    \toprule`,
    ...indented(head),
    String.raw`    \midrule`,
    ...indented(body),
    String.raw`    \bottomrule`,
    `  \\end{tabular}${shrinks ? '}' : ''}`,
    ...(notes.length === 0
      ? []
      : [String.raw`  \par\smallskip`, `  {\\raggedright\\footnotesize ${notes.join(' ')}\\par}`]),
    `\\end{${environment}}`,
  ];
}

/** On as many pages as it takes, each under the headings; not in two columns. */
export function longTable({
  caption,
  setup,
  preamble,
  head,
  body,
  notes,
  font,
  shrinks,
  isWide,
}: LatexParts): readonly string[] {
  return [
    String.raw`\begingroup`,
    ...indented(setup, 2),
    `  ${shrinks && font !== String.raw`\small` ? String.raw`\scriptsize` : font}`,
    ...(isWide ? [narrowGaps] : []),
    `  \\begin{longtable}{${preamble}}`,
    `    ${caption} \\\\`,
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
    ...(notes.length === 0 ? [] : [`  {\\raggedright\\footnotesize ${notes.join(' ')}\\par}`]),
    String.raw`\endgroup`,
  ];
}
