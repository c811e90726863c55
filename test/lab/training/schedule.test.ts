import { describe, expect, test } from 'vitest';
import { scheduleSchema } from '../../../main/contract/specification.ts';
import { learningRate } from '../../../main/lab/training/schedule.ts';

const rateOf = (schedule: object) => {
  const parsed = scheduleSchema.parse(schedule);
  return (epoch: number, epochs = 10, base = 0.2) => learningRate(parsed, base, epoch, epochs);
};

test('constant', () => {
  const rate = rateOf({ kind: 'constant' });
  expect([0, 3.7, 9.99].map((epoch) => rate(epoch))).toEqual([0.2, 0.2, 0.2]);
});

describe('step', () => {
  const rate = rateOf({ kind: 'step', at: [3, 6.5], factor: 0.1 });

  test('is the base until the first boundary, and times the factor from each boundary on', () => {
    expect([0, 2.999].map((epoch) => rate(epoch))).toEqual([0.2, 0.2]);
    for (const epoch of [3, 3.001, 6.499]) expect(rate(epoch)).toBeCloseTo(0.02, 15);
    for (const epoch of [6.5, 9.99]) expect(rate(epoch)).toBeCloseTo(0.002, 15);
  });

  test('divides by ten unless told otherwise, and may name boundaries in any order', () => {
    expect(rateOf({ kind: 'step', at: [1] })(5)).toBeCloseTo(0.02, 15);
    expect(rateOf({ kind: 'step', at: [6, 2], factor: 0.5 })(7)).toBeCloseTo(0.05, 15);
    expect(rateOf({ kind: 'step', at: [] })(7)).toBe(0.2);
  });
});

describe('cosine', () => {
  test('starts at the base, is half-way in the middle and tends to zero', () => {
    const rate = rateOf({ kind: 'cosine' });
    expect(rate(0)).toBe(0.2);
    expect(rate(5)).toBeCloseTo(0.1, 15);
    expect(rate(2.5)).toBeCloseTo(0.1 * (1 + Math.SQRT1_2), 15);
    expect(rate(10 - 1e-9)).toBeCloseTo(0, 12);
  });

  test('ends at base times `final`', () => {
    const rate = rateOf({ kind: 'cosine', final: 0.1 });
    expect(rate(0)).toBeCloseTo(0.2, 15);
    expect(rate(5)).toBeCloseTo(0.11, 15);
    expect(rate(10)).toBeCloseTo(0.02, 15);
  });

  test('falls all the way', () => {
    const rate = rateOf({ kind: 'cosine', final: 0.01 });
    for (let tenth = 1; tenth < 100; tenth++) expect(rate(tenth / 10)).toBeLessThan(rate((tenth - 1) / 10));
  });
});
