import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import type { LanmaxOptions } from '../../../main/contract/lanmax.ts';
import { perturbedRates } from '../../../main/lab/lanmax/perturbation.ts';
import { rateBounds } from '../../../main/lab/lanmax/rate-bounds.ts';
import { surrogateLoss } from '../../../main/lab/lanmax/surrogate.ts';
import {
  activeEpochs,
  endEpoch,
  isActive,
  lanmaxFromTensors,
  lanmaxShapes,
  lanmaxTensors,
  leastStepsPerEpoch,
  recordStep,
  startLanmax,
  type LanmaxEpoch,
  type LanmaxState,
} from '../../../main/lab/lanmax/trainer.ts';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { lanmaxOptions } from './options.ts';

const steps = 100;
const seed = 11;
/** Parameters of the layers, and what a unit of their fault rate costs in loss. */
const weights = [1, 4, 16, 8];
const costs = [6, 3, 1, 0.5];

const relativeEnergy = (rates: ArrayLike<number>): number =>
  weights.reduce((sum, weight, layer) => sum - (weight * Math.log(rates[layer]!)) / 12.8, 0) /
  weights.reduce((sum, weight) => sum + weight, 0);

const linearLoss = (rates: ArrayLike<number>): number =>
  costs.reduce((sum, cost, layer) => sum + cost * rates[layer]!, 0.3);

/** Steps of one epoch from `from` on, with a loss of one's choice. */
function recordEpoch(
  start: LanmaxState,
  options: LanmaxOptions,
  epoch: number,
  loss: (rates: Float32Array, step: number) => number,
  from = 0,
  to = steps,
): LanmaxState {
  let state = start;
  for (let step = from; step < to; step++) {
    const rates = perturbedRates(options, seed, epoch * steps + step, state.rates);
    state = recordStep(state, options, step, loss(rates, epoch * steps + step), relativeEnergy(rates));
  }
  return state;
}

const finish = (state: LanmaxState, options: LanmaxOptions, epoch: number, learningRateFactor = 1): LanmaxEpoch =>
  endEpoch(state, { options, seed, firstStep: epoch * steps, steps, learningRateFactor });

function noisyLoss(rates: Float32Array, step: number): number {
  return linearLoss(rates) + 0.02 * randomStream(seed, 'test:loss', step).nextNormal();
}

function run(options: LanmaxOptions, epochs: number): LanmaxState {
  let state = startLanmax(options, weights.length, steps);
  for (let epoch = 0; epoch < epochs; epoch++) {
    state = finish(recordEpoch(state, options, epoch, noisyLoss), options, epoch).state;
  }
  return state;
}

