import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latexNumber, latexPrinted, latexWords } from '../../../main/contract/text/latex-number.ts';
import { hostileText } from '../../support/tables/hostile-text.ts';

test('numbers are mathematics', () => {
  expect(latexNumber({ value: '-61,470' })).toBe('$-61{,}470$');
  expect(latexNumber({ value: '1.2e-07', uncertainty: '3e-8' })).toBe(
    String.raw`$1.2 \times 10^{-7} \pm 3 \times 10^{-8}$`,
  );
  expect(latexNumber({ value: '92.2', uncertainty: '0.8' }, true)).toBe(String.raw`$\mathbf{92.2} \pm 0.8$`);
});

test.each([
  ['\u22121.2 ± 0.3', String.raw`$-1.2 \pm 0.3$`],
  ['-1.2', '$-1.2$'],
  ['91.4 ± 0.3\u202f%', String.raw`$91.4 \pm 0.3$\,\%`],
  ['3.12 ± 0.13×', String.raw`$3.12 \pm 0.13$$\times$`],
  ['2.5\u202f×\u202f10⁻⁷', String.raw`$2.5 \times 10^{-7}$`],
  ['14.2\u202fMB', String.raw`$14.2$\,MB`],
  ['61,470', '$61{,}470$'],
  ['12 runs', '$12$ runs'],
  ['3.31 [2.92, 3.80]', '3.31 {[}2.92, 3.80{]}'],
  ['3.31, at least -2.92', '3.31, at least $-$2.92'],
  ['1\u202fmin 20\u202fs', String.raw`1\,min 20\,s`],
  ['–', '--'],
  ['', ''],
])('%s is set as %s', (text, latex) => {
  expect(latexPrinted(text)).toBe(latex);
});

test('whatever stands in a column of numbers is one line of ASCII with its signs in pairs', () => {
  const near = fc
    .tuple(fc.constantFrom('', '1', '-2.5', '3 ± 1', '4e-7', '5 ', '6\u202f'), hostileText)
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(near, (text) => {
      for (const latex of [latexPrinted(text), latexWords(text)]) {
        expect(latex).toMatch(/^[ -~]*$/);
        const bare = latex.replaceAll(/\\[\\{}$&#%_]/g, '');
        expect(bare).not.toMatch(/[#&%]/);
        expect((bare.match(/\{/g) ?? []).length).toBe((bare.match(/\}/g) ?? []).length);
        expect((bare.match(/\$/g) ?? []).length % 2).toBe(0);
      }
    }),
  );
});
