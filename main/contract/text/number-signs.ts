import { superscripts } from './latex-characters.ts';

const minus = '\u2212';
const power = /\u202f×\u202f10([⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g;

/** Printed numbers with the signs of print: a minus instead of a hyphen, a narrow space before the sign of per cent. */
export function typographicNumbers(text: string): string {
  return text.replaceAll(/-(?=\d)/g, minus).replaceAll(/(?<=\d) %/g, '\u202f%');
}

/** Printed numbers as exports have them and programs read them: `-0.33`, `2.50e-7`, `91.4 ± 0.3 %`. */
export function plainNumbers(text: string): string {
  return text
    .replaceAll(power, (_all, digits: string) => `e${[...digits].map((sign) => superscripts.get(sign)).join('')}`)
    .replaceAll(minus, '-')
    .replaceAll(/[\u00a0\u202f]/g, ' ');
}