describe('endEpoch', () => {
  const away = { minimum: 0.001, initial: 0.2, maximum: 0.45 };
  const plain = { learningRate: 0.02, momentum: 0, nesterov: false };

  test.each([
    ['difference', 1],
    ['ratio', 0.25],
  ] as const)('finds the slopes of a loss that is linear in the rates and steps along them: %s', (surrogate, best) => {
    const options = lanmaxOptions({ tradeoff: 0, surrogate, rates: away, outer: plain });
    // A best loss that no step beats: the surrogate is then linear in the rates too.
    const start = { ...startLanmax(options, weights.length, steps), bestLoss: 0.25 };
    const { state, slopes, standardErrors } = finish(recordEpoch(start, options, 0, linearLoss), options, 0);
    const length = Math.hypot(...costs);
    for (const [layer, cost] of costs.entries()) {
      // Surrogates are float32: 1e-7 over the spread of the rates, 0.017, and the root of the steps, 10
      expect(Math.abs(slopes[layer]! - cost / best)).toBeLessThan(1e-5);
      expect(standardErrors[layer]).toBeLessThan(1e-5);
      expect(Math.abs(state.rates[layer]! - 0.2 + (0.02 * cost) / length)).toBeLessThan(1e-7);
    }
  });

  test('the slopes of the energy term are those of lambda sqrt(E)', () => {
    const options = lanmaxOptions({ tradeoff: 3, rates: away, perturbation: { kind: 'uniform', halfRange: 0.001 } });
    const recorded = recordEpoch(startLanmax(options, weights.length, steps), options, 0, () => 1);
    const { slopes } = finish(recorded, options, 0);
    const root = Math.sqrt(relativeEnergy(new Float32Array(weights.length).fill(0.2)));
    for (const [layer, weight] of weights.entries()) {
      // d sqrt(E) / dp = -n / (sum n) / (a p) / (2 sqrt(E))
      const expected = (-3 * weight) / 29 / (12.8 * 0.2) / (2 * root);
      expect(Math.abs(slopes[layer]! / expected - 1)).toBeLessThan(0.01);
    }
  });

  test('the learning rate falls with that of the weights only where asked for', () => {
    const moved = (schedule: 'constant' | 'training'): number => {
      const options = lanmaxOptions({ rates: away, outer: { ...plain, schedule } });
      const recorded = recordEpoch(startLanmax(options, weights.length, steps), options, 0, linearLoss);
      const { rates } = finish(recorded, options, 0, 0.25).state;
      return Math.hypot(...Array.from(rates, (rate) => rate - 0.2));
    };
    expect(moved('constant')).toBeCloseTo(0.02, 6);
    expect(moved('training')).toBeCloseTo(0.005, 6);
  });

  test('a layer whose perturbations are all clipped away has no slope and the others theirs', () => {
    const options = lanmaxOptions({ tradeoff: 0, outer: plain, perturbation: { kind: 'set', values: [-0.02, -0.01] } });
    const start = startLanmax(options, weights.length, steps);
    // The first layer stands at its minimum and is only ever pushed below.
    const rates = Float32Array.of(rateBounds(options).minimum, 0.2, 0.2, 0.2);
    const recorded = recordEpoch({ ...start, rates, bestLoss: 0.25 }, options, 0, linearLoss);
    const { slopes, standardErrors } = finish(recorded, options, 0);
    expect(slopes[0]).toBe(0);
    expect(standardErrors[0]).toBe(Infinity);
    for (const layer of [1, 2, 3]) expect(slopes[layer]! / (costs[layer]! / 0.25)).toBeCloseTo(1, 4);
  });

  test('losses that are not finite are no observations', () => {
    const options = lanmaxOptions({ tradeoff: 0, rates: away, outer: plain });
    const start = { ...startLanmax(options, weights.length, steps), bestLoss: 0.25 };
    const broken = [NaN, Infinity, -Infinity];
    const recorded = recordEpoch(start, options, 0, (rates, step) => broken[step % 7] ?? linearLoss(rates));
    expect(recorded.bestLoss).toBe(0.25);
    const { slopes } = finish(recorded, options, 0);
    for (const [layer, cost] of costs.entries()) expect(slopes[layer]! / (cost / 0.25)).toBeCloseTo(1, 5);
  });

  test('too few observations leave rates and velocity as they are', () => {
    const options = lanmaxOptions();
    const start = { ...startLanmax(options, weights.length, steps), velocity: Float32Array.of(1, 2, 3, 4) };
    const enough = leastStepsPerEpoch(weights.length);
    const loss =
      (observations: number) =>
      (rates: Float32Array, step: number): number =>
        step < observations ? linearLoss(rates) : NaN;
    const few = finish(recordEpoch(start, options, 0, loss(enough - 1)), options, 0);
    expect(few.state.rates).toEqual(start.rates);
    expect(few.state.velocity).toEqual(start.velocity);
    expect(few.slopes).toEqual([0, 0, 0, 0]);
    expect(few.standardErrors).toEqual([Infinity, Infinity, Infinity, Infinity]);
    const more = finish(recordEpoch(start, options, 0, loss(enough)), options, 0);
    expect(more.state.rates).not.toEqual(start.rates);
  });

  test('the next epoch starts without surrogates', () => {
    const options = lanmaxOptions();
    const recorded = recordEpoch(startLanmax(options, weights.length, steps), options, 0, linearLoss);
    expect(recorded.surrogates.some(Number.isNaN)).toBe(false);
    expect(finish(recorded, options, 0).state.surrogates.every(Number.isNaN)).toBe(true);
  });
});

describe('recordStep', () => {
  const options = lanmaxOptions({ tradeoff: 2 });

  test('the best loss counts the present one and never rises', () => {
    let state = startLanmax(options, 1, 5);
    expect(state.bestLoss).toBe(Infinity);
    const losses = [2, 3, NaN, 0.5, 4];
    const bests = [2, 2, 2, 0.5, 0.5];
    for (const [step, loss] of losses.entries()) {
      state = recordStep(state, options, step, loss, 0.25);
      expect(state.bestLoss).toBe(bests[step]);
      const expected = Number.isNaN(loss) ? NaN : surrogateLoss(options, loss, bests[step]!, 0.25);
      expect(state.surrogates[step]).toBe(Math.fround(expected));
    }
    expect(Array.from(state.surrogates)).toEqual([2, 2.5, NaN, 2, 9]);
  });

  test('leaves the state it was given alone, and refuses a step that is none', () => {
    const state = startLanmax(options, 1, 5);
    recordStep(state, options, 0, 1, 1);
    expect(state).toEqual(startLanmax(options, 1, 5));
    expect(() => recordStep(state, options, 5, 1, 1)).toThrow(RangeError);
    expect(() => recordStep(state, options, -1, 1, 1)).toThrow(RangeError);
  });
});

