import { expect, test } from 'vitest';
import { percentileInterval } from '../../../main/lab/statistics/percentile-interval.ts';

const ends = { worst: 0, best: Infinity };

test('order statistics, rounded outwards', () => {
  const values = Array.from({ length: 101 }, (_value, index) => (index * 37) % 101);
  expect(percentileInterval(values, 0.875, ends)).toEqual({ low: 6, high: 94 });
  expect(percentileInterval(values, 0.95, ends)).toEqual({ low: 2, high: 98 });
  expect(percentileInterval([3], 0.95, ends)).toEqual({ low: 3, high: 3 });
});

test('what does not exist counts against both ends', () => {
  const values = Array.from({ length: 101 }, (_value, index) => (index < 6 ? NaN : index));
  expect(percentileInterval(values, 0.9375, ends)).toEqual({ low: 0, high: Infinity });
  expect(percentileInterval(values, 0.75, ends)).toEqual({ low: 12, high: 94 });
});
