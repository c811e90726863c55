import { columnTexts, distinct, leadingColumns, withTexts, type LatexContent } from './latex-content.ts';

const fewestNames = 3;
const shortest = 4;

/** Names of one family without its name, which the heading says: 64-32 under (mlp-…) for mlp-64-32. */
export function withoutSharedBeginnings(table: LatexContent): LatexContent {
  return Array.from({ length: leadingColumns(table) }, (_, index) => index).reduce(shortened, table);
}

function shortened(table: LatexContent, index: number): LatexContent {
  const names = columnTexts(table, index);
  const column = table.columns[index]!;
  const beginning = sharedBeginning(names.filter((name) => name !== undefined));
  if (column.unit !== undefined || names.includes(undefined) || distinct(names) < fewestNames) return table;
  if (beginning.length < shortest) return table;
  const renamed = withTexts(table, index, (row) => names[row]!.slice(beginning.length));
  return { ...renamed, columns: renamed.columns.with(index, { ...column, unit: `${beginning}…` }) };
}

/** Up to a hyphen, with something behind it in each. */
function sharedBeginning([first = '', ...others]: readonly string[]): string {
  const ends = [...first.matchAll(/-(?=.)/g)].map(({ index }) => first.slice(0, index + 1));
  return (
    ends.findLast((beginning) =>
      others.every((name) => name.startsWith(beginning) && name.length > beginning.length),
    ) ?? ''
  );
}
