import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsFor,
  formatBytes,
  formatDuration,
  formatFactor,
  formatMilliseconds,
  formatPercent,
  formatPercentPoints,
  formatPValue,
  formatSignificant,
  formatWithUncertainty,
} from '../../main/report/format-number.ts';

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

describe('units', () => {
  test('per cent and percent points', () => {
    expect(formatPercent(0.91637, 0.00487)).toBe('91.6 ± 0.5 %');
    expect(formatPercent(0.91637)).toBe('91.64 %');
    expect(formatPercentPoints(0.0031, 0.002)).toBe('+0.31 ± 0.20 points');
    expect(formatPercentPoints(-0.0031, 0.005)).toBe('-0.3 ± 0.5 points');
    expect(formatPercentPoints(0)).toBe('0.00 points');
  });

  test.each([
    [0.04321, '0.0432 ms'],
    [1.2345, '1.23 ms'],
    [186.3, '186 ms'],
    [999.7, '1000 ms'],
    [9_999.4, '9999 ms'],
    [12_345, '12.3 s'],
    [NaN, '–'],
  ])('%d milliseconds', (milliseconds, text) => expect(formatMilliseconds(milliseconds)).toBe(text));

  test.each([
    [0, '0 B'],
    [812, '812 B'],
    [1500, '1.50 kB'],
    [999_600, '1.00 MB'],
    [24_000_000, '24.0 MB'],
    [1_950_000_000, '1.95 GB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [0, '0.0 s'],
    [0.84, '0.8 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.7, '1 min'],
    [80, '1 min 20 s'],
    [3599.6, '1 h'],
    [7500, '2 h 5 min'],
    [86_399, '1 d'],
    [273_600, '3 d 4 h'],
    [NaN, '–'],
  ])('%d seconds', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

  test('factors and p-values', () => {
    expect(formatFactor(1.364)).toBe('1.36×');
    expect(formatFactor(NaN)).toBe('–');
    expect(formatPValue(0.25)).toBe('p = 0.25');
    expect(formatPValue(0.0625)).toBe('p = 0.063');
    expect(formatPValue(1)).toBe('p = 1.0');
    expect(formatPValue(0.0004)).toBe('p < 0.001');
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
