import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchSource, type BatchSourceOptions } from '../../main/data/batches.ts';
import { glyphsTraining } from '../../main/data/glyphs.ts';
import { normalise } from '../../main/data/normalisation.ts';
import { allIndices } from '../../main/data/shuffle.ts';
import { padCropFlip } from './pad-crop-flip.ts';
import { labErrorOf } from './support.ts';

const images = glyphsTraining(50);
const normalisation = { mean: [0.26], standardDeviation: [0.2] };
const values = normalise(images.pixels, 1, normalisation);

const training: BatchSourceOptions = {
  images,
  indices: allIndices(50),
  batch: 8,
  seed: 5,
  normalisation,
  use: 'training',
};

function valuesOf(image: number): Float32Array {
  return values.subarray(image * 256, (image + 1) * 256);
}

describe('evaluation', () => {
  const source = batchSource({ ...training, use: 'evaluation', indices: Int32Array.of(4, 9, 1, 30, 2), batch: 2 });

  test('keeps the order and fills the last batch up', () => {
    expect([source.batchesPerEpoch, source.imagesPerEpoch]).toEqual([3, 5]);
    expect(source.shape).toEqual([2, 16, 16, 1]);
    const first = source.read(0, 0);
    expect([...first.labels]).toEqual([4, 9]);
    expect(first.pixels.subarray(0, 256)).toEqual(valuesOf(4));
    expect(first.pixels.subarray(256)).toEqual(valuesOf(9));
    expect(first.count).toBe(2);
    const last = source.read(0, 2);
    expect(last.count).toBe(1);
    expect([...last.labels]).toEqual([2, -1]);
    expect(last.pixels.subarray(0, 256)).toEqual(valuesOf(2));
    expect(last.pixels.subarray(256)).toEqual(new Float32Array(256));
  });

  test('reused memory holds nothing of the batch before', () => {
    const reused = source.read(0, 2, source.read(0, 0));
    expect(reused).toEqual(source.read(0, 2));
  });
});

describe('training', () => {
  test('visits every image at most once an epoch, and drops the incomplete batch', () => {
    const source = batchSource({ ...training, images: { ...images, labels: Int32Array.from(allIndices(50)) } });
    expect([source.batchesPerEpoch, source.imagesPerEpoch]).toEqual([6, 48]);
    const epochs = [0, 1].map((epoch) =>
      [0, 1, 2, 3, 4, 5].flatMap((index) => {
        const { pixels, labels, count } = source.read(epoch, index);
        expect(count).toBe(8);
        labels.forEach((image, position) => {
          expect(pixels.subarray(position * 256, (position + 1) * 256)).toEqual(valuesOf(image));
        });
        return [...labels];
      }),
    );
    for (const visited of epochs) expect(new Set(visited).size).toBe(48);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });

  test('any order of access gives the same batches as the order of training', () => {
    const options = { ...training, augmentation: padCropFlip };
    const inOrder = batchSource(options);
    const expected = [0, 1, 2].map((epoch) => [0, 1, 2, 3, 4, 5].map((index) => inOrder.read(epoch, index)));
    const anywhere = batchSource(options);
    fc.assert(
      fc.property(fc.nat(2), fc.nat(5), (epoch, index) => {
        expect(anywhere.read(epoch, index)).toEqual(expected[epoch]![index]);
      }),
      { numRuns: 40 },
    );
  });

  test('an image looks the same in an epoch whatever the batch size', () => {
    const unique = { ...images, labels: Int32Array.from(allIndices(50)) };
    const look = (batch: number): Map<number, Float32Array> => {
      const source = batchSource({ ...training, images: unique, batch, augmentation: padCropFlip });
      const seen = new Map<number, Float32Array>();
      for (let index = 0; index < source.batchesPerEpoch; index++) {
        const { pixels, labels } = source.read(4, index);
        labels.forEach((image, position) => seen.set(image, pixels.slice(position * 256, (position + 1) * 256)));
      }
      return seen;
    };
    expect(look(10)).toEqual(look(25));
    expect(look(10).get(3)).not.toEqual(valuesOf(3));
  });
});

describe('what does not fit', () => {
  test.each<[Partial<BatchSourceOptions>, RegExp]>([
    [{ batch: 0 }, /batch size is 0/],
    [{ batch: 2.5 }, /batch size is 2.5/],
    [{ batch: 51 }, /gives 50 images for training, fewer than one batch of 51/],
    [{ use: 'evaluation', indices: new Int32Array(0) }, /gives 0 images/],
    [{ normalisation: { mean: [0, 0], standardDeviation: [1, 1] } }, /does not fit images of 1 channels/],
    [{ augmentation: { ...padCropFlip, padding: -1 } }, /padding -1/],
  ])('%j is refused', (change, sentence) => {
    expect(labErrorOf(() => batchSource({ ...training, ...change }), 'invalid-argument').message).toMatch(sentence);
  });

  test('indices outside the set, batches outside the epoch and foreign memory are defects of the caller', () => {
    expect(() => batchSource({ ...training, indices: allIndices(51) })).toThrow(RangeError);
    const source = batchSource(training);
    expect(() => source.read(0, 6)).toThrow(RangeError);
    expect(() => source.read(0, -1)).toThrow(RangeError);
    const foreign = { pixels: new Float32Array(9), labels: new Int32Array(8), count: 8 };
    expect(() => source.read(0, 0, foreign)).toThrow(RangeError);
  });
});
