import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../main/contract/profile.ts';
import { expectedWrongShare } from '../../../main/lab/noise/memory-faults.ts';
import {
  disturbedWeight,
  isRandom,
  noiseStreams,
  storedBits,
  type NoisePurpose,
} from '../../../main/lab/noise/perturb.ts';
import { storedCode } from '../../../main/lab/noise/quantise.ts';
import { readPlanes } from '../../../main/lab/noise/stored-bits.ts';
import { statelessNormal } from '../../../main/lab/random/stateless.ts';
import { referenceOps as ops } from '../../support/reference-ops.ts';
import { spyOps } from '../../support/reference-spy.ts';
import { scalar, tensor } from '../../support/reference-tensor.ts';
import { scaledCorrelation } from '../random/distribution-checks.ts';
import { profileOf } from './profiles.ts';

const size = 8000;
const weight = tensor(statelessNormal(size, [4, 4]), [200, 40]);
const silent = { noise: 'none' };

const storages: Record<string, object> = {
  binary: { scheme: 'binary' },
  '8 bits': { bits: 8 },
  '4 bits, affine, per channel': { bits: 4, scheme: 'affine', granularity: 'channel' },
};

const memoryOf = (quantization: object, memory: object, rest: object = {}): Profile =>
  profileOf(silent, { quantization, memory, ...rest });
const streams = (layer = 'conv', draw = 0, seed = 1, purpose: NoisePurpose = 'training') =>
  noiseStreams(seed, purpose, layer, scalar(draw));

interface Bits {
  /** 0 and 1, by bit, then by weight */
  readonly stored: readonly Float64Array[];
  readonly wrong: readonly Float64Array[];
}

/**
 * Bits as they are stored and whether they are read wrongly, from nothing but weights in and weights out: code 0 and the
 * step of every channel are known from the clean weights.
 */
function bitsOf(profile: Profile, disturbed: ArrayLike<number>): Bits {
  const { encoding } = profile.memory!;
  const clean = storedCode(ops, weight, profile.quantization!);
  const zero = clean.value(tensor(new Float64Array(size), [200, 40])).values;
  const one = clean.value(tensor(new Float64Array(size).fill(1), [200, 40])).values;
  const read = Float64Array.from(disturbed, (value, i) => Math.round((value - zero[i]) / (one[i] - zero[i])));
  const planes = (code: Float64Array) =>
    readPlanes(ops, { ...clean, code: tensor(code, [200, 40]) }, encoding, (bit) => bit).map(({ stored }) =>
      Float64Array.from(stored.values),
    );
  const stored = planes(Float64Array.from(clean.code.values));
  const found = planes(read);
  return { stored, wrong: stored.map((plane, bit) => plane.map((value, i) => Math.abs(value - found[bit][i]))) };
}

const readBits = (profile: Profile, given = streams(), rate?: number): Bits =>
  bitsOf(profile, disturbedWeight(ops, weight, profile, given, rate === undefined ? undefined : scalar(rate)).values);
const count = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

function expectBinomial(found: number, n: number, p: number, what = ''): void {
  expect(Math.abs(found - n * p) / Math.sqrt(n * p * (1 - p)), what).toBeLessThan(3.5);
}

