import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outerStep } from '../../../main/lab/lanmax/outer-step.ts';
import { rateBounds } from '../../../main/lab/lanmax/rate-bounds.ts';
import { lanmaxOptions } from './options.ts';

const wide = { minimum: 0, initial: 0.25, maximum: 0.5 };
const plain = { learningRate: 0.02, momentum: 0, nesterov: false };
const still = (rates: Float32Array): { rates: Float32Array; velocity: Float32Array } => ({
  rates,
  velocity: new Float32Array(rates.length),
});

function expectClose(values: ArrayLike<number>, expected: readonly number[]): void {
  expect(values.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(Math.abs(values[index]! - value)).toBeLessThan(1e-7);
}

describe('outerStep', () => {
  test('goes the learning rate along the negative direction of the gradient, whatever its length', () => {
    const options = lanmaxOptions({ rates: wide, outer: plain });
    for (const scale of [1e-9, 1, 1e9]) {
      const { rates, velocity } = outerStep(options, still(Float32Array.of(0.25, 0.25)), [3 * scale, -4 * scale], 0.02);
      expectClose(rates, [0.25 - 0.02 * 0.6, 0.25 + 0.02 * 0.8]);
      expectClose(velocity, [0.6, -0.8]);
    }
  });

  test('a gradient of 0 moves nothing', () => {
    const state = still(Float32Array.of(0.25, 0.125));
    for (const nesterov of [false, true]) {
      const options = lanmaxOptions({ rates: wide, outer: { ...plain, momentum: 0.9, nesterov } });
      expect(outerStep(options, state, [0, 0], 0.02)).toEqual(state);
    }
  });

  test('noise decay before normalisation: (g + delta p) / |g + delta p|', () => {
    const options = lanmaxOptions({
      rates: wide,
      outer: plain,
      noiseDecay: { factor: 8, at: 'before-normalisation' },
    });
    // g + 8 p = (1 + 2, 2 + 2) = (3, 4)
    const { rates } = outerStep(options, still(Float32Array.of(0.25, 0.25)), [1, 2], 0.1);
    expectClose(rates, [0.25 - 0.06, 0.25 - 0.08]);
  });

  test('noise decay after normalisation: g / |g| + delta p', () => {
    const options = lanmaxOptions({ rates: wide, outer: plain, noiseDecay: { factor: 2, at: 'after-normalisation' } });
    const { rates } = outerStep(options, still(Float32Array.of(0.25, 0.125)), [30, -40], 0.1);
    expectClose(rates, [0.25 - 0.1 * (0.6 + 0.5), 0.125 - 0.1 * (-0.8 + 0.25)]);
  });

  test('noise decay alone pulls the rates to 0', () => {
    const before = lanmaxOptions({ rates: wide, outer: plain, noiseDecay: { factor: 1 } });
    const after = lanmaxOptions({ rates: wide, outer: plain, noiseDecay: { factor: 1, at: 'after-normalisation' } });
    const state = still(Float32Array.of(0.3, 0.4));
    expectClose(outerStep(before, state, [0, 0], 0.1).rates, [0.3 - 0.06, 0.4 - 0.08]);
    expectClose(outerStep(after, state, [0, 0], 0.1).rates, [0.27, 0.36]);
  });

  test.each([false, true])("momentum follows PyTorch's rule, Nesterov: %s", (nesterov) => {
    const options = lanmaxOptions({ rates: wide, outer: { learningRate: 0.01, momentum: 0.9, nesterov } });
    let state = still(Float32Array.of(0.25));
    let rate = 0.25;
    let velocity = 0;
    for (const gradient of [5, 2, -1, -3, 4]) {
      const sign = Math.sign(gradient);
      velocity = 0.9 * velocity + sign;
      rate -= 0.01 * (nesterov ? sign + 0.9 * velocity : velocity);
      state = outerStep(options, state, [gradient], 0.01) as typeof state;
      expectClose(state.rates, [rate]);
      expect(state.velocity[0]).toBeCloseTo(velocity, 6);
    }
  });

  test('rates never leave their bounds', () => {
    const rate = fc.double({ min: 0, max: 0.5, noNaN: true });
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const layers = 4;
    fc.assert(
      fc.property(
        fc.tuple(rate, rate, rate),
        fc.array(fc.array(number, { minLength: layers, maxLength: layers }), { minLength: 1, maxLength: 10 }),
        fc.record({
          learningRate: fc.double({ min: 1e-3, max: 10, noNaN: true }),
          momentum: fc.double({ min: 0, max: 0.99, noNaN: true }),
          nesterov: fc.boolean(),
        }),
        fc.record({
          factor: fc.double({ min: 0, max: 100, noNaN: true }),
          at: fc.constantFrom('before-normalisation' as const, 'after-normalisation' as const),
        }),
        (three, gradients, outer, noiseDecay) => {
          const [minimum, initial, maximum] = three.toSorted((a, b) => a - b) as [number, number, number];
          fc.pre(maximum - minimum > 1e-6);
          const options = lanmaxOptions({ rates: { minimum, initial, maximum }, outer, noiseDecay });
          let state = still(new Float32Array(layers).fill(rateBounds(options).minimum));
          for (const gradient of gradients) {
            state = outerStep(options, state, gradient, outer.learningRate) as typeof state;
            for (const value of state.rates) {
              expect(value).toBeGreaterThanOrEqual(minimum);
              expect(value).toBeLessThanOrEqual(maximum);
            }
          }
        },
      ),
      { seed: 5 },
    );
  });
});
