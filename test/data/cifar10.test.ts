import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cifar10RecordBytes,
  parseCifar10Batch,
  readCifar10Test,
  readCifar10Training,
} from '../../main/data/cifar10.ts';
import { damaged, labErrorOf, needsRealData, realData, temporaryFolder, throwsOnlyLabErrors } from './support.ts';

/** Images whose pixel (row, column) of colour c has the byte (label + 7 row + 3 column + 50 c) mod 256. */
function batch(labels: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * cifar10RecordBytes);
  labels.forEach((label, image) => {
    bytes[image * cifar10RecordBytes] = label;
    for (let position = 0; position < 3072; position++) {
      const [colour, row, column] = [Math.floor(position / 1024), Math.floor(position / 32) % 32, position % 32];
      bytes[image * cifar10RecordBytes + 1 + position] = label + 7 * row + 3 * column + 50 * colour;
    }
  });
  return bytes;
}

function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

function trainingFolder(change: Readonly<Record<string, Uint8Array>> = {}): string {
  const parts = [1, 2, 3, 4, 5].map((part) => [`data_batch_${part}.bin`, batch([part, 9])] as const);
  return folderWith({ ...Object.fromEntries(parts), ...change });
}

describe('parseCifar10Batch', () => {
  test('turns colour planes into pixels', () => {
    const { pixels, labels } = parseCifar10Batch(batch([3, 8]), 'batch');
    expect([...labels]).toEqual([3, 8]);
    expect(pixels.length).toBe(2 * 3072);
    for (const [image, row, column, colour] of [
      [0, 0, 0, 0],
      [0, 0, 1, 2],
      [1, 31, 31, 1],
      [1, 17, 4, 2],
    ] as const) {
      const expected = (labels[image]! + 7 * row + 3 * column + 50 * colour) % 256;
      expect(pixels[((image * 32 + row) * 32 + column) * 3 + colour]).toBe(expected);
    }
  });

  test('names the byte where a cut record begins', () => {
    const error = labErrorOf(() => parseCifar10Batch(batch([1, 2]).subarray(0, 4000), 'some.bin'), 'invalid-data-file');
    expect(error.message).toBe(
      'some.bin is cut short: it has 4000 bytes, and the 3073-byte record that starts at byte 3073 has only 927.',
    );
  });

  test('names the byte of a label that is none', () => {
    const error = labErrorOf(() => parseCifar10Batch(batch([1, 10]), 'some.bin'), 'invalid-data-file');
    expect(error.message).toBe('some.bin has the label 10 at byte 3073, but CIFAR-10 has labels 0 to 9.');
  });

  test('refuses an empty file', () => {
    labErrorOf(() => parseCifar10Batch(new Uint8Array(0), 'some.bin'), 'invalid-data-file');
  });

  test('every length that is no whole number of records is refused, every other one read', () => {
    const whole = batch([0, 1, 2]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
        const parse = () => parseCifar10Batch(whole.subarray(0, length), 'x');
        if (length === 0 || length % 3073 !== 0) labErrorOf(parse, 'invalid-data-file');
        else expect(parse().labels.length).toBe(length / 3073);
      }),
    );
  });

  test('damage gives a LabError or a set, nothing else', () => {
    const whole = batch([4, 5]);
    fc.assert(
      fc.property(fc.nat(2), fc.double({ min: 0, max: 0.999999 }), fc.nat(255), (kind, place, value) => {
        throwsOnlyLabErrors(() => parseCifar10Batch(damaged(whole, kind, place, value), 'x'));
      }),
    );
  });
});