describe.each(Object.entries(storages))('faults of %s', (_title, quantization) => {
  const rates = [0.001, 0.03, 0.2, 0.5];

  test.each(rates)('rate %f: wrong bits are binomial, in all and bit by bit', (rate) => {
    const { wrong } = readBits(memoryOf(quantization, { rate }));
    expect(wrong.length).toBe(storedBits(memoryOf(quantization, {})));
    expectBinomial(count(wrong.map(count)), size * wrong.length, rate);
    wrong.forEach((plane, bit) => expectBinomial(count(plane), size, rate, `bit ${bit}`));
  });

  test('the rate may be a tensor, and then it is the one that counts', () => {
    for (const rate of rates) {
      const constant = disturbedWeight(ops, weight, memoryOf(quantization, { rate }), streams());
      const given = disturbedWeight(ops, weight, memoryOf(quantization, { rate: 0.1 }), streams(), scalar(rate));
      expect(given).toEqual(constant);
    }
  });

  test('at rate one half what is read says nothing about what is stored', () => {
    const { stored, wrong } = readBits(memoryOf(quantization, { rate: 0.5 }));
    stored.forEach((plane, bit) => {
      const read = plane.map((value, i) => Math.abs(value - wrong[bit][i]));
      expectBinomial(count(read), size, 0.5, `ones of bit ${bit}`);
      // The highest bits of small codes are hardly ever 0, or hardly ever 1
      if (count(plane) > 100 && count(plane) < size - 100) {
        expect(Math.abs(scaledCorrelation(plane, read))).toBeLessThan(3.5);
      }
    });
  });

  test('a higher rate finds every bit wrong that a lower one does: the same uniform numbers', () => {
    const [few, many] = [0.05, 0.2].map((rate) => readBits(memoryOf(quantization, { rate })).wrong);
    few.forEach((plane, bit) => expect(plane.every((value, i) => value <= many[bit][i])).toBe(true));
  });

  test('without faults the stored weight is left as it is, to the bit', () => {
    const stored = disturbedWeight(ops, weight, profileOf(silent, { quantization }), streams());
    const spy = spyOps();
    for (const memory of [{}, { rate: 0.3, zeroToOne: 0, oneToZero: 0 }, { stuckAt: { rate: 0 } }]) {
      const profile = memoryOf(quantization, memory);
      expect(isRandom(profile)).toBe(false);
      expect(disturbedWeight(spy.ops, weight, profile, streams())).toEqual(stored);
    }
    expect(spy.count('randomUniform')).toBe(0);
    for (const encoding of ['twos-complement', 'offset']) {
      for (const memory of [{ encoding }, { encoding, zeroToOne: 0.5 }]) {
        expect(disturbedWeight(ops, weight, memoryOf(quantization, memory), streams(), scalar(0))).toEqual(stored);
      }
    }
  });

  test.each([
    { zeroToOne: 1, oneToZero: 0 },
    { zeroToOne: 0, oneToZero: 1 },
    { zeroToOne: 0.25, oneToZero: 0.75 },
  ])('$zeroToOne of the rate from 0 to 1, $oneToZero from 1 to 0', ({ zeroToOne, oneToZero }) => {
    const rate = 0.2;
    const { stored, wrong } = readBits(memoryOf(quantization, { rate, zeroToOne, oneToZero }));
    const ones = count(stored.map(count));
    const wrongOnes = count(stored.map((plane, bit) => count(plane.map((value, i) => value * wrong[bit][i]))));
    const wrongZeros = count(wrong.map(count)) - wrongOnes;
    if (oneToZero === 0) expect(wrongOnes).toBe(0);
    else expectBinomial(wrongOnes, ones, rate * oneToZero);
    if (zeroToOne === 0) expect(wrongZeros).toBe(0);
    else expectBinomial(wrongZeros, size * stored.length - ones, rate * zeroToOne);
  });
});

test('wrong bits of different bits, weights, layers, draws, seeds and purposes are independent', () => {
  const profile = memoryOf({ bits: 4 }, { rate: 0.3, encoding: 'offset' });
  const wrong = (...given: Parameters<typeof streams>) => readBits(profile, streams(...given)).wrong;
  const base = wrong();
  const planes = [
    ...base,
    ...[
      wrong('conv2'),
      wrong('conv', 1),
      wrong('conv', 0, 2),
      wrong('conv', 0, 1, 'evaluation'),
      wrong('conv', 0, 1, 'sensitivity'),
      wrong('conv', 0, 1, 'report'),
    ].flatMap((other) => other.slice(0, 2)),
  ];
  planes.forEach((first, i) => {
    planes.slice(i + 1).forEach((second) => {
      // 120 pairs: 4.4 standard deviations are exceeded by chance in one of 800 such tests
      expect(Math.abs(scaledCorrelation(first, second))).toBeLessThan(4.4);
    });
  });
  for (const lag of [1, 2, 40]) {
    expect(Math.abs(scaledCorrelation(base[0].subarray(lag), base[0].subarray(0, size - lag)))).toBeLessThan(4);
  }
  expect(wrong()).toEqual(base);
});

