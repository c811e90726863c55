import type { Font } from 'fontkit';
import { fontOf } from './fonts.ts';
import type { FontWeight } from './scene.ts';
import { fontSearch, systemFontFolders, type FontFile } from './system-fonts.ts';

/** Letters of a text that one font draws. */
export interface FontRun {
  readonly text: string;
  readonly font: Font;
  /** Of the system, where the figures' own font has not these letters */
  readonly file?: FontFile;
}

let search: ReturnType<typeof fontSearch> | undefined;

const systemFont = (character: string): FontFile | undefined => (search ??= fontSearch(systemFontFolders()))(character);

/** Joiners and the like, which are not drawn. */
const unseen = /^[\p{Cc}\p{Cf}\p{Z}\p{Variation_Selector}]$/u;

const isOwn = (font: Font, character: string): boolean =>
  unseen.test(character) || font.hasGlyphForCodePoint(character.codePointAt(0)!);

/** A text by the fonts that draw it: the figures' own, and fonts of the system for what it does not have. */
export function fontRuns(text: string, weight: FontWeight): readonly FontRun[] {
  const own = fontOf(weight);
  if ([...text].every((character) => isOwn(own, character))) return [{ text, font: own }];
  const runs: FontRun[] = [];
  for (const character of text) {
    const file = isOwn(own, character) ? undefined : systemFont(character);
    const last = runs.at(-1);
    if (last !== undefined && last.file === file) runs[runs.length - 1] = { ...last, text: last.text + character };
    else runs.push({ text: character, font: file?.font ?? own, ...(file === undefined ? {} : { file }) });
  }
  return runs;
}

/** The characters that are drawn as a box, because neither the figures' font nor one of the system has them; each once. */
export function undrawnCharacters(texts: readonly string[]): readonly string[] {
  const own = fontOf('regular');
  const characters = new Set(texts.flatMap((text) => [...text]));
  return [...characters].filter((character) => !isOwn(own, character) && systemFont(character) === undefined);
}
