import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataSchema, type DataSpecification } from '../../../main/contract/data.ts';
import { readDataSetHeader } from '../../../main/data/data-set-header.ts';
import { npyArray, writeNpy } from '../../../main/data/npz/npy.ts';
import { writeNpz } from '../../../main/data/npz/npz.ts';
import type { NpyArray } from '../../../main/data/npz/npy-array.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

type Arrays = Readonly<Record<string, NpyArray>>;

const ramp = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
const labelsOf = (...labels: number[]): NpyArray => ({
  shape: [labels.length],
  dtype: 'i8',
  values: Float64Array.from(labels),
});

function npz(arrays: Arrays, options: Readonly<Record<string, unknown>> = {}): DataSpecification {
  const path = join(temporaryFolder(), 'set.npz');
  writeFileSync(path, writeNpz(Object.entries(arrays)));
  return dataSchema.parse({ source: 'npz', path, ...options });
}

const keras: Arrays = {
  x_train: npyArray([4, 2, 3], ramp(24)),
  y_train: labelsOf(0, 1, 2, 1),
  x_test: npyArray([2, 2, 3], ramp(12)),
  y_test: labelsOf(2, 0),
};

describe('readDataSet of npz', () => {
  test("Keras's names: grey bytes stay bytes, classes by number", () => {
    const data = npz(keras);
    const { training, test: tested, normalisation } = readDataSet(data);
    expect(training).toMatchObject({ shape: [2, 3, 1], classNames: ['0', '1', '2'] });
    expect(training.pixels).toEqual(ramp(24));
    expect([...training.labels, ...tested.labels]).toEqual([0, 1, 2, 1, 2, 0]);
    expect(training.checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(normalisation.mean).toHaveLength(1);
    expect(readDataSetHeader(data)).toEqual({ shape: [2, 3, 1], classes: 3, trainingImages: 4, testImages: 2 });
  });

  test('a folder of .npy files says the same as the archive', () => {
    const folder = join(temporaryFolder(), 'arrays');
    mkdirSync(folder);
    for (const [name, array] of Object.entries(keras)) writeFileSync(join(folder, `${name}.npy`), writeNpy(array));
    const data = dataSchema.parse({ source: 'npz', path: folder });
    expect(readDataSet(data).training.pixels).toEqual(readDataSet(npz(keras)).training.pixels);
    expect(readDataSetHeader(data)).toEqual(readDataSetHeader(npz(keras)));
  });

  test('channels first become channels last', () => {
    const first = { ...keras, x_train: npyArray([4, 3, 1, 2], ramp(24)), x_test: npyArray([2, 3, 1, 2], ramp(12)) };
    const { training } = readDataSet(npz(first));
    expect(training.shape).toEqual([1, 2, 3]);
    // Channels 0, 1, 2 of the first pixel lie two values apart
    expect([...training.pixels.subarray(0, 6)]).toEqual([0, 14, 28, 7, 21, 35]);
  });

  test('where the shape does not tell the layout, it must be said', () => {
    const unclear = { ...keras, x_train: npyArray([4, 3, 2, 1], ramp(24)), x_test: npyArray([2, 3, 2, 1], ramp(12)) };
    expect(labErrorOf(() => readDataSet(npz(unclear)), 'invalid-data-file').nextStep).toMatch(/layout: nhwc/);
    expect(readDataSet(npz(unclear, { layout: 'nhwc' })).training.shape).toEqual([3, 2, 1]);
    expect(readDataSet(npz(unclear, { layout: 'nchw' })).training.shape).toEqual([2, 1, 3]);
  });

  test('floats are normalised as they are', () => {
    const values = Float64Array.from({ length: 24 }, (_, index) => index / 24 - 0.5);
    const data = npz({ ...keras, x_train: npyArray([4, 2, 3], values), x_test: npyArray([2, 2, 3], ramp(12)) });
    const { training, test: tested, normalisation } = readDataSet(data);
    expect(training.pixels).toEqual(Float32Array.from(values));
    expect(tested.pixels).toEqual(Float32Array.from(ramp(12)));
    expect(normalisation.mean[0]).toBeCloseTo(-0.5 / 24, 6);
  });

  test.each<[string, NpyArray, NpyArray]>([
    ['bytes beside floats', npyArray([4, 2, 3], ramp(24)), npyArray([2, 2, 3], Float32Array.from(ramp(12)))],
    [
      'whole numbers beside floats of 64 bits',
      { shape: [4, 2, 3], dtype: 'i8', values: Float64Array.from(ramp(24)) },
      npyArray([2, 2, 3], Float64Array.from(ramp(12))),
    ],
  ])('%s are normalised on the scale that both are handed out on', (_, x_train, x_test) => {
    const { training, test: tested, normalisation, notices } = readDataSet(npz({ ...keras, x_train, x_test }));
    expect([training.pixels, tested.pixels]).toEqual([Float32Array.from(ramp(24)), Float32Array.from(ramp(12))]);
    const mean = ramp(24).reduce((sum, value) => sum + value, 0) / 24;
    const variance = ramp(24).reduce((sum, value) => sum + (value - mean) ** 2, 0) / 24;
    expect(mean).toBe(80.5);
    expect(normalisation.mean[0]).toBeCloseTo(80.5, 10);
    expect(normalisation.standardDeviation[0]).toBeCloseTo(Math.sqrt(variance), 10);
    expect(notices).toBeUndefined();
  });

  test('parts on different scales are told with both ranges', () => {
    const fractions = Float32Array.from(ramp(24), (value) => value / 255);
    const { notices } = readDataSet(npz({ ...keras, x_train: npyArray([4, 2, 3], fractions) }));
    expect(notices).toEqual([
      'The values of the training part go from 0 to 0.631, those of the test part from 0 to 77: the parts may be on different scales, and both are normalised by the training part. Scale both alike where they are not meant so.',
    ]);
  });

  test('whole numbers of any type that fit are bytes', () => {
    const wide = { ...keras, x_train: npyArray([4, 2, 3], Int32Array.from(ramp(24))) };
    expect(readDataSet(npz(wide)).training.pixels).toEqual(ramp(24));
  });

  test('images and labels alone are divided by the seed, each class by its share', () => {
    const count = 50;
    const arrays = {
      images: npyArray([count, 2, 2], ramp(4 * count)),
      labels: labelsOf(...Array.from({ length: count }, (_, index) => index % 5)),
    };
    const data = npz(arrays, { testFraction: 0.4, seed: 3 });
    const { training, test: tested } = readDataSet(data);
    expect([training.labels.length, tested.labels.length]).toEqual([30, 20]);
    // Class by class in turn: the first images show all of them
    expect([...tested.labels.subarray(0, 10)]).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
    expect(readDataSet(data).test.pixels).toEqual(tested.pixels);
    expect(readDataSetHeader(data)).toMatchObject({ trainingImages: 30, testImages: 20 });
  });

  test('rows of features, with a name each', () => {
    const rows = { x: npyArray([4, 3], Float32Array.from(ramp(12))), y: labelsOf(0, 1, 0, 1) };
    const { training } = readDataSet(npz(rows, { testFraction: 0.5 }));
    expect(training).toMatchObject({ shape: [1, 1, 3], features: ['feature 1', 'feature 2', 'feature 3'] });
  });

  test('arrays and classes can be named', () => {
    const renamed = {
      pictures: keras['x_train']!,
      kinds: keras['y_train']!,
      more: keras['x_test']!,
      theirs: keras['y_test']!,
    };
    const arrays = { images: 'pictures', labels: 'kinds', testImages: 'more', testLabels: 'theirs' };
    const { training } = readDataSet(npz(renamed, { arrays, classNames: ['a', 'b', 'c', 'd'] }));
    expect(training.classNames).toEqual(['a', 'b', 'c', 'd']);
    expect(labErrorOf(() => readDataSet(npz(renamed)), 'invalid-data-file').message).toMatch(/kinds, more, pictures/);
    expect(
      labErrorOf(() => readDataSet(npz(renamed, { arrays, classNames: ['a', 'b'] })), 'invalid-data-file').message,
    ).toMatch(/label 2 for example 2/);
  });

  test.each<[string, Arrays, RegExp]>([
    ['one label too few', { ...keras, y_train: labelsOf(0, 1, 2) }, /4 examples in x_train, but 3 labels/],
    ['a negative label', { ...keras, y_train: labelsOf(0, -1, 2, 1) }, /label -1 for example 1/],
    ['a column for each class', { ...keras, y_train: npyArray([4, 3], ramp(12)) }, /one number for each/],
    ['other test images', { ...keras, x_test: npyArray([2, 3, 2], ramp(12)) }, /3 x 2 x 1, but .* 2 x 3 x 1/],
    ['five dimensions', { ...keras, x_train: npyArray([4, 1, 1, 2, 3], ramp(24)) }, /shape \(4, 1, 1, 2, 3\)/],
    ['one class', { ...keras, y_train: labelsOf(0, 0, 0, 0), y_test: labelsOf(0, 0) }, /has one class, 0/],
    ['a class of the test part alone', { ...keras, y_test: labelsOf(0, 3) }, /y_test has the label 3 for example 1/],
    ['no example', { x: npyArray([0, 2, 3], ramp(0)), y: labelsOf() }, /shape \(0, 2, 3\), which holds no value/],
    ['one number for images', { ...keras, x_train: npyArray([], ramp(1)) }, /x_train has the shape \(\)/],
    ['one number for labels', { ...keras, y_train: npyArray([], ramp(1)) }, /y_train has the shape \(\)/],
    ['images in one row', { ...keras, x_train: npyArray([4], ramp(4)) }, /shape \(4,\)/],
    [
      'labels between classes',
      { ...keras, y_train: npyArray([4], Float32Array.of(0, 1, 0.5, 1)) },
      /label 0\.5 for example 2/,
    ],
    [
      'a value that is no number',
      {
        ...keras,
        x_train: npyArray(
          [4, 2, 3],
          Float32Array.from({ length: 24 }, (_, i) => (i === 13 ? NaN : i)),
        ),
      },
      /NaN in example 2/,
    ],
  ])('%s is refused with its place', (_, arrays, message) => {
    expect(labErrorOf(() => readDataSet(npz(arrays)), 'invalid-data-file').message).toMatch(message);
  });

  test('classes that no training example is of are told, not refused', () => {
    expect(readDataSet(npz(keras))).not.toHaveProperty('notices');
    const fromOne = { ...keras, y_train: labelsOf(1, 2, 3, 1), y_test: labelsOf(1, 2) };
    expect(readDataSet(npz(fromOne))).toMatchObject({
      training: { classNames: ['0', '1', '2', '3'] },
      notices: ['No training example is of the class 0; classes are numbered from 0.'],
    });
    const apart = readDataSet(npz({ x: keras['x_train']!, y: labelsOf(0, 9, 0, 9) }, { testFraction: 0.5 }));
    expect(apart.notices).toEqual([
      'No training example is of 8 classes: 1, 2, 3, 4, 5, ...; classes are numbered from 0.',
    ]);
    const named = npz(keras, { classNames: ['a', 'b', 'c', 'd'] });
    expect(readDataSet(named).notices).toEqual(['No training example is of the class d; classes are numbered from 0.']);
  });

  test('one array is no set', () => {
    const path = join(temporaryFolder(), 'images.npy');
    writeFileSync(path, writeNpy(keras['x_train']!));
    const data = dataSchema.parse({ source: 'npz', path });
    expect(labErrorOf(() => readDataSet(data), 'invalid-data-file').message).toMatch(/images\.npy is one array/);
  });
});
