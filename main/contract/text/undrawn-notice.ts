import { listed } from './listed.ts';

/** Names are enough to know what is meant; a study may have hundreds. */
const mostNamed = 12;

/** Of characters that boxes stand for in a figure; empty without any. */
export function undrawnNotice(characters: readonly string[]): string {
  if (characters.length === 0) return '';
  const named = characters.slice(0, mostNamed);
  const rest = characters.length - named.length;
  return (
    `No font of this machine has ${listed([...named, ...(rest === 0 ? [] : [`${rest} more`])])}: boxes stand for them in figures. ` +
    'With a font that has them, for example Noto Sans CJK, the same export draws them.'
  );
}
