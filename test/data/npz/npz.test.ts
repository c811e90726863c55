import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NpyArray, NpyValues } from '../../../main/data/npz/npy-array.ts';
import { npyArray, parseNpy, readNpy, writeNpy } from '../../../main/data/npz/npy.ts';
import { readNpz, readNpzHeaders, writeNpz } from '../../../main/data/npz/npz.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

const fixture = fileURLToPath(new URL('./numpy-arrays.npz', import.meta.url));
const readable = ['c_order', 'fortran_order', 'big_endian', 'labels', 'halves', 'flags', 'scalar', 'empty'];

describe('what NumPy 2 wrote', () => {
  test('every array with its shape, type and values in row-major order', () => {
    const arrays = readNpz(fixture, { names: readable });
    const plain = Object.fromEntries(
      [...arrays].map(([name, array]) => [name, { ...array, values: [...array.values] }]),
    );
    expect(plain).toEqual({
      c_order: { shape: [2, 3], dtype: 'f4', values: [0, 1, 2, 3, 4, 5] },
      fortran_order: { shape: [2, 3], dtype: 'f8', values: [0, 1, 2, 3, 4, 5] },
      big_endian: { shape: [3], dtype: 'i4', values: [1, -2, 300] },
      labels: { shape: [3], dtype: 'i8', values: [3, 0, 9] },
      halves: { shape: [3], dtype: 'f2', values: [0.5, -2, 65_504] },
      flags: { shape: [2], dtype: 'b1', values: [1, 0] },
      scalar: { shape: [], dtype: 'f8', values: [3.5] },
      empty: { shape: [0, 3], dtype: 'u2', values: [] },
    });
  });

  test('headers alone say the same', () => {
    const headers = readNpzHeaders(fixture, { names: readable });
    const arrays = readNpz(fixture, { names: readable });
    for (const [name, { shape, dtype }] of arrays) expect(headers.get(name)).toEqual({ shape, dtype });
  });

  test('Python objects are refused by name, and so is an array that is not there', () => {
    const error = labErrorOf(() => readNpz(fixture), 'invalid-data-file');
    expect(error.message).toMatch(/: objects holds Python objects \(pickle\)/);
    expect(labErrorOf(() => readNpz(fixture, { names: ['x'] }), 'invalid-data-file').message).toMatch(/c_order/);
  });
});

const typed: readonly fc.Arbitrary<NpyValues>[] = [
  fc.uint8Array(),
  fc.int8Array(),
  fc.uint16Array(),
  fc.int16Array(),
  fc.uint32Array(),
  fc.int32Array(),
  fc.float32Array(),
  fc.float64Array(),
];
const array: fc.Arbitrary<NpyArray> = fc
  .oneof(...typed)
  .chain((values) =>
    fc.constantFrom([values.length], [values.length, 1], [1, 1, values.length]).map((shape) => npyArray(shape, values)),
  );

describe('round trips', () => {
  test('any arrays, stored and compressed', () => {
    const path = join(temporaryFolder(), 'a.npz');
    const arrays = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z_]{1,8}$/), array), { selector: ([name]) => name });
    fc.assert(
      fc.property(arrays, fc.boolean(), (entries, compress) => {
        writeFileSync(path, writeNpz(entries, compress));
        expect([...readNpz(path)]).toEqual(entries);
      }),
      { numRuns: 60 },
    );
  });

  test('whole numbers of 64 bits up to 2^53, and none beyond', () => {
    const values = Float64Array.of(0, -1, 2 ** 40, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
    const bytes = writeNpy({ shape: [5], dtype: 'i8', values });
    expect(parseNpy(bytes.slice(), 'a')).toEqual({ shape: [5], dtype: 'i8', values });
    new DataView(bytes.buffer).setBigInt64(bytes.length - 8, 2n ** 53n, true);
    expect(labErrorOf(() => parseNpy(bytes, 'a.npy'), 'invalid-data-file').message).toMatch(/^a\.npy .* element 4/);
  });

  test('the same bytes every time, aligned as NumPy aligns them', () => {
    const entries = [['x', npyArray([2, 2], Float32Array.of(1, 2, 3, 4))]] as const;
    expect(writeNpz(entries)).toEqual(writeNpz(entries));
    const npy = writeNpy(entries[0][1]);
    expect((npy.length - 16) % 64).toBe(0);
    expect(new TextDecoder('latin1').decode(npy.subarray(10, 70))).toMatch(
      /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(2, 2\), \}/,
    );
  });
});

