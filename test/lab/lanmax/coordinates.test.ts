import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanmaxOptions } from '../../../main/contract/lanmax.ts';
import { coordinateOf, rateAt, slopeByCoordinate } from '../../../main/lab/lanmax/coordinates.ts';
import { outerStep } from '../../../main/lab/lanmax/outer-step.ts';
import { perturbedRates } from '../../../main/lab/lanmax/perturbation.ts';
import { endEpoch, recordStep, startLanmax, type LanmaxState } from '../../../main/lab/lanmax/trainer.ts';
import { lanmaxOptions } from './options.ts';

const linear = { space: 'linear' } as const;
const logarithmic = { space: 'logarithmic' } as const;
/** What two roundings to float32 leave, relative. */
const rounding = 2 ** -23;
const wide = { minimum: 1e-5, initial: 0.01, maximum: 0.5 };
const plain = { learningRate: 0.1, momentum: 0, nesterov: false };

const logarithmicOptions = (options: Parameters<typeof lanmaxOptions>[0] = {}): LanmaxOptions =>
  lanmaxOptions({ ...logarithmic, rates: wide, outer: plain, ...options });

function expectRates(rates: ArrayLike<number>, expected: readonly number[]): void {
  expect(rates.length).toBe(expected.length);
  for (const [index, rate] of expected.entries()) {
    expect(Math.abs(rates[index]! / rate - 1)).toBeLessThan(2 * rounding);
  }
}

