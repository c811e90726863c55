import type { LatexContent } from './latex-content.ts';

/** Of words that are wider than what usually stands below them. */
const shorter: ReadonlyMap<string, string> = new Map([
  ['Configuration', 'Config.'],
  ['Lowest', 'Min.'],
  ['Highest', 'Max.'],
]);

/** Abbreviated headings, as papers have them. */
export function withShortHeadings(table: LatexContent): LatexContent {
  const columns = table.columns.map((column) => ({ ...column, title: shorter.get(column.title) ?? column.title }));
  return { ...table, columns };
}
