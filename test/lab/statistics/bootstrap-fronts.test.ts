import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { bootstrapFronts, type SampledFront } from '../../../main/lab/statistics/bootstrap-fronts.ts';
import { hypervolume } from '../../../main/lab/statistics/hypervolume.ts';
import { meanInterval } from '../../../main/lab/statistics/student-t.ts';
import { mean } from '../../../main/lab/statistics/summary.ts';

const options = { resamples: 400, confidence: 0.95, seed: 1 };
const reference = { energy: 1, accuracy: 0.1 };

interface Effects {
  readonly seeds?: readonly number[];
  readonly energy?: (seed: number) => number;
  readonly accuracy?: (seed: number) => number;
}

/** Points of one method, with effects of the seed on energy (a factor) and accuracy (a summand), without noise draws. */
function front(method: string, points: readonly (readonly [number, number])[], effects: Effects = {}): SampledFront {
  const { seeds = [1, 2, 3], energy = () => 1, accuracy = () => 0 } = effects;
  return {
    method,
    points: points.map(([ofEnergy, ofAccuracy]) => ({
      seeds: seeds.map((seed) => ({ seed, energy: ofEnergy * energy(seed), draws: [ofAccuracy + accuracy(seed)] })),
    })),
  };
}

const cheap = [[0.1, 0.7] as const, [0.2, 0.8] as const, [0.4, 0.86] as const];
const dear = [[0.3, 0.7] as const, [0.6, 0.8] as const, [0.9, 0.9] as const];

test('without variance every interval is its value', () => {
  const fronts = bootstrapFronts([front('lanmax', cheap), front('reliable', dear)], options);
  const volume = hypervolume(fronts.points('lanmax'), reference).fraction;
  const exactly = (value: number) => ({ value, low: value, high: value, defined: 1 });
  expect(fronts.hypervolume('lanmax', reference)).toEqual(exactly(volume));
  expect(fronts.energyFactor('lanmax', 'reliable', 0.8)).toEqual(exactly(0.6 / 0.2));
  expect(fronts.energyFactor('lanmax', 'reliable', 0.86)).toMatchObject({ low: expect.closeTo(1.95, 12), defined: 1 });
  expect(fronts.accuracyGain('lanmax', 'reliable', 0.3)).toMatchObject({ value: expect.closeTo(0.13, 12), defined: 1 });
});

describe('pairing', () => {
  const accuracy = (seed: number): number => [0, 0.02, -0.03, 0.015][seed]!;
  const energy = (seed: number): number => [1, 1.2, 0.9, 1.05][seed]!;

  test('effects that a seed has on both methods cancel', () => {
    const fronts = bootstrapFronts(
      [front('a', [[0.2, 0.8]], { accuracy, energy }), front('b', [[0.2, 0.7]], { accuracy, energy })],
      options,
    );
    const gain = fronts.accuracyGain('a', 'b', 5);
    expect(gain.high - gain.low).toBeLessThan(1e-14);
    const factor = fronts.energyFactor('a', 'b', 0.3);
    expect(factor.high - factor.low).toBeLessThan(1e-14);
    const volume = fronts.hypervolume('a', reference);
    expect(volume.high - volume.low).toBeGreaterThan(0.05);
  });

  test('other seeds are drawn independently', () => {
    const fronts = bootstrapFronts(
      [
        front('a', [[0.2, 0.8]], { accuracy, energy }),
        front('b', [[0.2, 0.7]], { seeds: [4, 5, 6], accuracy: (seed) => accuracy(seed - 3) }),
      ],
      options,
    );
    const gain = fronts.accuracyGain('a', 'b', 5);
    expect(gain.high - gain.low).toBeGreaterThan(0.1);
  });

  test('a method has the same intervals in whatever company', () => {
    const some = front('a', cheap, { accuracy, energy });
    const alone = bootstrapFronts([some], options).hypervolume('a', reference);
    expect(bootstrapFronts([front('b', dear), some], options).hypervolume('a', reference)).toEqual(alone);
  });
});

describe('where a front does not reach', () => {
  const vary = { accuracy: (seed: number): number => (seed - 2) / 1000 };

  test('the least accurate of both, in about half of the resamples', () => {
    const fronts = bootstrapFronts([front('short', [[0.1, 0.8]], vary), front('long', [[0.3, 0.9]])], options);
    const short = fronts.energyFactor('short', 'long', 0.8005);
    expect(short).toMatchObject({ value: NaN, low: 0, high: expect.closeTo(3, 12) });
    expect(short.defined).toBeGreaterThan(0.2);
    expect(short.defined).toBeLessThan(0.5);
    const long = fronts.energyFactor('long', 'short', 0.8005);
    expect(long).toMatchObject({ value: NaN, low: expect.closeTo(1 / 3, 12), high: Infinity, defined: short.defined });
  });

  test('never, and neither of them', () => {
    const fronts = bootstrapFronts([front('short', [[0.1, 0.8]]), front('long', [[0.3, 0.9]])], options);
    expect(fronts.energyFactor('short', 'long', 0.85)).toEqual({ value: NaN, low: 0, high: 0, defined: 0 });
    expect(fronts.energyFactor('short', 'long', 0.95)).toEqual({ value: NaN, low: 0, high: Infinity, defined: 0 });
    const gain = { value: NaN, low: Infinity, high: Infinity, defined: 0 };
    expect(fronts.accuracyGain('short', 'long', 0.2)).toEqual(gain);
    expect(fronts.accuracyGain('short', 'long', 0.05)).toEqual({ ...gain, low: -Infinity });
  });
});

