import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsFor,
  fixed,
  formatCount,
  formatPValue,
  formatRate,
  formatShort,
  formatSignificant,
  formatWithUncertainty,
  roundedTo,
  significantDecimals,
} from '../../../main/contract/text/digits.ts';

describe('digits follow the uncertainty', () => {
  // The first three are the examples of the Particle Data Group's rule
  test.each([
    [0.827, 0.119, '0.83 ± 0.12'],
    [0.827, 0.367, '0.8 ± 0.4'],
    [14.674, 0.964, '14.7 ± 1.0'],
    [91.637, 1.702, '91.6 ± 1.7'],
    [91.637, 0.0487, '91.64 ± 0.05'],
    [91.637, 0.0354, '91.637 ± 0.035'],
    [91.637, 12.3, '92 ± 12'],
    [0.000012345, 0.00000031, '0.00001234 ± 0.00000031'],
    [-0.004, 0.02, '-0.004 ± 0.020'],
    [-0.0001, 0.02, '0.000 ± 0.020'],
    [12345, 678, '12345 ± 678'],
  ])('%d with %d', (value, uncertainty, text) => {
    expect(formatWithUncertainty(value, uncertainty)).toBe(text);
  });

  test('at the borders of the rule', () => {
    expect([0.354, 0.355, 0.949, 0.95, 0.1, 1, 9.99].map(decimalsFor)).toEqual([2, 1, 1, 1, 2, 1, 0]);
  });

  test('without a usable uncertainty the value stands alone', () => {
    for (const uncertainty of [undefined, 0, NaN, Infinity]) {
      expect(formatWithUncertainty(91.637, uncertainty, '%')).toBe('91.64 %');
    }
    expect(formatWithUncertainty(NaN, 1)).toBe('–');
  });

  test('what is printed is within half of the last digit, and the uncertainty has one or two digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        fc.double({ min: 1e-6, max: 9.4, noNaN: true }),
        (value, uncertainty) => {
          const [shown, error] = formatWithUncertainty(value, uncertainty).split(' ± ').map(String);
          const lastDigit = 10 ** -decimalsFor(uncertainty);
          expect(Math.abs(Number(shown) - value)).toBeLessThanOrEqual(0.5000001 * lastDigit);
          expect(Math.abs(Number(error) - uncertainty)).toBeLessThanOrEqual(0.0501 * uncertainty + 0.5 * lastDigit);
          expect(error!.replace(/^[0.]+/, '').replace('.', '').length).toBeLessThanOrEqual(2);
        },
      ),
      { seed: 1 },
    );
  });
});

test.each([
  [0, '0'],
  [0.0123456, '0.0123'],
  [0.09996, '0.100'],
  [99.96, '100'],
  [123456, '123000'],
  [-2.345, '-2.35'],
  [1.5e-7, '1.50e-7'],
  [2.5e9, '2.50e+9'],
])('three significant digits of %d', (value, text) => expect(formatSignificant(value)).toBe(text));

test('significant digits are those of the number that is shown', () => {
  const value = fc.double({ noNaN: true, min: 1e-4, max: 999_999 });
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 6 }), (positive, digits) => {
      const text = formatSignificant(positive, digits);
      expect(Number(text)).toBe(roundedTo(positive, digits));
      expect(text.split('.')[1]?.length ?? 0).toBe(significantDecimals(positive, digits));
    }),
  );
  expect([roundedTo(1234.5, 3), significantDecimals(9.999, 3), significantDecimals(1234.5, 3)]).toEqual([1230, 1, 0]);
});

test('no zero is negative, and what is not finite is no number', () => {
  expect([fixed(-0.001, 2), fixed(-0.005001, 2), fixed(NaN, 1), fixed(-Infinity, 1)]).toEqual([
    '0.00',
    '-0.01',
    '–',
    '–',
  ]);
});

test('short numbers have no more digits than they have', () => {
  expect([0.001, 0.031622, 1e-7, 1, NaN].map(formatRate)).toEqual(['0.001', '0.0316', '1e-7', '1', '–']);
  expect([1 / 3, -1234.56, 0].map((value) => formatShort(value, 4))).toEqual(['0.3333', '-1235', '0']);
  expect(formatCount(1_234_567)).toBe('1,234,567');
});

test('p-values have two digits, and a floor', () => {
  expect([0.25, 0.0625, 1, 0.0004, NaN].map(formatPValue)).toEqual([
    'p = 0.25',
    'p = 0.063',
    'p = 1.0',
    'p < 0.001',
    'p = –',
  ]);
});
