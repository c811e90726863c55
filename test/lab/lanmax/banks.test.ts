import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankedRates } from '../../../main/lab/lanmax/banks.ts';

const cost = (rates: Float32Array, parameters: readonly number[], banks: readonly number[]): number =>
  [...new Set(banks)].reduce((total, bank) => {
    const members = [...rates.keys()].filter((layer) => banks[layer] === bank);
    const weight = members.reduce((sum, layer) => sum + parameters[layer]!, 0);
    const centre = members.reduce((sum, layer) => sum + parameters[layer]! * Math.log(rates[layer]!), 0) / weight;
    return (
      total + members.reduce((sum, layer) => sum + parameters[layer]! * (Math.log(rates[layer]!) - centre) ** 2, 0)
    );
  }, 0);

/** Every way to put layers into at most `count` banks. */
function assignments(layers: number, count: number): number[][] {
  if (layers === 0) return [[]];
  return assignments(layers - 1, count).flatMap((rest) => Array.from({ length: count }, (_, bank) => [...rest, bank]));
}

const energy = (rates: Float32Array, parameters: readonly number[]): number =>
  rates.reduce((sum, rate, layer) => sum - (parameters[layer]! * Math.log(rate)) / 12.8, 0) /
  parameters.reduce((sum, count) => sum + count, 0);

const layer = fc.tuple(fc.double({ min: 1e-4, max: 0.45, noNaN: true }), fc.integer({ min: 1, max: 100_000 }));

describe('bankedRates', () => {
  test('two banks, by hand', () => {
    const result = bankedRates(Float32Array.of(0.1, 0.001, 0.2, 0.004), [1, 3, 3, 1], 2);
    expect(result.banks).toEqual([1, 0, 1, 0]);
    const low = 0.001 ** 0.75 * 0.004 ** 0.25;
    const high = 0.1 ** 0.25 * 0.2 ** 0.75;
    for (const [index, expected] of [high, low, high, low].entries()) {
      expect(Math.abs(result.rates[index]! / expected - 1)).toBeLessThan(1e-6);
    }
  });

  test('the optimum of all assignments', () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3 }), (layers, count) => {
        const rates = Float32Array.from(layers, ([rate]) => rate);
        const parameters = layers.map(([, weight]) => weight);
        const { banks } = bankedRates(rates, parameters, count);
        const best = Math.min(...assignments(rates.length, count).map((each) => cost(rates, parameters, each)));
        expect(new Set(banks).size).toBe(Math.min(count, new Set(rates).size));
        expect(cost(rates, parameters, banks)).toBeLessThanOrEqual(best * (1 + 1e-9) + 1e-12);
      }),
      { seed: 6 },
    );
  });

  test('keeps the energy of equation 1, and the range of the rates', () => {
    fc.assert(
      fc.property(fc.array(layer, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 6 }), (layers, count) => {
        const rates = Float32Array.from(layers, ([rate]) => rate);
        const parameters = layers.map(([, weight]) => weight);
        const result = bankedRates(rates, parameters, count);
        expect(Math.abs(energy(result.rates, parameters) - energy(rates, parameters))).toBeLessThan(1e-7);
        expect(Math.min(...result.rates)).toBeGreaterThanOrEqual(Math.min(...rates));
        expect(Math.max(...result.rates)).toBeLessThanOrEqual(Math.max(...rates));
        // Banks are numbered by their rates: the distinct rates in order tell the banks.
        const distinct = [...new Set(result.rates)].toSorted((a, b) => a - b);
        expect(result.banks).toEqual(Array.from(result.rates, (rate) => distinct.indexOf(rate)));
      }),
      { seed: 7 },
    );
  });

  test('as many banks as different rates change nothing', () => {
    const rates = Float32Array.of(0.3, 0.001, 0.3, 0);
    const result = bankedRates(rates, [1, 2, 3, 4], 9);
    expect(result.rates).toEqual(rates);
    expect(result.banks).toEqual([2, 1, 2, 0]);
  });

  test('a rate of 0 beside others counts as 1e-6', () => {
    const { rates } = bankedRates(Float32Array.of(0, 1e-4), [1, 1], 1);
    expect(rates[0]).toBeCloseTo(1e-5, 9);
    expect(rates[1]).toBe(rates[0]);
  });
});