describe('stuck cells', () => {
  const quantization = { bits: 3 };
  const stuck = (chips: 'one' | 'many', rest: object = {}) =>
    memoryOf(quantization, { stuckAt: { rate: 0.2, toOne: 0.25, chips }, ...rest });

  test.each(['one', 'many'] as const)('of %s: a stuck cell reads its value whatever is stored', (chips) => {
    const { stored, wrong } = readBits(stuck(chips));
    const ones = count(stored.map(count));
    const wrongOnes = count(stored.map((plane, bit) => count(plane.map((value, i) => value * wrong[bit][i]))));
    expectBinomial(wrongOnes, ones, 0.2 * 0.75);
    expectBinomial(count(wrong.map(count)) - wrongOnes, size * 3 - ones, 0.2 * 0.25);
  });

  const chipOf = (profile: Profile, ...given: Parameters<typeof streams>) =>
    disturbedWeight(ops, weight, profile, streams(...given));

  test('of one chip they are the same in every draw and for every purpose, but not of another layer or seed', () => {
    const base = chipOf(stuck('one'));
    expect(chipOf(stuck('one'), 'conv', 7)).toEqual(base);
    for (const purpose of ['evaluation', 'sensitivity', 'report'] as const) {
      expect(chipOf(stuck('one'), 'conv', 3, 1, purpose)).toEqual(base);
    }
    expect(chipOf(stuck('one'), 'conv2')).not.toEqual(base);
    expect(chipOf(stuck('one'), 'conv', 0, 2)).not.toEqual(base);
  });

  test('of many chips they are others in every draw and for every purpose', () => {
    const wrong = (...given: Parameters<typeof streams>) => readBits(stuck('many'), streams(...given)).wrong;
    const [first, ...others] = [wrong(), wrong('conv', 1), wrong('conv', 0, 1, 'evaluation'), wrong('conv2')];
    for (const other of others) {
      // The bits stored are the same, and a stuck cell is wrong only where it holds the other value
      const both = count(first[0].map((value, i) => value * other[0][i]));
      const { stored } = readBits(stuck('many'));
      const ones = count(stored[0]);
      const expected = ones * 0.15 ** 2 + (size - ones) * 0.05 ** 2;
      expect(Math.abs(both - expected)).toBeLessThan(3.5 * Math.sqrt(expected));
    }
  });

  test('stuck cells win over transient faults, which are the same without them', () => {
    const faults = readBits(memoryOf(quantization, { rate: 0.3 })).wrong;
    const cells = { rate: 0.2, toOne: 1, chips: 'one' };
    const only = readBits(memoryOf(quantization, { stuckAt: cells }));
    const both = readBits(memoryOf(quantization, { rate: 0.3, stuckAt: cells }));
    // All that is stuck reads 1: a stored 0 that reads wrongly by itself is stuck
    both.stored.forEach((plane, bit) => {
      const cell = only.wrong[bit];
      const expected = plane.map((stored, i) => (stored === 0 && cell[i] === 1 ? 1 : faults[bit][i]));
      const found = both.wrong[bit];
      expect(count(cell)).toBeGreaterThan(100);
      expect(found.every((value, i) => (plane[i] === 0 ? value === expected[i] : value <= expected[i]))).toBe(true);
    });
    const ones = count(both.stored.map(count));
    const wrongOnes = count(both.stored.map((plane, bit) => count(plane.map((v, i) => v * both.wrong[bit][i]))));
    expectBinomial(wrongOnes, ones, 0.8 * 0.3);
  });

  test.each([{ rate: 0.1 }, { rate: 0.2, zeroToOne: 0.5 }, { stuckAt: { rate: 0.1, toOne: 0.9 } }])(
    'the expected share of wrong bits is found: %j',
    (memory) => {
      for (const extra of [{}, { stuckAt: { rate: 0.2, toOne: 0.25 } }]) {
        const profile = memoryOf(quantization, { ...extra, ...memory });
        const { stored, wrong } = readBits(profile);
        const share = count(stored.map(count)) / (3 * size);
        expectBinomial(count(wrong.map(count)), 3 * size, expectedWrongShare(profile.memory!, share));
      }
    },
  );
});

test('faults come before analog noise, which falls on the weight as it is read', () => {
  const noise = { noise: 'gaussian', mode: 'multiplicative', sigma: 0.1 };
  const rest = { quantization: { bits: 4 }, memory: { rate: 0.1 } };
  const read = disturbedWeight(ops, weight, profileOf(silent, rest), streams()).values;
  const mask = disturbedWeight(ops, tensor(new Float64Array(size).fill(1), [200, 40]), profileOf(noise), streams());
  const both = disturbedWeight(ops, weight, profileOf(noise, rest), streams()).values;
  both.forEach((value, i) => expect(value).toBeCloseTo(read[i] * mask.values[i], 12));
});
