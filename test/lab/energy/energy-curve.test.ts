import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energyModelSchema, type EnergyModel } from '../../../main/contract/energy.ts';
import { energyCurve, energyPerBit, largestRate } from '../../../main/lab/energy/energy-curve.ts';
import { labErrorOf } from '../../data/support.ts';

const exponential = energyModelSchema.parse({ model: 'exponential' });

function table(points: readonly (readonly [rate: number, energy: number])[], name?: string): EnergyModel {
  return energyModelSchema.parse({ model: 'table', name, points: points.map(([rate, energy]) => ({ rate, energy })) });
}

describe('the exponential model, arXiv:1912.10764, equation 1', () => {
  test.each([
    [0, 1],
    [1e-4, 0.719558],
    [1e-3, 0.539668],
    [0.01, 0.359779],
    [0.1, 0.179889],
    [0.2, 0.125737],
    [0.278037, 0.1],
    [0.5, 0],
    [0.75, 0],
    [1, 0],
  ])('at rate %d costs %d', (rate, energy) => {
    expect(Math.abs(energyPerBit(exponential, rate) - energy)).toBeLessThan(1e-6);
  });

  test('of bits with the rates 0, 0.278037 and 1 sums to 1.1, as in the test of FaultyMemory', () => {
    const sum = [0, 0.278037, 1].reduce((total, rate) => total + energyPerBit(exponential, rate), 0);
    expect(Math.abs(sum - 1.1)).toBeLessThan(1e-6);
  });

  test('saves 28.04 % at 1e-4', () => {
    expect(Math.round(1e4 * (1 - energyPerBit(exponential, 1e-4)))).toBe(2804);
  });

  test('reaches 1 at exp(-12.8) = 2.760773e-6 and is no more below', () => {
    expect(Math.abs(energyPerBit(exponential, 2.760773e-6) - 1)).toBeLessThan(1e-6);
    expect(energyPerBit(exponential, 2.7608e-6)).toBeLessThan(1);
    for (const rate of [2.76e-6, 1e-9, Number.MIN_VALUE]) expect(energyPerBit(exponential, rate)).toBe(1);
  });

  test('falls from 0.0542 to 0 at one half', () => {
    expect(energyPerBit(exponential, 0.5 - 1e-12)).toBeCloseTo(Math.LN2 / 12.8, 9);
    expect(energyPerBit(exponential, 0.5)).toBe(0);
    expect(largestRate(exponential)).toBe(0.5);
  });

  test('scales with 1 / a', () => {
    expect(energyPerBit({ model: 'exponential', a: 25.6 }, 0.01)).toBeCloseTo(0.359779 / 2, 6);
  });
});

describe('a table', () => {
  const measured = table([
    [1e-2, 0.3],
    [1e-6, 0.6],
    [1e-4, 0.5],
  ]);

  test('gives the points themselves, in any order', () => {
    expect([1e-6, 1e-4, 1e-2].map(energyCurve(measured))).toEqual([0.6, 0.5, 0.3]);
  });

  test('is linear in the logarithm of the rate between them', () => {
    expect(energyPerBit(measured, 1e-5)).toBeCloseTo(0.55, 12);
    expect(energyPerBit(measured, 1e-3)).toBeCloseTo(0.4, 12);
    expect(energyPerBit(measured, 10 ** -2.5)).toBeCloseTo(0.35, 12);
  });

  test('costs as much as reliable memory below the smallest rate', () => {
    expect([0, 1e-12, 9.99e-7].map(energyCurve(measured))).toEqual([1, 1, 1]);
  });

  test('has the energy of the point of rate 0 there, when it has one', () => {
    const guarded = table([
      [1e-4, 0.3],
      [0, 0.37],
      [1e-3, 0.2],
    ]);
    expect([0, 9.99e-5, 1e-4].map(energyCurve(guarded))).toEqual([0.37, 0.37, 0.3]);
  });

  test('ends at its largest rate, and says where', () => {
    const { message } = labErrorOf(() => energyPerBit(measured, 0.011), 'invalid-specification');
    expect(message).toBe('The energy table ends at fault rate 0.01, and 0.011 lies beyond it.');
    const named = table(
      [
        [1e-4, 0.3],
        [1e-3, 0.2],
      ],
      'some memory',
    );
    expect(labErrorOf(() => energyPerBit(named, 0.5), 'invalid-specification').message).toContain('of some memory');
    expect(largestRate(measured)).toBe(0.01);
  });

  test('takes its own rates as float32 too, whichever way they were rounded', () => {
    const rates = [1.1e-7, 1.1851e-7, 1.3716e-7, 1.5595e-4, 7.0238e-4, 0.1, 0.3];
    const rounded = rates.map((rate) => Math.fround(rate));
    expect(rounded.some((rate, index) => rate < rates[index]!)).toBe(true);
    expect(rounded.some((rate, index) => rate > rates[index]!)).toBe(true);
    rates.forEach((rate, index) => {
      const asLowest = table([
        [rate, 0.5],
        [0.4, 0.1],
      ]);
      expect(energyPerBit(asLowest, rounded[index]!)).toBeCloseTo(0.5, 6);
      const asHighest = table([
        [1e-9, 0.5],
        [rate, 0.1],
      ]);
      expect(energyPerBit(asHighest, rounded[index]!)).toBeCloseTo(0.1, 6);
    });
  });

  const monotone = fc
    .uniqueArray(fc.double({ min: 1e-9, max: 0.499, noNaN: true }), { minLength: 2, maxLength: 12 })
    .chain((rates) =>
      fc
        .array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: rates.length, maxLength: rates.length })
        .map((energies) => {
          const ascending = rates.toSorted((first, second) => first - second);
          const falling = energies.toSorted((first, second) => second - first);
          return ascending.map((rate, index) => [rate, falling[index]!] as const);
        }),
    );

  test('that is monotone never rises with the rate, between points too', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(monotone, share, share, (points, first, second) => {
        const curve = energyCurve(table(points));
        const largest = points.at(-1)![0];
        const [low, high] = [Math.min(first, second) * largest, Math.max(first, second) * largest];
        expect(curve(high)).toBeLessThanOrEqual(curve(low));
        expect(curve(high)).toBeGreaterThanOrEqual(points.at(-1)![1]);
        for (const [rate, energy] of points) expect(curve(rate)).toBeCloseTo(energy, 12);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('is continuous from its smallest to its largest positive rate', () => {
    const curve = energyCurve(measured);
    const steepest = 0.2 / Math.log(100);
    for (let exponent = -5.999; exponent < -2; exponent += 0.013) {
      const rate = 10 ** exponent;
      const jump = curve(rate * (1 - 1e-6)) - curve(rate * (1 + 1e-6));
      expect(jump).toBeGreaterThanOrEqual(0);
      expect(jump).toBeLessThanOrEqual(1.01 * steepest * 2e-6);
    }
  });
});

test.each([NaN, -1e-9, 1.1, Infinity])('%d is no rate', (rate) => {
  expect(() => energyPerBit(exponential, rate)).toThrow(RangeError);
  const points = [
    [1e-4, 0.3],
    [1e-3, 0.2],
  ] as const;
  expect(() => energyPerBit(table(points), rate)).toThrow(RangeError);
});

test('a file must have been read', () => {
  expect(() => energyCurve({ model: 'csv', path: 'energies.csv' })).toThrow(RangeError);
});
