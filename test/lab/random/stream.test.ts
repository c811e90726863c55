import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillPhilox } from '../../../main/lab/random/philox.ts';
import { scrambleSeed } from '../../../main/lab/random/stateless.ts';
import { randomStream, streamKey } from '../../../main/lab/random/stream.ts';
import { normalCumulative } from '../../../main/lab/statistics/normal.ts';
import { kolmogorovLimit, rawMoments, scaledCorrelation, scaledKolmogorovDistance } from './distribution-checks.ts';

const seeds = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

function take(count: number, next: () => number): Float64Array {
  return Float64Array.from({ length: count }, next);
}

function layerNames(): string[] {
  const names = ['conv1', 'bn1', 'fc', 'linear', 'classifier.0', 'classifier.3'];
  for (let stage = 1; stage <= 4; stage++) {
    for (let block = 0; block < 36; block++) {
      for (const part of ['conv1', 'conv2', 'conv3', 'downsample.0']) names.push(`layer${stage}.${block}.${part}`);
    }
  }
  return names;
}

describe('streamKey', () => {
  test('is a pure function to int32', () => {
    fc.assert(
      fc.property(seeds, fc.string({ unit: 'binary', maxLength: 70 }), (seed, purpose) => {
        const key = streamKey(seed, purpose);
        expect(key | 0).toBe(key);
        expect(streamKey(seed, purpose)).toBe(key);
      }),
      { seed: 5 },
    );
  });

  test('never changes: stored runs depend on it', () => {
    expect([streamKey(0, ''), streamKey(1, 'weight-noise/layer1.0.conv1'), streamKey(-7, 'σ')]).toEqual([
      1713891541, 702479749, 571071240,
    ]);
  });

  test('realistic names and seeds collide no more often than a random function', () => {
    const purposes = ['weight-noise', 'activation-noise', 'evaluation', 'initial-weights', 'dropout'];
    const keys: number[] = [];
    for (const seed of [0, 1, 2, 3, 42]) {
      for (const purpose of purposes) for (const name of layerNames()) keys.push(streamKey(seed, `${purpose}/${name}`));
    }
    const collisions = keys.length - new Set(keys).size;
    // 14,550 keys: 0.025 colliding pairs are expected.
    expect(keys.length).toBe(14_550);
    expect(collisions).toBe(0);
  });

  test('100,000 short names show the collisions of a random function', () => {
    const count = 100_000;
    const keys = new Set<number>();
    for (let index = 0; index < count; index++) keys.add(streamKey(7, `s${index}`));
    // Poisson with mean n^2 / 2^33 = 1.16; more than 7 has probability 2e-4.
    expect(count - keys.size).toBeLessThanOrEqual(7);
  });

  test('one changed bit of the seed or the name changes half of the key bits', () => {
    let changed = 0;
    const trials = 2000;
    for (let index = 0; index < trials; index++) {
      const other = index % 2 === 0 ? streamKey(index + 1, 'layer1') : streamKey(index, 'layer0');
      let difference = streamKey(index, 'layer1') ^ other;
      for (; difference !== 0; difference &= difference - 1) changed++;
    }
    expect(Math.abs(changed / trials - 16)).toBeLessThan(4 * Math.sqrt(8 / trials));
  });

  test('padding does not make names equal', () => {
    const names = ['', '\0', '\0\0', 'a', 'a\0', 'a'.repeat(16), `${'a'.repeat(16)}\0`, 'a'.repeat(17), 'a'.repeat(32)];
    expect(new Set(names.map((name) => streamKey(1, name))).size).toBe(names.length);
  });

  test('all of the seed counts', () => {
    const variants = [5, 5 + 2 ** 32, -5, 5 - 2 ** 32, 2 ** 53 - 1, -(2 ** 53) + 1];
    expect(new Set(variants.map((seed) => streamKey(seed, 'x'))).size).toBe(variants.length);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('the seed %d is refused', (seed) => {
    expect(() => streamKey(seed, 'x')).toThrow(RangeError);
  });
});

describe('randomStream', () => {
  test('its words are those of the stateless seed', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (seed, purpose, draw) => {
        const { key, counter } = scrambleSeed([streamKey(seed, purpose), draw]);
        const words = new Uint32Array(150);
        fillPhilox(words, key, counter);
        const stream = randomStream(seed, purpose, draw);
        expect(Uint32Array.from({ length: 150 }, () => stream.nextUint32())).toEqual(words);
      }),
      { seed: 6, numRuns: 30 },
    );
  });

  test('uniforms and normals follow their distributions', () => {
    const n = 100_000;
    const stream = randomStream(3, 'test', 0);
    expect(scaledKolmogorovDistance(take(n, stream.nextUniform), (value) => value)).toBeLessThan(kolmogorovLimit);
    const normals = take(n, stream.nextNormal);
    expect(scaledKolmogorovDistance(normals, normalCumulative)).toBeLessThan(kolmogorovLimit);
    const [first, second] = rawMoments(normals);
    expect(Math.abs(first)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(second - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  test('streams that differ in seed, purpose or draw are uncorrelated', () => {
    const n = 50_000;
    const base = take(n, randomStream(3, 'noise/a', 0).nextUniform);
    const others = [randomStream(4, 'noise/a', 0), randomStream(3, 'noise/b', 0), randomStream(3, 'noise/a', 1)];
    for (const other of others) expect(Math.abs(scaledCorrelation(base, take(n, other.nextUniform)))).toBeLessThan(4);
    expect(Math.abs(scaledCorrelation(base.subarray(1), base.subarray(0, n - 1)))).toBeLessThan(4);
  });

  test('integers are uniform below every bound', () => {
    for (const [below, draw] of [
      [2, 0],
      [10, 1],
      [97, 2],
    ] as const) {
      const stream = randomStream(9, 'integers', draw);
      const counts = new Float64Array(below);
      const n = 1000 * below;
      for (let index = 0; index < n; index++) counts[stream.nextInteger(below)]!++;
      const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      const freedom = below - 1;
      expect(chiSquare).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    }
  });

  test('a large bound has no modulo bias', () => {
    // Without rejection, half of the results below 2^31 would come up twice as often as the others.
    const stream = randomStream(9, 'bias', 0);
    const below = 3 * 2 ** 30;
    const n = 30_000;
    let small = 0;
    for (let index = 0; index < n; index++) if (stream.nextInteger(below) < 2 ** 30) small++;
    expect(Math.abs(small / n - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / n));
  });

  test('integers stay in range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (below, draw) => {
        const value = randomStream(1, 'range', draw).nextInteger(below);
        expect(Number.isInteger(value) && value >= 0 && value < below).toBe(true);
      }),
      { seed: 8 },
    );
    expect(randomStream(1, 'range', 0).nextInteger(1)).toBe(0);
  });

  test.each([0, -1, 1.5, 2 ** 32 + 1, NaN])('the bound %d is refused', (below) => {
    expect(() => randomStream(1, 'x', 0).nextInteger(below)).toThrow(RangeError);
  });
});
