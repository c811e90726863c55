import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logarithmicTicks, padded, percentAxis, rangeOf } from '../../../renderer/charts/front-axis.ts';

describe('rangeOf', () => {
  test('takes in the ends of intervals, leaves out what is not finite', () => {
    expect(
      rangeOf([
        { value: 2, low: 1, high: Infinity },
        { value: 3, low: NaN, high: 4 },
      ]),
    ).toEqual({ min: 1, max: 4 });
    expect(rangeOf([{ value: NaN, low: NaN, high: NaN }])).toBeUndefined();
  });

  test('on a logarithmic axis only what has a place there', () => {
    expect(
      rangeOf(
        [
          { value: 0.2, low: -0.1, high: 0.5 },
          { value: 0, low: 0, high: 0 },
        ],
        true,
      ),
    ).toEqual({
      min: 0.2,
      max: 0.5,
    });
  });
});

test('padding leaves every value inside, also where there is only one', () => {
  const positive = fc.double({ min: 1e-6, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(positive, positive, fc.boolean(), (first, second, logarithmic) => {
      const range = { min: Math.min(first, second), max: Math.max(first, second) };
      const wide = padded(range, logarithmic);
      return wide.min < range.min && wide.max > range.max && (!logarithmic || wide.min > 0);
    }),
  );
});

describe('logarithmicTicks', () => {
  test('powers of ten where there are enough, finer steps where there are not', () => {
    expect(logarithmicTicks({ min: 1e-4, max: 1 })).toEqual([1e-4, 1e-3, 1e-2, 0.1, 1]);
    expect(logarithmicTicks({ min: 0.09, max: 1.1 })).toEqual([0.1, 0.2, 0.5, 1]);
    expect(logarithmicTicks({ min: 0.26, max: 0.75 })).toEqual([0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  test('inside the range and in order, whatever it is', () => {
    const positive = fc.double({ min: 1e-6, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (first, second) => {
        const range = { min: Math.min(first, second), max: Math.max(first, second) };
        const ticks = logarithmicTicks(range);
        const inside = ticks.every((tick) => tick >= range.min && tick <= range.max);
        return inside && ticks.every((tick, index) => index === 0 || tick > ticks[index - 1]!);
      }),
    );
  });
});

test('labels are per cent with no more digits than the value has', () => {
  const { axisLabel } = percentAxis('Energy (%)', { min: 0.02, max: 1.2 }) as {
    axisLabel: { formatter(value: number): string };
  };
  expect([0.2, 0.25, 0.955, 1, 16, 0.3].map(axisLabel.formatter)).toEqual(['20', '25', '95.5', '100', '1,600', '30']);
});
