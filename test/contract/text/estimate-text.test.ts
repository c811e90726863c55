import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../../main/contract/estimate.ts';
import {
  confidenceLevels,
  formatInterval,
  formatSample,
  halfWidth,
  intervalsNote,
  spreads,
} from '../../../main/contract/text/estimate-text.ts';
import { listed } from '../../../main/contract/text/listed.ts';

const estimate = (over: Estimate['over'], n: number, confidence = 0.95): Estimate => ({
  ...{ value: 1, low: 0.5, high: 1.5 },
  ...{ confidence, over, n },
});

test.each([
  [3.31, 2.92, 3.8, '3.3 [2.9, 3.8]'],
  [3.31, 3.2, 3.4, '3.31 [3.20, 3.40]'],
  [3.31, 2.92, Infinity, '3.31, at least 2.92'],
  [3.31, -Infinity, 3.8, '3.31, at most 3.80'],
  [NaN, 2.92, Infinity, 'at least 2.92'],
  [NaN, 2.92, 3.8, '–'],
  [3.31, NaN, NaN, '3.31'],
  [1, 1, 1, '1.00 [1.00, 1.00]'],
  [0, 0, 0, '0.00 [0.00, 0.00]'],
])('%d from %d to %d is %s', (value, low, high, text) => {
  expect(formatInterval({ value, low, high })).toBe(text);
});

test('a spread is known where both ends are, and they differ', () => {
  expect(halfWidth({ value: 9, low: 1, high: 4 })).toBe(1.5);
  const ends = [
    [1, 2],
    [1, 1],
    [NaN, NaN],
    [-Infinity, 1],
  ] as const;
  expect(ends.map(([low, high]) => spreads({ value: 1, low, high }))).toEqual([true, false, false, false]);
});

describe('what an interval is over', () => {
  test('is counted, once each', () => {
    expect([formatSample(estimate('images', 1017)), formatSample(estimate('seeds', 1))]).toEqual([
      '1,017 test images',
      '1 seed',
    ]);
    expect(confidenceLevels([estimate('seeds', 3), estimate('draws', 8), estimate('draws', 8, 0.99)])).toBe(
      '95 % or 99 %',
    );
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });

  test('is a note, without numbers where there are many of them', () => {
    const start = '± is half of the';
    expect(intervalsNote(start, [])).toBe('');
    expect(intervalsNote(start, [estimate('seeds', 3), estimate('images', 1017), estimate('seeds', 3)])).toBe(
      '± is half of the 95 % confidence interval, over 3 seeds and 1,017 test images.',
    );
    const draws = [8, 9, 10, 11].map((n) => estimate('draws', n));
    expect(intervalsNote(start, draws)).toBe('± is half of the 95 % confidence interval, over noise draws.');
    expect(intervalsNote(start, [estimate('resamples', 2000)])).toBe(
      '± is half of the 95 % confidence interval, over 2,000 bootstrap resamples of seeds and noise draws.',
    );
  });
});