describe('the coordinate of a rate', () => {
  test('is the rate itself, or its natural logarithm', () => {
    expect(coordinateOf(linear, 0.02)).toBe(0.02);
    expect(coordinateOf(logarithmic, Math.exp(-3))).toBeCloseTo(-3, 14);
    expect(coordinateOf(logarithmic, 1)).toBe(0);
  });

  test.each([linear, logarithmic])('leads back to it: %o', (space) => {
    const rate = fc.double({ min: 1e-7, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(rate, (value) => {
        expect(Math.abs(rateAt(space, coordinateOf(space, value)) / value - 1)).toBeLessThan(1e-14);
      }),
    );
  });

  test('of a rate of 0 is that of 1e-7, so that it has one', () => {
    expect(coordinateOf(logarithmic, 0)).toBe(Math.log(1e-7));
    expect(coordinateOf(logarithmic, 1e-9)).toBe(Math.log(1e-7));
    expect(coordinateOf(linear, 0)).toBe(0);
  });

  test('has the slope of the chain rule: df/d ln p = p df/dp', () => {
    const loss = (rate: number): number => 3 * rate ** 2 + rate;
    const [rate, step] = [0.2, 1e-5];
    const at = (change: number): number => loss(rateAt(logarithmic, coordinateOf(logarithmic, rate) + change));
    const difference = (at(step) - at(-step)) / (2 * step);
    expect(slopeByCoordinate(logarithmic, rate, 6 * rate + 1)).toBeCloseTo(difference, 8);
    expect(slopeByCoordinate(linear, rate, 6 * rate + 1)).toBe(6 * rate + 1);
  });
});

describe('perturbations in logarithmic space', () => {
  test('multiply: by e^d, whatever the rate', () => {
    const values = [-1.5, -0.25, 0.5, 1];
    const options = logarithmicOptions({ perturbation: { kind: 'set', values } });
    const rates = Float32Array.of(0.0005, 0.004, 0.1);
    const seen = new Set<number>();
    for (let step = 0; step < 100; step++) {
      const factors = Array.from(perturbedRates(options, 1, step, rates), (rate, layer) => rate / rates[layer]!);
      for (const factor of factors) {
        const value = values.find((each) => Math.abs(factor / Math.exp(each) - 1) < 2 * rounding);
        expect(value).toBeDefined();
        seen.add(value!);
      }
    }
    expect(seen.size).toBe(values.length);
  });

  test('are those that linear space adds', () => {
    const perturbation = { kind: 'uniform', halfRange: 0.25 } as const;
    const rates = Float32Array.of(0.25, 0.25);
    for (let step = 0; step < 20; step++) {
      const added = perturbedRates(lanmaxOptions({ perturbation, rates: { ...wide, minimum: 0 } }), 7, step, rates);
      const multiplied = perturbedRates(logarithmicOptions({ perturbation }), 7, step, rates);
      for (const layer of [0, 1]) {
        expect(Math.log(multiplied[layer]! / 0.25)).toBeCloseTo(added[layer]! - 0.25, 6);
      }
    }
  });

  test('end at the bounds', () => {
    const options = logarithmicOptions({
      rates: { minimum: 0.001, initial: 0.01, maximum: 0.45 },
      perturbation: { kind: 'set', values: [-3, 3] },
    });
    const reached = new Set<number>();
    for (let step = 0; step < 20; step++) {
      for (const rate of perturbedRates(options, 1, step, Float32Array.of(0.002, 0.4))) {
        expect(rate).toBeGreaterThanOrEqual(0.001);
        expect(rate).toBeLessThanOrEqual(0.45);
        reached.add(Number(rate.toPrecision(6)));
      }
    }
    expect(reached).toContain(0.001);
    expect(reached).toContain(0.45);
  });
});

describe('the regression in logarithmic space', () => {
  const steps = 60;
  const costs = [2, -0.5, 0.75];

  /** Slopes that an epoch of steps finds of a loss of one's choice, from rates far apart. */
  function slopesOf(options: LanmaxOptions, loss: (rates: Float32Array) => number) {
    const start = startLanmax(options, costs.length, steps);
    // A best loss that no step beats: the surrogate is the loss but for a constant
    let state: LanmaxState = { ...start, rates: Float32Array.of(0.0005, 0.01, 0.2), bestLoss: -1000 };
    for (let step = 0; step < steps; step++) {
      state = recordStep(state, options, step, loss(perturbedRates(options, 3, step, state.rates)), 1);
    }
    return endEpoch(state, { options, seed: 3, firstStep: 0, steps, learningRateFactor: 1 });
  }

  const loss = (rates: Float32Array): number =>
    costs.reduce((sum, cost, layer) => sum + cost * Math.log(rates[layer]!), 30);
  const halfRange = 0.5;
  const options = logarithmicOptions({
    tradeoff: 0,
    surrogate: 'difference',
    perturbation: { kind: 'uniform', halfRange },
  });

  test('finds the slopes of a loss that is linear in ln p', () => {
    const { slopes, standardErrors } = slopesOf(options, loss);
    // Surrogates of about 1000 are float32: 6e-5 over the spread of ln p, 0.29, and the root of the steps
    for (const [layer, cost] of costs.entries()) {
      expect(Math.abs(slopes[layer]! - cost)).toBeLessThan(2e-4);
      expect(standardErrors[layer]).toBeLessThan(2e-4);
    }
  });

  test('whose residuals linear space would take for noise', () => {
    const perturbation = { kind: 'uniform', halfRange: 0.2 } as const;
    const { standardErrors } = slopesOf({ ...options, space: 'linear', perturbation }, loss);
    expect(Math.min(...standardErrors)).toBeGreaterThan(0.1);
  });

  test('then goes the learning rate along the unit vector of the slopes, in ln p', () => {
    const { state } = slopesOf(options, loss);
    const length = Math.hypot(...costs);
    const before = [0.0005, 0.01, 0.2];
    for (const [layer, cost] of costs.entries()) {
      expect(Math.log(state.rates[layer]! / before[layer]!)).toBeCloseTo((-0.1 * cost) / length, 4);
    }
  });
});

describe('the outer step in logarithmic space', () => {
  const still = (rates: Float32Array) => ({ rates, velocity: new Float32Array(rates.length) });

  test('multiplies each rate by e^(-learning rate x direction)', () => {
    const { rates, velocity } = outerStep(
      logarithmicOptions(),
      still(Float32Array.of(0.001, 0.1)),
      [3 * 1e6, -4 * 1e6],
      0.1,
    );
    expectRates(rates, [0.001 * Math.exp(-0.06), 0.1 * Math.exp(0.08)]);
    expectRates(velocity, [0.6, -0.8]);
  });

  test.each([false, true])('carries momentum on in ln p, Nesterov: %s', (nesterov) => {
    const options = logarithmicOptions({ outer: { learningRate: 0.1, momentum: 0.5, nesterov } });
    let state: { rates: Float32Array; velocity: Float32Array } = still(Float32Array.of(0.01));
    for (const gradient of [1, 1, -1]) state = outerStep(options, state, [gradient], 0.1);
    // Velocities 1, 1.5, -0.25; with Nesterov the changes are 1 + 0.5 v: 1.5, 1.75, -1.125
    const sum = nesterov ? 1.5 + 1.75 - 1.125 : 1 + 1.5 - 0.25;
    expect(Math.log(state.rates[0]! / 0.01)).toBeCloseTo(-0.1 * sum, 5);
    expect(state.velocity[0]).toBeCloseTo(-0.25, 6);
  });

  test('noise decay follows the chain rule: the slope of delta / 2 p^2 by ln p is delta p^2', () => {
    // 100 p^2 = (4, 1), and with the gradient (3, 4) before and (1, 1) after
    const state = still(Float32Array.of(0.2, 0.1));
    const before = logarithmicOptions({ noiseDecay: { factor: 100, at: 'before-normalisation' } });
    expectRates(outerStep(before, state, [-1, 3], 0.1).rates, [0.2 * Math.exp(-0.06), 0.1 * Math.exp(-0.08)]);
    const after = logarithmicOptions({ noiseDecay: { factor: 100, at: 'after-normalisation' } });
    expectRates(outerStep(after, state, [-3, 4], 0.1).rates, [
      0.2 * Math.exp(-0.1 * (-0.6 + 4)),
      0.1 * Math.exp(-0.1 * (0.8 + 1)),
    ]);
  });

  test('ends at the bounds, from which it comes back', () => {
    const options = logarithmicOptions({ rates: { minimum: 0.001, initial: 0.01, maximum: 0.25 } });
    const state = still(Float32Array.of(0.01, 0.1));
    const { rates } = outerStep(options, state, [1, -1], 100);
    expect(rates[0]).toBeCloseTo(0.001, 9);
    expect(rates[0]).toBeGreaterThanOrEqual(0.001);
    expect(rates[1]).toBe(0.25);
    const [up, down] = outerStep(options, still(rates), [-3, 4], 0.1).rates;
    expectRates([up!, down!], [rates[0]! * Math.exp(0.06), 0.25 * Math.exp(-0.08)]);
  });

  test('takes a rate of 0 up as if it were 1e-7, where 0 is allowed; perturbations do too', () => {
    const rates = { minimum: 0, initial: 0, maximum: 0.5 };
    const options = logarithmicOptions({ rates, perturbation: { kind: 'set', values: [-2, 2] } });
    const [up, down] = outerStep(options, still(Float32Array.of(0, 0)), [-3, 4], 0.5).rates;
    expectRates([up!, down!], [1e-7 * Math.exp(0.3), 1e-7 * Math.exp(-0.4)]);
    const perturbed = Array.from({ length: 20 }, (_, step) => perturbedRates(options, 1, step, Float32Array.of(0))[0]!);
    const factors = perturbed.map((rate) => Math.log(rate / 1e-7));
    expect(new Set(factors.map((factor) => factor.toFixed(4)))).toEqual(new Set(['-2.0000', '2.0000']));
  });

  test('with a gradient of 0 leaves the rates as they are, to the bit', () => {
    const state = still(Float32Array.of(2e-5, 0.01, 0.3, 0.5));
    expect(outerStep(logarithmicOptions(), state, [0, 0, 0, 0], 0.5)).toEqual(state);
  });
});
