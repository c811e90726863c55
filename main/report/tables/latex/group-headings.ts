import { commonWords, firstWord } from './shared-parts.ts';
import { columnTexts, distinct, leadingColumns, withoutColumn, withTexts, type LatexContent } from './latex-content.ts';

/** With fewer rows under a heading than these, on average, a table would be mostly headings. */
const fewestRows = 2;

/**
 * What stands in the first column for several rows as a line above them, instead of in the column. The names of the rows go
 * without the words that they share with it.
 */
export function withGroupHeadings(whole: LatexContent): LatexContent {
  const table = leadingColumns(whole) === 1 ? withKinds(whole) : whole;
  const leading = leadingColumns(table);
  const texts = table.columns.map((_, index) => columnTexts(table, index));
  const index = texts.findIndex((column) => distinct(column) > 1);
  const column = texts[index];
  if (index === -1 || index + 1 >= leading || column === undefined || column.includes(undefined)) return whole;
  const starts = column.map((text, row) => row === 0 || text !== column[row - 1]);
  const groups = starts.filter(Boolean).length;
  if (groups !== distinct(column) || column.length < fewestRows * groups) return whole;
  const headed = withoutColumn(
    {
      ...table,
      rows: table.rows.map((row, place) =>
        starts[place] ? { ...row, heading: column[place]!, ...(place > 0 ? { startsGroup: true } : {}) } : row,
      ),
    },
    index,
  );
  return withoutHeadingWords(headed, column as readonly string[], index);
}

/** Where one column names the rows: with the words before it that names of one kind begin with, if each kind has several. */
function withKinds(table: LatexContent): LatexContent {
  const names = columnTexts(table, 0);
  if (names.includes(undefined)) return table;
  const kinds = Map.groupBy(names as readonly string[], firstWord);
  if ([...kinds.values()].some((own) => own.length < fewestRows)) return table;
  return {
    ...table,
    columns: [{ key: 'kind', title: '', kind: 'text' }, ...table.columns],
    rows: table.rows.map((row, place) => ({
      ...row,
      cells: [{ kind: 'text', text: commonWords(kinds.get(firstWord(names[place]!))!) }, ...row.cells],
    })),
  };
}

function withoutHeadingWords(table: LatexContent, headings: readonly string[], index: number): LatexContent {
  const names = columnTexts(table, index);
  const short = names.map((name, row) => name && withoutLeadingWords(name, headings[row]!));
  const inGroups = (texts: readonly (string | undefined)[]): number =>
    distinct(texts.map((text, row) => JSON.stringify([headings[row], text])));
  return inGroups(short) === inGroups(names) ? withTexts(table, index, (row) => short[row]) : table;
}

/** `p=0.1` of `uniform p=0.1` under `uniform rate`; never nothing. */
function withoutLeadingWords(name: string, heading: string): string {
  const words = name.split(' ');
  const same = heading.toLowerCase().split(' ');
  const differs = words.findIndex((word, place) => word.toLowerCase().replace(/,$/, '') !== same[place]);
  return differs <= 0 ? name : words.slice(differs).join(' ');
}
