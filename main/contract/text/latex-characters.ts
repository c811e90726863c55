const ascii: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  '{': String.raw`\{`,
  '}': String.raw`\}`,
  $: String.raw`\$`,
  '&': String.raw`\&`,
  '#': String.raw`\#`,
  '%': String.raw`\%`,
  _: String.raw`\_`,
  '^': String.raw`\textasciicircum{}`,
  '~': String.raw`\textasciitilde{}`,
  '<': String.raw`\textless{}`,
  '>': String.raw`\textgreater{}`,
  '|': String.raw`\textbar{}`,
  '`': String.raw`\textasciigrave{}`,
  '"': "''{}",
  // After the end of a row these two would be its arguments
  '[': '{[}',
  ']': '{]}',
  '*': '{*}',
};

const letters: Readonly<Record<string, string>> = {
  ß: String.raw`\ss{}`,
  æ: String.raw`\ae{}`,
  Æ: String.raw`\AE{}`,
  œ: String.raw`\oe{}`,
  Œ: String.raw`\OE{}`,
  ø: String.raw`\o{}`,
  Ø: String.raw`\O{}`,
  å: String.raw`\aa{}`,
  Å: String.raw`\AA{}`,
  ł: String.raw`\l{}`,
  Ł: String.raw`\L{}`,
  ı: String.raw`\i{}`,
};

const greek =
  'α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu µ mu ν nu ξ xi π pi ' +
  'ρ rho σ sigma ς varsigma τ tau υ upsilon φ varphi ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi ' +
  'Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega';

const mathematics =
  '± pm × times · cdot ÷ div ≤ le ≥ ge ≠ neq ≈ approx ≡ equiv ∞ infty → to ← leftarrow ↔ leftrightarrow ⇒ Rightarrow ' +
  '↑ uparrow ↓ downarrow ∈ in ∂ partial ∇ nabla √ surd ∑ sum ∏ prod ∫ int ∝ propto ∼ sim ∓ mp ★ star ☆ star † dagger ‡ ddagger';

function inMathematics(words: string): Readonly<Record<string, string>> {
  const parts = words.split(' ');
  const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [[part, `$\\${parts[index + 1]!}$`]] : []));
  return Object.fromEntries(pairs) as Readonly<Record<string, string>>;
}

const marks: Readonly<Record<string, string>> = {
  '−': '$-$',
  '–': '--',
  '—': '---',
  '‐': '-',
  '‑': '-',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '„': "''",
  '…': String.raw`\ldots{}`,
  '°': String.raw`$^\circ$`,
  '§': String.raw`\S{}`,
  '¶': String.raw`\P{}`,
  '©': String.raw`\copyright{}`,
  '£': String.raw`\pounds{}`,
  '¡': '!`',
  '¿': '?`',
  '\u00a0': '~',
  '\u2009': String.raw`\,`,
  '\u202f': String.raw`\,`,
};

/** What sets a character where its own would not do, or would not be known to every LaTeX. */
export const latexCharacters: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...ascii, ...letters, ...inMathematics(greek), ...inMathematics(mathematics), ...marks }),
);

/** Commands of combining marks that every font encoding has. */
export const latexAccents: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030a', 'r'],
  ['\u030b', 'H'],
  ['\u030c', 'v'],
  ['\u0323', 'd'],
  ['\u0327', 'c'],
]);

/** Of the run of these characters: `x²` is x with a superscript. */
export const superscripts: ReadonlyMap<string, string> = new Map(
  [...'⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, index) => [sign, '-+0123456789'[index]!]),
);
export const subscripts: ReadonlyMap<string, string> = new Map(
  [...'₋₊₀₁₂₃₄₅₆₇₈₉'].map((sign, index) => [sign, '-+0123456789'[index]!]),
);