describe('startLanmax', () => {
  test('all layers at the initial rate, as float32 within the bounds', () => {
    const options = lanmaxOptions({ rates: { initial: 0.001, minimum: 0.001, maximum: 0.1 } });
    const { rates } = startLanmax(options, 3, 5);
    expect([...rates]).toEqual([rates[0], rates[0], rates[0]]);
    expect(rates[0]).toBeGreaterThanOrEqual(0.001);
    expect(rates[0]).toBeCloseTo(0.001, 9);
  });

  test('refuses an epoch of too few steps', () => {
    expect(() => startLanmax(lanmaxOptions(), 28, 29)).toThrow(LabError);
    expect(() => startLanmax(lanmaxOptions(), 28, 30)).not.toThrow();
  });
});

describe('isActive', () => {
  test.each([
    [0.75, 40, 30],
    [0.75, 10, 8],
    [0.07, 100, 7],
    [1, 13, 13],
    [0, 13, 0],
  ])('until %f of %i epochs: %i', (until, epochs, active) => {
    expect(activeEpochs({ until }, epochs)).toBe(active);
    const count = Array.from({ length: epochs }, (_, epoch) => isActive({ until }, epoch, epochs)).filter(
      Boolean,
    ).length;
    expect(count).toBe(active);
  });
});

describe('runs of LaNMax', () => {
  test.each(['ratio', 'difference'] as const)('energy falls as the trade-off grows: %s', (surrogate) => {
    const scale = surrogate === 'ratio' ? 1 : 0.3;
    const energies = [0.3, 1, 3, 10, 30].map((tradeoff) =>
      relativeEnergy(run(lanmaxOptions({ tradeoff: tradeoff * scale, surrogate }), 60).rates),
    );
    for (const [index, energy] of energies.slice(1).entries()) expect(energy).toBeLessThan(energies[index]!);
    expect(energies[0]! - energies.at(-1)!).toBeGreaterThan(0.1);
  });

  test('layers that cost less loss for their energy end less reliable', () => {
    const { rates } = run(lanmaxOptions({ tradeoff: 1 }), 60);
    // Loss a unit of energy: costs over weights fall as 6, 0.75, 0.0625, 0.0625
    expect(rates[0]).toBeLessThan(rates[2]!);
    expect(rates[1]).toBeLessThan(rates[2]!);
  });

  test('resumed from tensors anywhere, a run ends bit-equal', () => {
    const options = lanmaxOptions({ tradeoff: 1, noiseDecay: { factor: 0.1 } });
    const through = (state: LanmaxState): LanmaxState => {
      const tensors = lanmaxTensors(state);
      const shapes = lanmaxShapes(weights.length, steps);
      expect(Object.keys(tensors)).toEqual(Object.keys(shapes));
      for (const [name, shape] of Object.entries(shapes)) expect(tensors[name]).toHaveLength(shape[0]!);
      return lanmaxFromTensors(
        Object.fromEntries(Object.entries(tensors).map(([name, values]) => [name, new Float32Array(values)])),
      );
    };
    let whole = startLanmax(options, weights.length, steps);
    let resumed = through(whole);
    expect(resumed).toEqual(whole);
    for (let epoch = 0; epoch < 5; epoch++) {
      whole = finish(recordEpoch(whole, options, epoch, noisyLoss), options, epoch).state;
      const middle = 17 * (epoch + 1);
      resumed = through(recordEpoch(resumed, options, epoch, noisyLoss, 0, middle));
      resumed = through(recordEpoch(resumed, options, epoch, noisyLoss, middle));
      resumed = through(finish(resumed, options, epoch).state);
      expect(resumed).toEqual(whole);
    }
  });

  test('a checkpoint without a tensor is refused', () => {
    const { 'lanmax.rates': rates } = lanmaxTensors(startLanmax(lanmaxOptions(), 2, 5));
    expect(() => lanmaxFromTensors({ 'lanmax.rates': rates! })).toThrow(RangeError);
  });
});
