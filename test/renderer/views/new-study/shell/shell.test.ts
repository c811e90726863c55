import { expect, test } from 'vitest';
import { formatSeconds } from '../../../../../renderer/charts/duration-format.ts';
import { lineStart } from '../../../../../renderer/views/new-study/shell/line-start.ts';
import { rangeText } from '../../../../../renderer/views/new-study/shell/range-text.ts';

test('a line begins behind the break of the one before', () => {
  const text = 'one\n\nthree\n';
  expect([1, 2, 3, 4].map((line) => lineStart(text, line))).toEqual([0, 4, 5, 11]);
  expect(lineStart(text, 99)).toBe(11);
  expect(lineStart('', 1)).toBe(0);
});

test('a time is told with its range, where that says more', () => {
  expect(rangeText({ value: 58, low: 39, high: 69 }, formatSeconds)).toEqual({
    value: 'about 58\u202fs',
    range: '39\u202fs to 1\u202fmin 9\u202fs',
  });
  expect(rangeText({ value: 58.2, low: 58, high: 58.4 }, formatSeconds).range).toBeUndefined();
  expect(rangeText({ value: 1, low: -2, high: 4 }, (seconds) => String(seconds)).range).toBe('0 to 4');
});
