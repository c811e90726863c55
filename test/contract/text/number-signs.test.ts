import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInterval } from '../../../main/contract/text/estimate-text.ts';
import { formatSignificant, formatWithUncertainty } from '../../../main/contract/text/digits.ts';
import { plainNumbers, typographicNumbers } from '../../../main/contract/text/number-signs.ts';

test.each([
  ['-0.33 ± 0.05', '\u22120.33 ± 0.05'],
  ['1.50e-7', '1.50e\u22127'],
  ['-1.0 [-2.0, 0.1]', '\u22121.0 [\u22122.0, 0.1]'],
  ['95 % or 99 %', '95\u202f% or 99\u202f%'],
  ['–', '–'],
  ['at least 2.9', 'at least 2.9'],
])('%s in print is %s', (plain, printed) => {
  expect(typographicNumbers(plain)).toBe(printed);
  expect(plainNumbers(printed)).toBe(plain);
});

test('powers of ten are exponents for programs', () => {
  expect(plainNumbers('2.5\u202f×\u202f10⁻⁷')).toBe('2.5e-7');
  expect(plainNumbers('\u22123\u202f×\u202f10¹⁸ ± 1')).toBe('-3e18 ± 1');
  expect(plainNumbers('3.1\u202f×')).toBe('3.1 ×');
});

test('what is printed comes back as it was written', () => {
  const any = fc.double();
  fc.assert(
    fc.property(any, any, any, (value, low, high) => {
      const texts = [
        formatSignificant(value),
        formatWithUncertainty(value, high, '%'),
        formatInterval({ value, low, high }),
      ];
      for (const text of texts) expect(plainNumbers(typographicNumbers(text))).toBe(text);
    }),
  );
});
