import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatFixed,
  formatPercent,
  formatSi,
  formatSignificant,
  signed,
  supportedDecimals,
} from '../../../renderer/charts/number-format.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const positive = fc.double({ noNaN: true, min: 1e-12, max: 1e9 });
/** What a person reads, as a number again. */
const read = (text: string): number => Number(text.replaceAll(',', '').replace('\u2212', '-').replace('+', ''));

describe('fixed decimals', () => {
  test.each([
    [10_000, 0, '10,000'],
    [1_234_567.891, 2, '1,234,567.89'],
    [-3.5, 1, '\u22123.5'],
    [-0.04, 1, '0.0'],
    [0, 2, '0.00'],
    [Number.NaN, 1, 'not known'],
    [Infinity, 1, 'unbounded'],
    [-Infinity, 1, '\u2212unbounded'],
  ])('%d with %d is %s', (value, decimals, text) => {
    expect(formatFixed(value, decimals)).toBe(text);
  });

  test('say the value to the last decimal', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        expect(Math.abs(read(formatFixed(value, decimals)) - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-6);
      }),
    );
  });

  test('count things in thousands', () => {
    expect(formatCount(10_000)).toBe('10,000');
    expect(formatCount(7)).toBe('7');
  });
});

describe('decimals that an uncertainty supports', () => {
  test.each([
    [0.354, 2],
    [0.355, 1],
    [0.949, 1],
    [0.95, 1],
    [0.012, 3],
    [12, 0],
    [3, 1],
    [4, 0],
    [0, undefined],
    [Number.NaN, undefined],
    [Infinity, undefined],
  ])('of %d are %s', (uncertainty, decimals) => {
    expect(supportedDecimals(uncertainty)).toBe(decimals);
  });

  test('keep one or two digits of the uncertainty, never more', () => {
    fc.assert(
      fc.property(positive, (uncertainty) => {
        const decimals = supportedDecimals(uncertainty)!;
        const digits = uncertainty * 10 ** decimals;
        if (decimals > 0) expect(digits).toBeLessThan(35.5);
        // What is rounded away is at most half of it
        expect(0.5 * 10 ** -decimals).toBeLessThanOrEqual(Math.max(0.5 * uncertainty * 1.06, 0.5));
      }),
    );
  });
});

describe('significant digits', () => {
  test.each([
    [0.000123456, 3, '0.000123'],
    [1234.5, 3, '1,230'],
    [0.0999, 2, '0.10'],
    [9.999, 3, '10.0'],
    [2.5e-7, 2, '2.5\u202f×\u202f10⁻⁷'],
    [3e18, 1, '3\u202f×\u202f10¹⁸'],
    [-0.5, 3, '\u22120.500'],
    [0, 3, '0'],
  ])('%d to %d is %s', (value, digits, text) => {
    expect(formatSignificant(value, digits)).toBe(text);
  });
});

describe('SI prefixes', () => {
  test.each([
    [14_234_567, 'B', '14.2\u202fMB'],
    [3.1e-6, 'J', '3.10\u202fµJ'],
    [999.6, 'B', '1.00\u202fkB'],
    [999.4, 'B', '999\u202fB'],
    [1, 'J', '1.00\u202fJ'],
    [0.5, '', '500\u202fm'],
    [0, 'J', '0\u202fJ'],
    [-2500, 'Hz', '\u22122.50\u202fkHz'],
    [2e-18, 'J', '0.00200\u202ffJ'],
    [Number.NaN, 'J', 'not known'],
    [Infinity, 'J', 'unbounded'],
  ])('%d %s is %s', (value, unit, text) => {
    expect(formatSi(value, unit)).toBe(text);
  });

  test('leave one to three digits before the point', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-15, max: 9.99e17 }), (value) => {
        const number = read(formatSi(value, 'J').split('\u202f')[0]!);
        expect(number).toBeGreaterThanOrEqual(0.999);
        expect(number).toBeLessThan(1000);
      }),
    );
  });
});

describe('fractions', () => {
  test('are percent', () => {
    expect(formatPercent(0.98321, 2)).toBe('98.32\u202f%');
    expect(formatPercent(Number.NaN)).toBe('not known');
  });

  test('a sign stands only before what is not zero as it is written', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 3 }), (value, decimals) => {
        const text = signed(value, decimals);
        expect(/^[+\u2212]/.test(text)).toBe(read(text) !== 0);
      }),
    );
  });
});
