import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatFactor,
  formatMilliseconds,
  formatPercent,
  formatPercentPoints,
} from '../../main/report/format-number.ts';

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

  test('factors', () => {
    expect(formatFactor(1.364)).toBe('1.36×');
    expect(formatFactor(NaN)).toBe('–');
  });
});
