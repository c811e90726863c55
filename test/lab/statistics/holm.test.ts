import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holmAdjusted } from '../../../main/lab/statistics/holm.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('p-values by Holm 1979', () => {
  test.each([
    [[], []],
    [[0.03], [0.03]],
    // 3 p, 2 p, 1 p in ascending order, wherever they stand
    [
      [0.01, 0.02, 0.04],
      [0.03, 0.04, 0.04],
    ],
    [
      [0.04, 0.01, 0.02],
      [0.04, 0.03, 0.04],
    ],
    // No smaller than the one before: 2 * 0.011 = 0.022 is below 3 * 0.01
    [
      [0.01, 0.011, 0.5],
      [0.03, 0.03, 0.5],
    ],
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    [
      [0.01, 0.04, 0.03, 0.005],
      [0.03, 0.06, 0.06, 0.02],
    ],
    [Array<number>(8).fill(0.03125), Array<number>(8).fill(0.25)],
    [
      [0.4, 0.6, 1, 0],
      [1, 1, 1, 0],
    ],
  ])('of %j are %j', (values, adjusted) => {
    expect(holmAdjusted(values)).toEqual(adjusted.map((value) => expect.closeTo(value, 12)));
  });

  test('are between the value and its product with the number of tests, in the same order, below 1', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = holmAdjusted(values);
        values.forEach((value, index) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(value);
          expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, values.length * value));
          values.forEach((other, at) => {
            if (value < other) expect(adjusted[index]).toBeLessThanOrEqual(adjusted[at]!);
          });
        });
      }),
    );
  });

  test('reject what the step-down procedure rejects', () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(0.01, 0.05, 0.2), (values, level) => {
        const ascending = values.toSorted((a, b) => a - b);
        const firstKept = ascending.findIndex((value, place) => (values.length - place) * value > level);
        const rejected = firstKept < 0 ? values.length : firstKept;
        expect(holmAdjusted(values).filter((value) => value <= level)).toHaveLength(rejected);
      }),
    );
  });

  test('have no meaning of what is no probability', () => {
    expect(() => holmAdjusted([0.1, 1.5])).toThrow(RangeError);
    expect(() => holmAdjusted([NaN])).toThrow('A p-value lies in [0, 1], not NaN.');
  });
});