describe('readCifar10Training', () => {
  test('puts the five batches one after another and says how many there are', () => {
    const folder = trainingFolder();
    const images = readCifar10Training(folder);
    expect(images.name).toBe('CIFAR-10 training, 10 of 50,000 images');
    expect([...images.labels]).toEqual([1, 9, 2, 9, 3, 9, 4, 9, 5, 9]);
    expect(images.shape).toEqual([32, 32, 3]);
    expect(images.classNames[9]).toBe('truck');
    expect(images.pixels[2 * 3072]).toBe(2);
    const hash = createHash('sha256');
    for (const part of [1, 2, 3, 4, 5]) hash.update(readFileSync(join(folder, `data_batch_${part}.bin`)));
    expect(images.checksum).toBe(hash.digest('hex'));
  });

  test('names a file that is not there', () => {
    const error = labErrorOf(() => readCifar10Training(folderWith({ 'data_batch_1.bin': batch([1]) })), 'missing-file');
    expect(error.message).toContain('data_batch_2.bin');
    labErrorOf(() => readCifar10Training(join(temporaryFolder(), 'nowhere')), 'missing-file');
  });

  test('names the cut file', () => {
    const folder = trainingFolder({ 'data_batch_4.bin': batch([1, 2]).subarray(0, 6145) });
    expect(labErrorOf(() => readCifar10Training(folder), 'invalid-data-file').message).toMatch(
      /data_batch_4\.bin is cut short.*starts at byte 3073 has only 3072/,
    );
  });

  test('refuses a folder in the place of a file', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data_batch_1.bin'));
    expect(labErrorOf(() => readCifar10Training(folder), 'invalid-data-file').message).toContain('is not a file');
  });
});

describe('readCifar10Test', () => {
  test('says that a part is a part', () => {
    const images = readCifar10Test(folderWith({ 'test_batch_first2.bin': batch([6, 7]) }));
    expect(images.name).toBe('CIFAR-10, first 2 test images');
    expect([...images.labels]).toEqual([6, 7]);
  });

  test('prefers the whole batch', () => {
    const folder = folderWith({ 'test_batch.bin': batch([1]), 'test_batch_first2.bin': batch([6, 7]) });
    expect([...readCifar10Test(folder).labels]).toEqual([1]);
  });

  test('takes the largest of several parts', () => {
    const folder = folderWith({
      'test_batch_first2.bin': batch([6, 7]),
      'test_batch_first10.bin': batch(Array(10).fill(3)),
    });
    expect(readCifar10Test(folder).name).toBe('CIFAR-10, first 10 test images');
  });

  test('refuses a part that has lost images', () => {
    const folder = folderWith({ 'test_batch_first3.bin': batch([6, 7]) });
    expect(labErrorOf(() => readCifar10Test(folder), 'invalid-data-file').message).toContain(
      'has 2 images, but its name says 3',
    );
  });

  test('asks for test_batch.bin when there is neither', () => {
    expect(labErrorOf(() => readCifar10Test(temporaryFolder()), 'missing-file').message).toContain('test_batch.bin');
  });
});

const real = realData('cifar10');

describe.skipIf(real.absent)(`the real CIFAR-10 ${needsRealData}`, () => {
  test('training: 50,000 images, 5,000 a class, the published labels', () => {
    const images = readCifar10Training(real.path);
    expect(images.name).toBe('CIFAR-10 training');
    expect(images.pixels.length).toBe(50_000 * 3072);
    const counts = new Array<number>(10).fill(0);
    for (const label of images.labels) counts[label]! += 1;
    expect(counts).toEqual(new Array(10).fill(5000));
    // frog, truck, truck, deer, automobile; the first image's first pixel as every tutorial prints it
    expect([...images.labels.subarray(0, 5)]).toEqual([6, 9, 9, 4, 1]);
    expect([...images.pixels.subarray(0, 3)]).toEqual([59, 62, 63]);
    const labels = readFileSync(join(real.path, 'train_labels_all50000.u8'));
    expect(Buffer.compare(Buffer.from(images.labels), labels)).toBe(0);
  });

  test('test: the first 1,017', () => {
    const images = readCifar10Test(real.path);
    expect(images.name).toBe('CIFAR-10, first 1,017 test images');
    // cat, ship, ship, airplane, frog
    expect([...images.labels.subarray(0, 5)]).toEqual([3, 8, 8, 0, 6]);
    const labels = readFileSync(join(real.path, 'test_labels_all10000.u8')).subarray(0, 1017);
    expect(Buffer.compare(Buffer.from(images.labels), labels)).toBe(0);
    expect(images.checksum).toBe('c77ad46116beb3508f55d38aa34893560beae9515f9aca4a4dd0ea3617ac289e');
  });
});
