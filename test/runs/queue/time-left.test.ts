import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictionSpread, timeLeft, type ExpectedRun } from '../../../main/runs/queue/time-left.ts';

const waiting = (secondsLeft: number | undefined, isAlone = false): ExpectedRun => ({
  secondsLeft,
  isWorking: false,
  isAlone,
});
const working = (secondsLeft: number | undefined, isAlone = false): ExpectedRun => ({
  secondsLeft,
  isWorking: true,
  isAlone,
});
const seconds = (runs: readonly ExpectedRun[], parallel = 1) => timeLeft(runs, parallel, 0)?.value;

describe('the time left of a queue', () => {
  test('is that of all runs where they work one after the other', () => {
    expect(seconds([working(10), waiting(20), waiting(30)])).toBe(60);
    expect(seconds([waiting(20), waiting(30, true)])).toBe(50);
  });

  test('of several at once is that of the last to end', () => {
    expect(seconds([working(10), working(25), waiting(20)], 2)).toBe(30);
    expect(seconds([working(10), working(25), waiting(10)], 2)).toBe(25);
    expect(seconds([waiting(1), waiting(2), waiting(3)], 9)).toBe(3);
  });

  test('counts what is alone by itself', () => {
    expect(seconds([working(10), waiting(5, true), waiting(7), waiting(8)], 2)).toBe(23);
    expect(seconds([working(5, true), waiting(7), waiting(8)], 2)).toBe(13);
  });

  test('is unknown while that of one of them is', () => {
    // Training takes minutes where preparing takes seconds
    expect(seconds([working(10), waiting(undefined), waiting(20)])).toBeUndefined();
    expect(seconds([working(undefined), waiting(undefined)])).toBeUndefined();
    expect(seconds([])).toBeUndefined();
  });

  test('lies between that of the longest run and that of all of them', () => {
    const run = fc.record({ secondsLeft: fc.integer({ min: 0, max: 1000 }), isAlone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 4 }), (runs, parallel) => {
        const value = seconds(
          runs.map(({ secondsLeft, isAlone }) => waiting(secondsLeft, isAlone)),
          parallel,
        )!;
        const all = runs.map(({ secondsLeft }) => secondsLeft);
        expect(value).toBeGreaterThanOrEqual(Math.max(...all));
        expect(value).toBeLessThanOrEqual(all.reduce((sum, each) => sum + each, 0));
      }),
    );
  });

  test('has an interval as wide as predictions were off', () => {
    const { value, low, high } = timeLeft([working(100)], 1, 0.25)!;
    expect(value).toBe(100);
    expect(low).toBeCloseTo(100 * Math.exp(-1.645 * 0.25), 9);
    expect(high).toBeCloseTo(100 * Math.exp(1.645 * 0.25), 9);
  });
});

describe('how far off predictions are', () => {
  test('is a guess at first, and what was seen later', () => {
    expect(predictionSpread([])).toBeCloseTo(0.25, 12);
    expect(predictionSpread(Array<number>(1000).fill(1))).toBeLessThan(0.02);
    expect(predictionSpread(Array<number>(1000).fill(2))).toBeCloseTo(Math.log(2), 2);
    // Half as long is as far off as twice as long
    expect(predictionSpread([0.5])).toBeCloseTo(predictionSpread([2]), 12);
  });
});
