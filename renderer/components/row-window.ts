/** Rows of a long table that are drawn, and the room that those before and after them take; pixels. */
export interface RowWindow {
  /** The first that is drawn, from 0 */
  readonly start: number;
  /** One past the last */
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

export interface RowWindowRequest {
  readonly rows: number;
  /** Pixels */
  readonly scrollTop: number;
  /** Height of what can be seen; pixels */
  readonly viewport: number;
  /** Of every row; pixels */
  readonly rowHeight: number;
}

/** Tables up to this length are drawn whole: they can be searched and selected by the browser. */
export const wholeRows = 200;

/** Rows drawn beyond either end of what can be seen, so that scrolling shows no gap */
const overscan = 20;

/** What is drawn of a table that is scrolled under its headings. */
export function rowWindow({ rows, scrollTop, viewport, rowHeight }: RowWindowRequest): RowWindow {
  if (rows <= wholeRows) return { start: 0, end: rows, before: 0, after: 0 };
  const first = Math.floor(scrollTop / rowHeight) - overscan;
  const shown = Math.ceil(viewport / rowHeight) + 2 * overscan;
  const start = Math.max(0, Math.min(first, rows - shown));
  const end = Math.min(rows, start + shown);
  return { start, end, before: start * rowHeight, after: (rows - end) * rowHeight };
}

/** The longest text of each column among some of the rows, evenly taken: what columns are made wide enough for. */
export function widestTexts<Row>(rows: readonly Row[], columns: number, textOf: (row: Row, column: number) => string) {
  const step = Math.max(1, Math.floor(rows.length / 100));
  const sample = rows.filter((_, index) => index % step === 0);
  return Array.from({ length: columns }, (_, column) =>
    sample.reduce((longest, row) => {
      const text = textOf(row, column);
      return text.length > longest.length ? text : longest;
    }, ''),
  );
}
