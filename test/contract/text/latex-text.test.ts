import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latexText } from '../../../main/contract/text/latex-text.ts';
import { readLatexText } from '../../support/tables/latex-source.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';

describe('text for LaTeX', () => {
  test.each([
    ['100 % of a_1 & b#2', String.raw`100 \% of a\_1 \& b\#2`],
    [String.raw`\input{x}^~$`, String.raw`\textbackslash{}input\{x\}\textasciicircum{}\textasciitilde{}\$`],
    ['σ = 0.05 ± 1 × 2 − 3', String.raw`$\sigma$ = 0.05 $\pm$ 1 $\times$ 2 $-$ 3`],
    ['LaNMax λ=1 · x', String.raw`LaNMax $\lambda$=1 $\cdot$ x`],
    ['naïve Ångström, façade, Łódź', String.raw`na\"{i}ve \AA{}ngstr\"{o}m, fa\c{c}ade, \L{}\'{o}d\'{z}`],
    ['10⁻³ and H₂', String.raw`10$^{-3}$ and H$_{2}$`],
    ['字 😀 ą', String.raw`\texttt{U+5B57} \texttt{U+1F600} \texttt{U+0105}`],
    ['--only, a--b', '-{}-only, a-{}-b'],
    ['a – b', 'a -- b'],
    ['[1em] *', '{[}1em{]} {*}'],
    ['one\r\ntwo\tthree\0', 'one two three '],
    ['a<b>c|d"e`f', "a\\textless{}b\\textgreater{}c\\textbar{}d''{}e\\textasciigrave{}f"],
    ['95\u202f%', String.raw`95\,\%`],
    ['', ''],
  ])('%j', (text, latex) => {
    expect(latexText(text)).toBe(latex);
  });

  test('is printable ASCII on one line, with braces in pairs and no sign of its own left bare', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const latex = latexText(text);
        expect(latex).toMatch(/^[ -~]*$/);
        const bare = latex.replaceAll(/\\[\\{}$&#%_]/g, '');
        expect(bare).not.toMatch(/[#&%]/);
        expect((bare.match(/\{/g) ?? []).length).toBe((bare.match(/\}/g) ?? []).length);
        expect((bare.match(/\$/g) ?? []).length % 2).toBe(0);
      }),
    );
  });

  test('says every printable ASCII text again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(readLatexText(latexText(text))).toBe(text);
      }),
    );
  });
});
