/** Widths of Computer Modern Roman's characters in thousandths of its size (10 pt), each before the characters that have it. */
const widths = String.raw`278 !'(),.:;[]|ijl 306 f 333 - 389 ()t 392 r 394 s 444 cez 472 ?
  500 $*/0123456789ago–"^~\`†‡★·{}\ 514 J 528 kqvxy_ 556 Sbdhnpu 611 Z 625 L 653 F 681 EP 708 B 722 CTw 736 R
  750 AHNUVXYK 778 +<=>@&OQ±×−I 785 D 833 #%m 917 M 1028 W`;

const listed = widths.split(/\s+/);
const ofCharacter: ReadonlyMap<string, number> = new Map([
  [' ', 333],
  ...listed.flatMap((characters, index) =>
    index % 2 === 0 ? [] : [...characters].map((each): [string, number] => [each, Number(listed[index - 1])]),
  ),
]);

const greek = 640;
const superscript = 390;
/** A letter that is written as `U+5B57`, of typewriter */
const codePoint = 3150;
/** Signs of relation and operation, with the space around them in mathematics */
const plusMinus = 1222;
const minus = 778;

/** Of a text in LaTeX, about: thousandths of the font's size at 10 pt, smaller sizes are a little wider for their size. */
export function textWidth(text: string): number {
  return [...text.normalize('NFC')].reduce((sum, character) => sum + characterWidth(character), 0);
}

function characterWidth(character: string): number {
  const known = ofCharacter.get(character);
  if (known !== undefined) return known;
  if (/\p{Script=Greek}/u.test(character)) return greek;
  if (/[⁻⁺⁰¹²³⁴-⁹₀-₉]/u.test(character)) return superscript;
  const [base = ''] = character.normalize('NFD');
  return ofCharacter.get(base) ?? codePoint;
}

/** Of a number in mathematics: `-1,234.5`, `1.2e-7`. */
export function numberWidth(value: string): number {
  const [digits = '', exponent] = value.split('e');
  const plain = [...digits].reduce((sum, each) => sum + (/[+-]/.test(each) ? minus : /\d/.test(each) ? 500 : 278), 0);
  if (exponent === undefined) return plain;
  return plain + plusMinus + 1000 + 0.7 * numberWidth(String(Number(exponent)));
}

export const plusMinusWidth = plusMinus;

/** A size of LaTeX's standard classes, and the points of a thousandth there: small fonts are wider for their size. */
export interface FontSize {
  readonly command: string;
  /** In an article of 10 points */
  readonly sizePt: number;
  readonly ptByWidth: number;
  /** From line to line */
  readonly linePt: number;
}

export const fontSizes = {
  small: { command: String.raw`\small`, sizePt: 9, ptByWidth: 0.00925, linePt: 11 },
  footnotesize: { command: String.raw`\footnotesize`, sizePt: 8, ptByWidth: 0.0085, linePt: 9.5 },
  scriptsize: { command: String.raw`\scriptsize`, sizePt: 7, ptByWidth: 0.00797, linePt: 8 },
} as const satisfies Readonly<Record<string, FontSize>>;
