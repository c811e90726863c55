import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatAgo,
  formatMilliseconds,
  formatRange,
  formatSeconds,
  formatTimeLeft,
} from '../../../renderer/charts/duration-format.ts';

/** Narrow spaces as plain ones. */
const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u202f', ' ');

describe('durations', () => {
  test.each([
    [0, '0 s'],
    [0.35, '350 ms'],
    [0.0012, '1.20 ms'],
    [0.9996, '1.0 s'],
    [8.44, '8.4 s'],
    [9.96, '10 s'],
    [48.2, '48 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [80, '1 min 20 s'],
    [119.7, '2 min'],
    [3599.6, '1 h'],
    [3900, '1 h 5 min'],
    [86_399, '1 d'],
    [90_000, '1 d 1 h'],
    [100 * 86_400, '100 d'],
    [-80, '\u22121 min 20 s'],
    [Number.NaN, 'not known'],
    [Infinity, 'unbounded'],
  ])('%d s are %s', (seconds, text) => {
    expect(plain(formatSeconds(seconds))).toBe(text);
  });

  const sizes: Readonly<Record<string, number>> = { d: 86_400, h: 3600, min: 60, s: 1, ms: 0.001 };

  test('say a time that is near, in at most two units, the smaller one below the larger', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 0.001, max: 1e7 }), (seconds) => {
        const parts = plain(formatSeconds(seconds))!
          .replaceAll(',', '')
          .match(/[\d.]+ [a-z]+/g)!;
        expect(parts.length).toBeLessThanOrEqual(2);
        const values = parts.map((part) => part.split(' ')).map(([count, unit]) => [Number(count), sizes[unit!]!]);
        const total = values.reduce((sum, [count, size]) => sum + count! * size!, 0);
        expect(Math.abs(total - seconds) / seconds).toBeLessThan(0.051);
        if (values.length === 2) expect(values[1]![0]! * values[1]![1]!).toBeLessThan(values[0]![1]!);
      }),
      { numRuns: 500 },
    );
  });
});

test('steps have three digits', () => {
  expect(plain(formatMilliseconds(0.4213))).toBe('0.421 ms');
  expect(plain(formatMilliseconds(1840.2))).toBe('1,840 ms');
});

describe('time left', () => {
  test.each([
    [80, 'about 1 min 20 s left'],
    [2.71, 'about 3 s left'],
    [{ value: 2.7, low: 1.6, high: 4.5 }, 'about 3 s left (2 s to 5 s)'],
    [Number.NaN, 'time left not known'],
    [{ value: 180, low: 120, high: 300 }, 'about 3 min left (2 min to 5 min)'],
    [{ value: 180, low: -5, high: 300 }, 'about 3 min left (0 s to 5 min)'],
    [{ value: 180, low: Number.NaN, high: 300 }, 'about 3 min left'],
    [{ value: 180, low: 180, high: 180 }, 'about 3 min left'],
    [{ value: Infinity, low: 1, high: Infinity }, 'time left not known'],
  ])('%j is %s', (left, text) => {
    expect(plain(formatTimeLeft(left))).toBe(text);
  });

  test('has no range where bounds are unknown or the same', () => {
    expect(plain(formatRange({ low: 60, high: 90 }))).toBe('1 min to 1 min 30 s');
    expect(formatRange({ low: 60, high: 60.2 })).toBeUndefined();
    expect(formatRange({ low: 60, high: Infinity })).toBeUndefined();
  });
});

test.each([
  [0, 'just now'],
  [999, 'just now'],
  [3200, '3 s ago'],
  [59_999, '59 s ago'],
  [60_000, '1 min ago'],
  [7_300_000, '2 h ago'],
  [200_000_000, '2 d ago'],
  [-3000, 'in 3 s'],
  [Number.NaN, 'not known'],
])('%d ms ago is %s', (milliseconds, text) => {
  expect(plain(formatAgo(milliseconds))).toBe(text);
});