function npyWith(header: string, payload = new Uint8Array(), version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(`${header}\n`);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), version, 0, ...length, ...text, ...payload]);
}

const header = (descr: string, shape: string): string =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}}`;

describe('parseNpy', () => {
  test.each([1, 2, 3])('version %i', (version) => {
    expect(parseNpy(npyWith(header("'|u1'", '(3,)'), Uint8Array.of(7, 8, 9), version), 'a').values).toEqual(
      Uint8Array.of(7, 8, 9),
    );
  });

  test.each<[string, string, RegExp]>([
    ['structured', header("[('a', '<f4')]", '(1,)'), /structured/],
    ['texts', header("'<U2'", '(1,)'), /holds texts/],
    ['texts of bytes', header("'|S3'", '(1,)'), /holds texts/],
    ['dates', header("'<M8[s]'", '(1,)'), /type "<M8\[s\]"/],
    ['complex numbers', header("'<c16'", '(1,)'), /type "<c16"/],
    ['floats of 128 bits', header("'<f16'", '(1,)'), /type "<f16"/],
    ['objects', header("'|O'", '(1,)'), /pickle/],
    ['no byte order', header("'f4'", '(1,)'), /type "f4"/],
    ['a negative size', header("'|u1'", '(-1,)'), /no tuple/],
    ['too large', header("'<f8'", '(4294967295, 4294967295, 4294967295)'), /more than/],
    ['too many dimensions', header("'|u1'", `(${'1,'.repeat(33)})`), /33 dimensions/],
    ['code instead of a literal', header("__import__('os')", '(1,)'), /not read/],
    ['a key too many', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 1}", /exactly/],
    ['a key twice', "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}", /second time/],
    ['brackets without end', '['.repeat(2000), /too many brackets/],
  ])('%s is refused', (_, text, message) => {
    expect(labErrorOf(() => parseNpy(npyWith(text), 'a'), 'invalid-data-file').message).toMatch(message);
  });

  test('cut short and trailing bytes are refused with their number', () => {
    const text = header("'<i2'", '(2,)');
    expect(labErrorOf(() => parseNpy(npyWith(text, new Uint8Array(3)), 'a'), 'invalid-data-file').message).toMatch(
      /3 of the 4/,
    );
    expect(labErrorOf(() => parseNpy(npyWith(text, new Uint8Array(6)), 'a'), 'invalid-data-file').message).toMatch(
      /2 bytes too many/,
    );
  });
});

describe('readNpz', () => {
  test('a bomb is refused before and while it is unpacked', () => {
    const path = join(temporaryFolder(), 'bomb.npz');
    const bytes = writeNpz([['x', npyArray([4_000_000], new Uint8Array(4_000_000))]], true);
    expect(bytes.length).toBeLessThan(20_000);
    writeFileSync(path, bytes);
    expect(labErrorOf(() => readNpz(path, { arrayBytes: 1_000_000 }), 'invalid-data-file').message).toMatch(
      /4000128 bytes/,
    );
    // Announce less than there is, in the directory at the end
    const lie = bytes.slice();
    const directory = new DataView(lie.buffer, lie.byteOffset);
    const at = lie.length - 22 - (46 + 'x.npy'.length);
    expect(directory.getUint32(at, true)).toBe(0x02014b50);
    directory.setUint32(at + 24, 1000, true);
    writeFileSync(path, lie);
    expect(labErrorOf(() => readNpz(path), 'invalid-data-file').message).toMatch(/more than the 1000 bytes/);
  });

  test('a wrong checksum is refused', () => {
    const path = join(temporaryFolder(), 'a.npz');
    const bytes = writeNpz([['x', npyArray([3], Uint8Array.of(1, 2, 3))]]);
    bytes[bytes.lastIndexOf(0x50, bytes.length - 60) - 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(labErrorOf(() => readNpz(path), 'invalid-data-file').message).toMatch(/damaged/);
  });

  test('what is no zip, and no file', () => {
    const path = join(temporaryFolder(), 'a.npz');
    writeFileSync(path, 'no archive');
    expect(labErrorOf(() => readNpz(path), 'invalid-data-file').message).toMatch(/no zip archive/);
    labErrorOf(() => readNpz(join(path, 'b')), 'missing-file');
    labErrorOf(() => readNpy(path), 'invalid-data-file');
  });

  test('reading leaves the file as it is', () => {
    const before = readFileSync(fixture);
    readNpz(fixture, { names: readable });
    expect(readFileSync(fixture).equals(before)).toBe(true);
  });
});
