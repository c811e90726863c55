import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIdx } from '../../main/data/idx.ts';
import { damaged, labErrorOf, throwsOnlyLabErrors } from './support.ts';

export function idx(dimensions: readonly number[], values: Uint8Array | readonly number[], type = 8): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * dimensions.length));
  header.setUint8(2, type);
  header.setUint8(3, dimensions.length);
  dimensions.forEach((size, axis) => header.setUint32(4 + 4 * axis, size));
  return Uint8Array.from([...new Uint8Array(header.buffer), ...values]);
}

describe('parseIdx', () => {
  test('golden bytes of labels', () => {
    const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 5, 0, 4);
    expect(parseIdx(bytes, 'x')).toEqual({ dimensions: [3], values: Uint8Array.of(5, 0, 4) });
  });

  test('golden bytes of images', () => {
    const bytes = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 255);
    expect(parseIdx(bytes, 'x')).toEqual({ dimensions: [1, 2, 2], values: Uint8Array.of(1, 2, 3, 255) });
  });

  test('reads what was written, with and without gzip', () => {
    fc.assert(
      fc.property(
        fc
          .constantFrom(1, 3)
          .chain((rank) => fc.array(fc.integer({ min: 1, max: 6 }), { minLength: rank, maxLength: rank })),
        fc.boolean(),
        fc.infiniteStream(fc.nat(255)),
        (dimensions, compressed, stream) => {
          const count = dimensions.reduce((product, size) => product * size, 1);
          const values = Uint8Array.from(stream.take(count));
          const plain = idx(dimensions, values);
          const parsed = parseIdx(compressed ? gzipSync(plain) : plain, 'x');
          expect(parsed.dimensions).toEqual(dimensions);
          expect([...parsed.values]).toEqual([...values]);
        },
      ),
    );
  });

  test('reads compressed data larger than the part its header is found in', () => {
    const values = Uint8Array.from({ length: 60_000 }, (_, index) => (index * index) % 251);
    expect(parseIdx(gzipSync(idx([60_000], values)), 'x').values).toEqual(values);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /has 0 bytes/],
    ['three bytes', Uint8Array.of(0, 0, 8), /has 3 bytes/],
    ['another magic number', Uint8Array.of(1, 0, 8, 1, 0, 0, 0, 1, 7), /two zero bytes/],
    ['floats', idx([1], [0, 0, 0, 0], 0x0d), /holds float values; only unsigned bytes/],
    ['an unknown type', idx([1], [0], 0x42), /unknown IDX type 0x42 at byte 2/],
    ['two dimensions', idx([1, 1], [0]), /has 2 dimensions/],
    ['no dimensions', idx([], []), /has 0 dimensions/],
    ['a cut header', idx([1, 1, 1], []).subarray(0, 10), /cut short within its header, at byte 10/],
    ['a size of 0', idx([2, 0, 2], []), /size 0 for dimension 1, at byte 8/],
    ['more than is read', idx([0xffffffff, 0xffffffff, 2], [1]), /announces 4294967295 x 4294967295 x 2 values/],
    ['cut values', idx([4], [1, 2, 3]), /11 of the 12 bytes/],
    ['values too many', idx([2], [1, 2, 3]), /has 1 bytes too many after byte 10/],
    ['gzip of nothing', gzipSync(new Uint8Array(0)), /has 0 bytes/],
    [
      'cut gzip',
      gzipSync(
        idx(
          [500],
          new Uint8Array(500).map((_, i) => i * i),
        ),
      ).subarray(0, 90),
      /cannot be unpacked/,
    ],
  ])('refuses %s', (_, bytes, sentence) => {
    expect(labErrorOf(() => parseIdx(bytes, 'x'), 'invalid-data-file').message).toMatch(sentence);
  });

  test('refuses gzip data with a wrong checksum', () => {
    const bytes = gzipSync(idx([3], [1, 2, 3]));
    bytes[bytes.length - 8]! ^= 1;
    expect(labErrorOf(() => parseIdx(bytes, 'x'), 'invalid-data-file').message).toMatch(/cannot be unpacked/);
  });

  test('does not unpack more than the header announces', () => {
    const bomb = gzipSync(idx([10], new Uint8Array(50_000)));
    expect(labErrorOf(() => parseIdx(bomb, 'x'), 'invalid-data-file').message).toBe(
      'x unpacks to more than the 18 bytes its header announces.',
    );
  });

  test('damage gives a LabError or an array, nothing else', () => {
    const plain = idx([3, 4, 5], new Uint8Array(60).fill(7));
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat(2),
        fc.double({ min: 0, max: 0.999999 }),
        fc.nat(255),
        (compressed, kind, place, value) => {
          const bytes = compressed ? gzipSync(plain) : plain;
          throwsOnlyLabErrors(() => parseIdx(damaged(bytes, kind, place, value), 'x'));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('random bytes give a LabError or an array, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (bytes, compressed) => {
        throwsOnlyLabErrors(() => parseIdx(compressed ? Uint8Array.from([0x1f, 0x8b, 8, ...bytes]) : bytes, 'x'));
      }),
    );
  });
});
