import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SensitivityScore } from '../../../main/contract/run.ts';
import { automaticLayerCount } from '../../../main/lab/training/automatic-layer-count.ts';

function ranked(values: readonly number[], standardError: number | readonly number[] = 0): SensitivityScore[] {
  return values.map((value, i) => ({
    metric: 'std',
    layer: `layer${i}`,
    value,
    standardError: typeof standardError === 'number' ? standardError : standardError[i],
    n: 4,
    seed: 0,
    seconds: 1,
  }));
}

const countOf = (...given: Parameters<typeof ranked>) => automaticLayerCount(ranked(...given)).count;

describe('the knee', () => {
  test('is where the scores leave the line from first to last farthest: layers before it train', () => {
    expect(countOf([10, 9.8, 1, 0.9, 0.8, 0.7, 0])).toBe(2);
    expect(countOf([10, 1, 0.9, 0.8, 0.7, 0])).toBe(1);
    expect(countOf([10, 9, 8, 7, 1, 0.8, 0.6, 0.4, 0.2, 0])).toBe(4);
  });

  test('does not depend on the unit or the offset of the scores', () => {
    const values = [10, 9, 8, 7, 1, 0.8, 0.6, 0.4, 0.2, 0];
    expect(countOf(values.map((value) => 1e-6 * value))).toBe(4);
    expect(countOf(values.map((value) => 5 + value))).toBe(4);
  });

  test('of a geometric decay is where its slope is that of the line', () => {
    const n = 21;
    const values = Array.from({ length: n }, (_, i) => Math.exp(-i / 4));
    // d/di of exp(-i / 4) equals -(1 - exp(-5)) / 20 at i = 4 ln(5 / (1 - exp(-5)))
    expect(countOf(values)).toBe(Math.round(4 * Math.log(5 / (1 - Math.exp(-5)))));
  });

  test('a curve that stays above the line has none: nothing speaks for freezing any layer', () => {
    expect(countOf([10, 9.9, 9.7, 9, 5, 0])).toBe(6);
  });

  test('a straight line has none either, whatever rounding makes of it', () => {
    for (const n of [3, 4, 7, 10, 21, 54]) {
      for (const slope of [1, 0.1, 0.3, 1e-7]) {
        const values = Array.from({ length: n }, (_, i) => (n - i) * slope);
        expect(countOf(values), `${n} layers, slope ${slope}`).toBe(n);
      }
    }
  });
});

describe('no choice to be made', () => {
  test('flat scores, one layer and two layers: all train', () => {
    expect(automaticLayerCount(ranked([3, 3, 3, 3]))).toEqual({
      count: 4,
      reason: 'all 4 layers, whose scores show no knee',
    });
    expect(countOf([3])).toBe(1);
    expect(countOf([3, 1])).toBe(2);
    expect(countOf([0, 0, 0])).toBe(3);
  });
});

describe('ties', () => {
  const values = [10, 9.8, 1, 0.9, 0.8, 0.7, 0];

  test('layers within two standard errors of the difference from the last chosen one are chosen too', () => {
    // The difference of 9.8 and 1 has a standard error of sqrt(2) times each
    expect(countOf(values, 8.8 / (2 * Math.SQRT2) - 1e-9)).toBe(2);
    expect(countOf(values, 8.8 / (2 * Math.SQRT2) + 1e-9)).toBe(3);
    expect(countOf(values, 10)).toBe(7);
  });

  test('each is compared with the last one before the knee, so that ties do not chain', () => {
    const gentle = [10, 9, 2, 1.5, 1, 0.5, 0];
    expect(countOf(gentle, [0, 3.6, 0, 0, 0, 0, 0])).toBe(3);
  });

  test('the reason tells them apart', () => {
    const { reason } = automaticLayerCount(ranked(values, 8.8 / (2 * Math.SQRT2) + 1e-9));
    expect(reason).toBe('3 of 7 layers: 2 before the knee of the scores, and 1 more within two standard errors');
    expect(automaticLayerCount(ranked(values)).reason).toBe('2 of 7 layers: 2 before the knee of the scores');
  });

  test('a single draw has no standard error, and then no ties', () => {
    expect(countOf(values, Number.NaN)).toBe(2);
  });

  test('equal scores are never parted', () => {
    expect(countOf([10, 10, 10, 10, 0.1, 0], Number.NaN)).toBe(4);
    expect(countOf([10, 9, 9, 0.1, 0.05, 0], Number.NaN)).toBe(3);
    expect(countOf([10, 5, 5, 5, 0.1, 0], Number.NaN)).toBe(1);
  });
});

test('always between one and all, and more uncertainty never means fewer layers', () => {
  const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.double({ min: 0, max: 50, noNaN: true }), (values, error) => {
      const sorted = values.toSorted((a, b) => b - a);
      const certain = countOf(sorted);
      const uncertain = countOf(sorted, error);
      expect(certain).toBeGreaterThanOrEqual(1);
      expect(uncertain).toBeGreaterThanOrEqual(certain);
      expect(uncertain).toBeLessThanOrEqual(values.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});
