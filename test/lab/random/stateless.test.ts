import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scrambleSeed, statelessNormal, statelessUniform } from '../../../main/lab/random/stateless.ts';
import type { StatelessSeed } from '../../../main/lab/random/stateless.ts';
import { normalCumulative } from '../../../main/lab/statistics/normal.ts';
import { kolmogorovLimit, rawMoments, scaledCorrelation, scaledKolmogorovDistance } from './distribution-checks.ts';
import { openTensorflow } from './tensorflow.ts';

interface Golden {
  readonly size: number;
  readonly indices: readonly number[];
  readonly cases: readonly {
    readonly seed: [number, number];
    readonly uniform: readonly number[];
    readonly normal: readonly number[];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('../../fixtures/stateless-random.json', import.meta.url), 'utf8'),
) as Golden;
const tensorflow = await openTensorflow();
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** Three units in the last place: two of the radius (libraries round the logarithm near 1 differently), one of the product. */
const rounding = 3 * 2 ** -23;

function expectEqualToRounding(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(rounding * Math.max(Math.abs(expected), 2 ** -20));
}

describe('stored values of TensorFlow', () => {
  test.each(golden.cases)('seed $seed', ({ seed, uniform, normal }) => {
    const uniforms = statelessUniform(golden.size, seed);
    const normals = statelessNormal(golden.size, seed);
    expect(golden.indices.map((index) => uniforms[index])).toEqual(uniform);
    golden.indices.forEach((index, position) => expectEqualToRounding(normals[index]!, normal[position]!));
  });
});

describe.skipIf(!tensorflow)('live TensorFlow (skipped when its addon is not installed)', () => {
  const seeds: StatelessSeed[] = [
    [0, 0],
    [-1, 5],
    [2 ** 31 - 1, -(2 ** 31)],
    [20260, 131],
  ];
  test.each(seeds)('uniforms are bit-equal for seed [%i, %i]', (...seed) => {
    for (const size of [1, 2, 3, 4, 5, 4099, 300_000]) {
      expect(statelessUniform(size, seed)).toEqual(tensorflow!.run('StatelessRandomUniform', size, seed));
    }
  });

  test.each(seeds)('normals are equal up to rounding for seed [%i, %i]', (...seed) => {
    for (const size of [1, 2, 3, 4, 5, 4099, 300_000]) {
      const expected = tensorflow!.run('StatelessRandomNormal', size, seed);
      let worst = 0;
      statelessNormal(size, seed).forEach((value, index) => {
        worst = Math.max(worst, Math.abs(value - expected[index]!) / Math.max(Math.abs(expected[index]!), 2 ** -20));
      });
      expect(worst).toBeLessThanOrEqual(rounding);
    }
  });
});

describe('distribution', () => {
  const n = 200_000;

  test('normals have the moments 0, 1, 0, 3 within 4 standard errors', () => {
    const [first, second, third, fourth] = rawMoments(statelessNormal(n, [11, 3]));
    expect(Math.abs(first)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(second - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(third)).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  test('normals and uniforms are close to their distributions', () => {
    expect(scaledKolmogorovDistance(statelessNormal(n, [12, 3]), normalCumulative)).toBeLessThan(kolmogorovLimit);
    expect(scaledKolmogorovDistance(statelessUniform(n, [12, 4]), (value) => value)).toBeLessThan(kolmogorovLimit);
  });

  test('neighbours, draws and streams are uncorrelated', () => {
    const base = statelessNormal(n, [13, 0]);
    const others = [statelessNormal(n, [13, 1]), statelessNormal(n, [14, 0]), statelessNormal(n, [0, 13])];
    for (const other of others) {
      expect(Math.abs(scaledCorrelation(base, other))).toBeLessThan(4);
      expect(Math.abs(scaledCorrelation(base.map(Math.abs), other.map(Math.abs)))).toBeLessThan(4);
    }
    for (const lag of [1, 2, 3, 4]) {
      expect(Math.abs(scaledCorrelation(base.subarray(lag), base.subarray(0, n - lag)))).toBeLessThan(4);
    }
  });
});

describe('shape of the results', () => {
  test('a shorter array is the beginning of a longer one', () => {
    fc.assert(
      fc.property(int32, int32, fc.integer({ min: 0, max: 40 }), (first, second, size) => {
        const seed = [first, second] as const;
        expect(statelessNormal(size, seed)).toEqual(statelessNormal(64, seed).slice(0, size));
        expect(statelessUniform(size, seed)).toEqual(statelessUniform(64, seed).slice(0, size));
      }),
      { seed: 3 },
    );
  });

  test('uniforms lie in [0, 1) and normals within the bound of Box and Muller', () => {
    fc.assert(
      fc.property(int32, int32, (first, second) => {
        expect(statelessUniform(100, [first, second]).every((value) => value >= 0 && value < 1)).toBe(true);
        expect(statelessNormal(100, [first, second]).every((value) => Math.abs(value) < 5.68)).toBe(true);
      }),
      { seed: 4 },
    );
  });

  test.each([1.5, 2 ** 31, -(2 ** 31) - 1, NaN, Infinity])('a seed of %d is refused', (word) => {
    expect(() => scrambleSeed([word, 0])).toThrow(RangeError);
    expect(() => scrambleSeed([0, word])).toThrow(RangeError);
  });
});