test('one seed has values and no interval', () => {
  const fronts = bootstrapFronts([front('a', cheap, { seeds: [1] }), front('b', dear)], options);
  expect(fronts.energyFactor('a', 'b', 0.8)).toEqual({ value: 0.6 / 0.2, low: NaN, high: NaN, defined: 1 });
  expect(fronts.hypervolume('b', reference).low).toBeGreaterThan(0);
});

test('more confidence, wider intervals; the same seed, the same interval', () => {
  const stream = randomStream(2, 'front', 0);
  const some = front('a', cheap, { accuracy: () => 0.01 * stream.nextNormal() });
  const width = (confidence: number): number => {
    const { low, high } = bootstrapFronts([some], { ...options, confidence }).hypervolume('a', reference);
    return high - low;
  };
  expect(width(0.5)).toBeLessThan(width(0.8));
  expect(width(0.8)).toBeLessThan(width(0.99));
  expect(width(0.8)).toBe(width(0.8));
});

describe('coverage on normal two-level data', () => {
  const trials = 300;
  const covers = ({ low, high }: { readonly low: number; readonly high: number }, truth: number): number =>
    low <= truth && truth <= high ? 1 : 0;

  test.each([
    [3, 0.002, 0.004],
    [3, 0, 0.004],
    [5, 0.002, 0.004],
  ])('%i seeds with a deviation of %d, draws of %d', (seeds, ofSeeds, ofDraws) => {
    const stream = randomStream(5, `coverage/${seeds}/${ofSeeds}`, 0);
    const labels = Array.from({ length: seeds }, (_value, index) => index + 1);
    const sampled = (method: string, points: readonly (readonly [number, number])[], common: readonly number[]) => ({
      method,
      points: points.map(([energy, accuracy]) => ({
        seeds: labels.map((seed, index) => {
          const centre = accuracy + common[index]! + ofSeeds * stream.nextNormal();
          const draws = Array.from({ length: 8 }, () => centre + ofDraws * stream.nextNormal());
          return { seed, energy: energy * Math.exp(0.03 * stream.nextNormal()), draws };
        }),
      })),
    });
    const covered = { mean: 0, student: 0, volume: 0, factor: 0 };
    for (let trial = 0; trial < trials; trial++) {
      const common = labels.map(() => 0.002 * stream.nextNormal());
      const [single, ...rest] = [
        sampled('single', [[0.1, 0.8]], common),
        sampled('cheap', cheap, common),
        sampled('dear', dear, common),
      ];
      const fronts = bootstrapFronts([single!, ...rest], { ...options, resamples: 200, seed: trial });
      const means = single!.points[0]!.seeds.map(({ draws }) => mean(draws));
      covered.student += covers(meanInterval(means, 0.95), 0.8);
      // Up to an energy this large the hypervolume of one point is its accuracy.
      const { low, high } = fronts.hypervolume('single', { energy: 1e9, accuracy: 0 });
      covered.mean += covers({ low, high }, 0.8);
      const truth = cheap.map(([energy, accuracy]) => ({ energy, accuracy }));
      covered.volume += covers(fronts.hypervolume('cheap', reference), hypervolume(truth, reference).fraction);
      covered.factor += covers(fronts.energyFactor('cheap', 'dear', 0.77), 0.51 / 0.17);
    }
    // 300 trials of 95 % have a standard error of 1.3 %; a plain bootstrap of three seeds covers about 75 to 80 %.
    for (const [name, count] of Object.entries(covered)) {
      expect({ name, share: count / trials }).toSatisfy(({ share }: { share: number }) => share > 0.9 && share <= 1);
    }
  });
});

test('wrong options and names are refused', () => {
  const fronts = [front('a', cheap)];
  expect(() => bootstrapFronts(fronts, { ...options, resamples: 0 })).toThrow(RangeError);
  expect(() => bootstrapFronts(fronts, { ...options, confidence: 1 })).toThrow(RangeError);
  expect(() => bootstrapFronts([...fronts, ...fronts], options)).toThrow(/same method/);
  expect(() => bootstrapFronts(fronts, options).points('b')).toThrow(/no front of b/);
});
