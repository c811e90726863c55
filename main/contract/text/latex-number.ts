import { latexText } from './latex-text.ts';
import { plainNumbers } from './number-signs.ts';

/** A number as it is printed: a point, perhaps a sign, commas between thousands, or an exponent. */
export interface PrintedNumber {
  readonly value: string;
  readonly uncertainty?: string | undefined;
}

/** A number in mathematics: `$61{,}470$`, `$1.2 \times 10^{6}$`, `$-0.33 \pm 0.05$`. @param isBold the value, not its uncertainty */
export function latexNumber({ value, uncertainty }: PrintedNumber, isBold = false): string {
  const shown = isBold ? `\\mathbf{${mathematical(value)}}` : mathematical(value);
  return uncertainty === undefined ? `$${shown}$` : `$${shown} \\pm ${mathematical(uncertainty)}$`;
}

function mathematical(value: string): string {
  const [digits = '', exponent] = value.replaceAll(',', '{,}').split('e');
  return exponent === undefined ? digits : `${digits} \\times 10^{${Number(exponent)}}`;
}

/** Words in which a hyphen before a digit is a minus. */
export function latexWords(text: string): string {
  return latexText(text.replaceAll(/(?<=^|[\s[])-(?=\d)/g, '−'));
}

const number = String.raw`[+\-−]?\d[\d,]*(?:\.\d+)?(?:e[+\-−]?\d+|\u202f×\u202f10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?`;
const printed = new RegExp(String.raw`^(${number})(?: ± (${number}))?((?:[ \u202f][^\d[(]+|[%×])?)$`, 'u');

/** A printed number, perhaps with a unit, as mathematics: `91.4 ± 0.3 %` is `$91.4 \pm 0.3$ \%`. All else as words. */
export function latexPrinted(text: string): string {
  const [, value, uncertainty, unit = ''] = printed.exec(text) ?? [];
  if (value === undefined) return latexWords(text);
  const shown = { value: plainNumbers(value), uncertainty: uncertainty && plainNumbers(uncertainty) };
  return `${latexNumber(shown)}${latexText(unit)}`;
}
