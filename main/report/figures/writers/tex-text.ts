import { textWidth } from '../text-outline.ts';

/** Small letters of TeX's own font are so much wider than ours. */
export const texWider = 1.25;

/** About, in points, in the document's font. */
export const texWidth = (text: string, size: number): number => texWider * textWidth(text, size);

const specials: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  '"': "''",
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '…': '\\ldots{}',
  '–': '--',
  '—': '---',
  '’': "'",
  '‘': '`',
  '“': '``',
  '”': "''",
  '→': '$\\to$',
  '≤': '$\\le$',
  '≥': '$\\ge$',
  '≈': '$\\approx$',
  '∞': '$\\infty$',
  '‖': '$\\|$',
  '\u202f': '\\,',
  '\u00a0': '~',
};

const greek: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['α alpha', 'β beta', 'γ gamma', 'δ delta', 'ε varepsilon', 'ζ zeta', 'η eta', 'θ theta', 'ι iota', 'κ kappa'],
    ...['λ lambda', 'μ mu', 'µ mu', 'ν nu', 'ξ xi', 'π pi', 'ρ rho', 'σ sigma', 'τ tau', 'φ varphi', 'χ chi', 'ψ psi'],
    ...['ω omega', 'Γ Gamma', 'Δ Delta', 'Θ Theta', 'Λ Lambda', 'Σ Sigma', 'Φ Phi', 'Ψ Psi', 'Ω Omega'],
  ].map((line) => {
    const [letter, name] = line.split(' ');
    return [letter!, `$\\${name}$`];
  }),
);

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const asciiOf = (letter: string): string => (letter === '⁻' ? '-' : String(raised.indexOf(letter)));

/** A text for LaTeX, on one line: nothing in it is a command. Letters with accents stay as they are. */
export function texText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|./gsu, (match) => {
      if (match === '⁻' || [...match].every((letter) => letter === '⁻' || raised.includes(letter))) {
        return `$^{${[...match].map(asciiOf).join('')}}$`;
      }
      return specials[match] ?? greek[match] ?? match;
    });
}

/** After `%`: one line, whatever is in it. */
export function texComment(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
