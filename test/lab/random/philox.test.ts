import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillPhilox, philox4x32 } from '../../../main/lab/random/philox.ts';
import type { PhiloxCounter, PhiloxKey } from '../../../main/lab/random/philox.ts';

const word = fc.integer({ min: 0, max: 0xffffffff });
const keys = fc.tuple(word, word);
const counters = fc.tuple(word, word, word, word);

/** The definition of the paper in arbitrary-precision integers. */
function referencePhilox(key: PhiloxKey, counter: PhiloxCounter): number[] {
  const mask = 0xffffffffn;
  let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const first = c0 * 0xd2511f53n;
    const second = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(second >> 32n) ^ c1 ^ k0, second & mask, (first >> 32n) ^ c3 ^ k1, first & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map(Number);
}

describe('philox4x32', () => {
  // Random123 1.14, tests/kat_vectors, the rows `philox4x32 10`.
  test.each<[string, PhiloxCounter, PhiloxKey, number[]]>([
    ['zeros', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    [
      'ones',
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      'digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the published known answer for %s', (_name, counter, key, expected) => {
    expect(philox4x32(key, counter)).toEqual(expected);
  });

  test('equals the definition in big integers', () => {
    fc.assert(
      fc.property(keys, counters, (key, counter) => {
        expect(philox4x32(key, counter)).toEqual(referencePhilox(key, counter));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('takes signed words as their two’s complement', () => {
    expect(philox4x32([-1, -2], [-3, 0, -4, 5])).toEqual(
      philox4x32([0xffffffff, 0xfffffffe], [0xfffffffd, 0, 0xfffffffc, 5]),
    );
  });
});

describe('fillPhilox', () => {
  test('concatenates the blocks of consecutive 128-bit counters and cuts the last', () => {
    const nearCarry = fc.oneof(word, fc.constantFrom(0xffffffff, 0xfffffffe));
    fc.assert(
      fc.property(
        keys,
        fc.tuple(nearCarry, nearCarry, nearCarry, nearCarry),
        fc.integer({ min: 0, max: 19 }),
        (key, counter, length) => {
          const output = new Uint32Array(length);
          fillPhilox(output, key, counter);
          const start = counter.reduceRight((sum, part) => (sum << 32n) | BigInt(part), 0n);
          const expected: number[] = [];
          for (let block = 0n; expected.length < length; block++) {
            const value = BigInt.asUintN(128, start + block);
            const words = [0n, 32n, 64n, 96n].map((shift) => Number((value >> shift) & 0xffffffffn));
            expected.push(...referencePhilox(key, words as [number, number, number, number]));
          }
          expect([...output]).toEqual(expected.slice(0, length));
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });

  test('every bit is set half of the time', () => {
    const words = new Uint32Array(100_000);
    fillPhilox(words, [2024, 7], [0, 0, 0, 0]);
    const deviation = 5 * Math.sqrt(words.length / 4);
    for (let bit = 0; bit < 32; bit++) {
      const count = words.reduce((sum, value) => sum + ((value >>> bit) & 1), 0);
      expect(Math.abs(count - words.length / 2)).toBeLessThan(deviation);
    }
  });
});
