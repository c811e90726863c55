import { expect, test } from 'vitest';
import { timeLeft, withPrediction, type Prediction } from '../../../../renderer/views/live/time-left.ts';

test('there is none before a prediction', () => {
  expect(timeLeft([], 0)).toBeUndefined();
});

test('goes down with the clock and never below 0', () => {
  const predictions = withPrediction([], 1000, 5);
  expect(timeLeft(predictions, 1000)).toEqual({ value: 5, low: 5, high: 5 });
  expect(timeLeft(predictions, 3000)).toEqual({ value: 3, low: 3, high: 3 });
  expect(timeLeft(predictions, 60_000)).toEqual({ value: 0, low: 0, high: 0 });
});

test('the range is how far the last predictions differ, with the newest inside', () => {
  let predictions: readonly Prediction[] = [];
  for (const [at, left] of [
    [0, 1000],
    [1000, 40],
    [2000, 30],
    [3000, 35],
  ] as const) {
    predictions = withPrediction(predictions, at, left);
  }
  const { value, low, high } = timeLeft(predictions, 3000)!;
  expect(value).toBe(35);
  expect(low).toBe(29);
  expect(high).toBeGreaterThanOrEqual(value);
});

test('what was predicted at the start is forgotten', () => {
  let predictions = withPrediction([], 0, 100_000);
  predictions = withPrediction(predictions, 30_000, 10);
  expect(timeLeft(predictions, 30_000)).toEqual({ value: 10, low: 10, high: 10 });
});
