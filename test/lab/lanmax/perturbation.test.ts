import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { perturbedRates } from '../../../main/lab/lanmax/perturbation.ts';
import { rateBounds } from '../../../main/lab/lanmax/rate-bounds.ts';
import { mean, variance } from '../../../main/lab/statistics/summary.ts';
import { lanmaxOptions } from './options.ts';

const steps = 20_000;

/** Perturbations of two layers far from the bounds, by step. */
function perturbations(options: ReturnType<typeof lanmaxOptions>): [number[], number[]] {
  const rates = Float32Array.of(0.25, 0.125);
  const drawn = Array.from({ length: steps }, (_, step) => perturbedRates(options, 1, step, rates));
  return [drawn.map((values) => values[0]! - 0.25), drawn.map((values) => values[1]! - 0.125)];
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const [firstMean, secondMean] = [mean(first), mean(second)];
  const products = first.map((value, index) => (value - firstMean) * (second[index]! - secondMean));
  return mean(products) / Math.sqrt(variance(first) * variance(second));
}

describe('perturbedRates', () => {
  test('uniform: mean, variance, range and independence of the layers', () => {
    const halfRange = 0.03;
    const [first, second] = perturbations(lanmaxOptions({ perturbation: { kind: 'uniform', halfRange } }));
    for (const values of [first, second]) {
      const deviation = halfRange / Math.sqrt(3);
      expect(Math.abs(mean(values))).toBeLessThan((4 * deviation) / Math.sqrt(steps));
      // Variance of the sample variance of a uniform variable: 0.8 sigma^4 / n
      expect(Math.abs(variance(values) / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(0.8 / steps));
      const largest = Math.max(...values.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(halfRange * (1 + 1e-6));
      expect(largest).toBeGreaterThan(0.999 * halfRange);
    }
    expect(Math.abs(correlation(first, second))).toBeLessThan(4 / Math.sqrt(steps));
    expect(Math.abs(correlation(first.slice(1), first.slice(0, -1)))).toBeLessThan(4 / Math.sqrt(steps));
  });

  test('set: each value as likely, layers independent', () => {
    const values = [-0.0625, 0.03125, 0.0625];
    const [first, second] = perturbations(lanmaxOptions({ perturbation: { kind: 'set', values } }));
    const fourDeviations = 4 * Math.sqrt((steps * 2) / 9);
    for (const drawn of [first, second]) {
      expect(drawn.every((value) => values.includes(value))).toBe(true);
      for (const value of values) {
        expect(Math.abs(drawn.filter((other) => other === value).length - steps / 3)).toBeLessThan(fourDeviations);
      }
    }
    expect(Math.abs(correlation(first, second))).toBeLessThan(4 / Math.sqrt(steps));
  });

  test('depend on seed and step alone', () => {
    const options = lanmaxOptions();
    const rates = Float32Array.of(0.1, 0.2, 0.3);
    const alone = perturbedRates(options, 5, 1000, rates);
    for (let step = 0; step < 20; step++) perturbedRates(options, 5, step, rates);
    expect(perturbedRates(options, 5, 1000, rates)).toEqual(alone);
    expect(perturbedRates(options, 6, 1000, rates)).not.toEqual(alone);
    expect(perturbedRates(options, 5, 1001, rates)).not.toEqual(alone);
    expect(rates).toEqual(Float32Array.of(0.1, 0.2, 0.3));
    // A layer's draw does not depend on how many come after it.
    expect(perturbedRates(options, 5, 1000, rates.slice(0, 2))).toEqual(alone.slice(0, 2));
  });

  test('stay within the bounds', () => {
    const rate = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(rate, rate, rate),
        fc.double({ min: 0.001, max: 0.5, noNaN: true }),
        fc.nat(),
        (three, halfRange, step) => {
          const [minimum, initial, maximum] = three.toSorted((a, b) => a - b) as [number, number, number];
          fc.pre(maximum - minimum > 1e-6);
          const options = lanmaxOptions({
            rates: { minimum, initial, maximum },
            perturbation: { kind: 'uniform', halfRange },
          });
          const start = Math.min(
            Math.max(Math.fround(initial), rateBounds(options).minimum),
            rateBounds(options).maximum,
          );
          for (const value of perturbedRates(options, 0, step, new Float32Array(8).fill(start))) {
            expect(value).toBeGreaterThanOrEqual(minimum);
            expect(value).toBeLessThanOrEqual(maximum);
          }
        },
      ),
      { seed: 4 },
    );
  });
});
