import { columnTexts, distinct, withTexts, type LatexContent } from './latex-content.ts';

/** Of fewer rows nothing is worth saying below instead. */
const fewestRows = 3;

/** `LaNMax λ=1, difference, ln p · net` as [`LaNMax λ=1`, `, difference`, `, ln p`, ` · net`]. */
const partsOf = (name: string): readonly string[] => name.split(/(?=, | · )/);

/** Names that begin with the same word are of one kind. */
export const firstWord = (name: string): string => name.split(/[ ,]/)[0]!;

/** Names without the parts that all names of one kind share: these are said below the table, once for each kind. */
export function withoutSharedParts(table: LatexContent): LatexContent {
  return table.columns.reduce((short, { kind }, index) => (kind === 'text' ? shortened(short, index) : short), table);
}

function shortened(table: LatexContent, index: number): LatexContent {
  const names = columnTexts(table, index);
  const kinds = Map.groupBy(
    names.filter((name) => name !== undefined),
    firstWord,
  );
  const shared = new Map([...kinds].map(([kind, own]) => [kind, isOften(own) ? sharedParts(own) : []]));
  const short = names.map((name) => {
    if (name === undefined) return undefined;
    const dropped = shared.get(firstWord(name))!;
    return partsOf(name)
      .filter((part, place) => place === 0 || !dropped.includes(part))
      .join('');
  });
  if (distinct(short) !== distinct(names)) return table;
  const notes = [...kinds].flatMap(([kind, own]) => {
    const parts = shared.get(kind)!;
    if (parts.length === 0) return [];
    const said = parts.map((part) => part.replace(/^(?:, | · )/, '')).join(', ');
    return [`In all rows of ${commonWords(own)}: ${said}.`];
  });
  if (notes.length === 0) return table;
  const renamed = withTexts(table, index, (row) => short[row]);
  return { ...renamed, notes: [...notes.filter((note) => !table.notes.includes(note)), ...table.notes] };
}

const isOften = (names: readonly string[]): boolean => names.length >= fewestRows && distinct(names) > 1;

function sharedParts(names: readonly string[]): readonly string[] {
  const [first, ...others] = names.map((name) => partsOf(name).slice(1));
  return first!.filter((part) => others.every((parts) => parts.includes(part)));
}

/** Words at the beginning of all names: `noise injection` of `noise injection p=0.1` and `noise injection p=0.2`. */
export function commonWords(names: readonly string[]): string {
  const [first, ...others] = names.map((name) => partsOf(name)[0]!.split(' '));
  const differs = first!.findIndex((word, place) => others.some((words) => words[place] !== word));
  return (differs === -1 ? first! : first!.slice(0, Math.max(1, differs))).join(' ');
}
