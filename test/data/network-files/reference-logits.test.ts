import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareLogits, readReferenceLogits } from '../../../main/data/network-files/reference-logits.ts';
import { npyArray } from '../../../main/data/npz/npy.ts';
import { writeNpz } from '../../../main/data/npz/npz.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-logits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const network = { inputShape: [1, 2, 3] as const, classes: 2 };
const counted = (...shape: readonly number[]) =>
  npyArray(
    shape,
    Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => index),
  );

function read(
  arrays: Readonly<Record<string, ReturnType<typeof npyArray>>>,
  of: Parameters<typeof readReferenceLogits>[1] = network,
) {
  const path = join(folder, 'reference.npz');
  writeFileSync(path, writeNpz(Object.entries(arrays)));
  return readReferenceLogits(path, of);
}

describe('reading', () => {
  test('inputs have their channels put last, images stay', () => {
    const logits = counted(1, 2);
    expect([...read({ inputs: counted(1, 3, 1, 2), logits }).images]).toEqual([0, 2, 4, 1, 3, 5]);
    expect([...read({ images: counted(1, 1, 2, 3), logits }).images]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(read({ inputs: counted(4, 3), logits: counted(4, 2) }, { inputShape: [1, 1, 3], classes: 2 })).toMatchObject(
      { count: 4, classes: 2 },
    );
    expect([...read({ inputs: npyArray([1, 3, 1, 2], new Float64Array(6).fill(0.5)), logits }).images]).toEqual(
      Array(6).fill(0.5),
    );
  });

  test.each([
    ['no array inputs', { logits: counted(1, 2) }],
    ['has no array logits (it has inputs)', { inputs: counted(1, 3, 1, 2) }],
    ['no array inputs and no array images (it has logits)', { logits: counted(1, 2) }],
    ['logits of shape [1, 3] where [images, 2]', { inputs: counted(1, 3, 1, 2), logits: counted(1, 3) }],
    ['inputs of shape [2, 3, 1, 2] where [1, 3, 1, 2]', { inputs: counted(2, 3, 1, 2), logits: counted(1, 2) }],
    ['whole numbers in inputs', { inputs: npyArray([1, 3, 1, 2], new Uint8Array(6)), logits: counted(1, 2) }],
    [
      'NaN at index 1 of logits',
      { inputs: counted(1, 3, 1, 2), logits: npyArray([1, 2], Float32Array.of(0, Number.NaN)) },
    ],
  ])('refuses a file: %s', (sentence, arrays) => {
    expect(() => read(arrays)).toThrow(sentence);
  });
});

describe('comparing', () => {
  const reference = { count: 3, classes: 2, images: new Float32Array(), logits: Float32Array.of(1, -4, 2, 3, 0, 0) };

  test('largest difference, absolute and relative, and where the largest logits agree', () => {
    expect(compareLogits([1, -4, 2, 3, 0, 0], reference)).toEqual({
      images: 3,
      maximumAbsoluteDifference: 0,
      relative: 0,
      agreeingTop1: 3,
    });
    const moved = compareLogits([1, -4.5, 3.25, 3, 0, 0.5], reference);
    expect(moved).toEqual({ images: 3, maximumAbsoluteDifference: 1.25, relative: 0.3125, agreeingTop1: 1 });
  });

  test('what is not a number is not passed over', () => {
    expect(compareLogits([Number.NaN, -4, 2, 3, 0, 0], reference).maximumAbsoluteDifference).toBeNaN();
    expect(compareLogits([1, -4, 2, 3, 0, Number.NaN], reference).relative).toBeNaN();
    expect(() => compareLogits([1, 2], reference)).toThrow(RangeError);
  });
});
