import { latexText } from '../../../contract/text/latex-text.ts';

/** Letters that stand for a number, alone between words or signs: `p < 0.05`, `U[−r, r]`, but not `k=7` of a method's name. */
const symbol = /(?<![\p{L}\p{N}_$\\-])[knprw](?![\p{L}\p{N}=_-]|\.\p{L})/gu;

/** A sentence: numbers stay with their signs and units on a line, letters that stand for numbers are in mathematics. */
export function latexSentence(text: string): string {
  const parts = text.split(symbol);
  const letters = text.match(symbol) ?? [];
  const set = parts.map((part, index) => `${index === 0 ? '' : `$${letters[index - 1]!}$`}${latexText(part)}`).join('');
  return set.replaceAll(/ (=|\\textless\{\}|\\textgreater\{\}) /g, '~$1~').replaceAll(/(?<=\d) (?=\\%)/g, '~');
}
