import { latexAccents, latexCharacters, subscripts, superscripts } from './latex-characters.ts';

/**
 * Text as any LaTeX sets it, pdflatex too, in ASCII: special characters escaped, accents as commands, Greek letters and signs
 * in mathematics. What a Latin font does not have stands as `U+4E2D`. Line breaks and other controls are spaces.
 */
export function latexText(text: string): string {
  const spaced = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '');
  const parts = spaced.normalize('NFC').match(/[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+|[₋₊₀-₉]+|-+|,+|'+|[^]/gu) ?? [];
  return parts.map(part).join('');
}

function part(text: string): string {
  const first = [...text][0]!;
  if (superscripts.has(first)) return `$^{${[...text].map((sign) => superscripts.get(sign)).join('')}}$`;
  if (subscripts.has(first)) return `$_{${[...text].map((sign) => subscripts.get(sign)).join('')}}$`;
  // Several of these would be drawn together as another sign
  if (/^[-,']+$/.test(text)) return [...text].join('{}');
  return latexCharacters.get(text) ?? (/^[ -~]$/.test(text) ? text : accented(text));
}

function accented(character: string): string {
  const [base = '', ...accents] = character.normalize('NFD');
  const commands = accents.map((accent) => latexAccents.get(accent));
  if (!/^[A-Za-z]$/.test(base) || commands.length === 0 || commands.includes(undefined)) return codePoint(character);
  return commands.reduce<string>((inner, command) => `\\${command!}{${inner}}`, base);
}

function codePoint(character: string): string {
  return String.raw`\texttt{U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}}`;
}
