import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataSchema, type DataSource, type DataSpecification } from '../../main/contract/data.ts';
import { LabError } from '../../main/contract/errors.ts';
import { cifar10RecordBytes } from '../../main/data/cifar10.ts';
import { readDataSetHeader } from '../../main/data/data-set-header.ts';
import { readDataSet } from '../../main/data/read-data-set.ts';
import { damaged, labErrorOf, needsRealData, realData, temporaryFolder } from './support.ts';

function dataOf(source: DataSource, path?: string): DataSpecification {
  return dataSchema.parse({ source, ...(path === undefined ? {} : { path }) });
}

/** What the header must say of a set that can be read; the code of the error of one that cannot. */
function whole(source: DataSource, folder?: string): object | string {
  try {
    const { training, test: testing } = readDataSet(dataOf(source, folder));
    const counts = { trainingImages: training.labels.length, testImages: testing.labels.length };
    return { shape: training.shape, classes: training.classNames.length, ...counts };
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
}

function header(source: DataSource, folder?: string): object | string {
  try {
    return readDataSetHeader(dataOf(source, folder));
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
}

function idxImages(count: number, height = 2, width = 3): Uint8Array {
  return Uint8Array.from(
    [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, height, 0, 0, 0, width].concat(
      Array.from({ length: count * 6 }, (_, pixel) => pixel * 7),
    ),
  );
}

function idxLabels(count: number): Uint8Array {
  return Uint8Array.from([0, 0, 8, 1, 0, 0, 0, count].concat(Array(count).fill(3)));
}

function idxFolder(changes: Readonly<Record<string, Uint8Array>> = {}, compress = false): string {
  const folder = temporaryFolder();
  const files = {
    'train-images-idx3-ubyte': idxImages(5),
    'train-labels-idx1-ubyte': idxLabels(5),
    't10k-images-idx3-ubyte': idxImages(2),
    't10k-labels-idx1-ubyte': idxLabels(2),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const content = changes[name] ?? (compress ? gzipSync(bytes) : bytes);
    writeFileSync(join(folder, compress ? `${name}.gz` : name), content);
  }
  return folder;
}

function cifarFolder(bytes: Readonly<Record<string, number>> = {}): string {
  const folder = temporaryFolder();
  const names = [...[1, 2, 3, 4, 5].map((part) => `data_batch_${part}.bin`), 'test_batch_first2.bin'];
  for (const name of names) {
    const records = name.startsWith('test') ? 2 : 3;
    writeFileSync(join(folder, name), new Uint8Array(bytes[name] ?? records * cifar10RecordBytes));
  }
  return folder;
}

describe('the header says of a set what reading it would', () => {
  test('glyphs', () => {
    expect(header('glyphs')).toEqual(whole('glyphs'));
  });

  test.each([false, true])('idx, compressed: %s', (compress) => {
    const folder = idxFolder({}, compress);
    expect(header('idx', folder)).toEqual({ shape: [2, 3, 1], classes: 10, trainingImages: 5, testImages: 2 });
    expect(header('idx', folder)).toEqual(whole('idx', folder));
  });

  test('idx in several gzip members, whose sizes at the end are not those of the whole', () => {
    const bytes = idxImages(5);
    const members = Buffer.concat([gzipSync(bytes.subarray(0, 20)), gzipSync(bytes.subarray(20))]);
    const folder = idxFolder({ 'train-images-idx3-ubyte': members }, true);
    expect(header('idx', folder)).toMatchObject({ trainingImages: 5 });
    expect(header('idx', folder)).toEqual(whole('idx', folder));
  });

  test('cifar10, in part', () => {
    const folder = cifarFolder();
    expect(header('cifar10', folder)).toEqual({ shape: [32, 32, 3], classes: 10, trainingImages: 15, testImages: 2 });
    expect(header('cifar10', folder)).toEqual(whole('cifar10', folder));
  });

  for (const [source, name] of [
    ['idx', 'mnist'],
    ['cifar10', 'cifar10'],
  ] as const) {
    const real = realData(name);
    test.skipIf(real.absent)(`the real ${name} ${needsRealData}`, () => {
      expect(header(source, real.path)).toEqual(whole(source, real.path));
    });
  }
});

describe('what the header refuses', () => {
  test('are sets that are not there or cut short', () => {
    labErrorOf(() => readDataSetHeader(dataOf('idx', temporaryFolder())), 'missing-file');
    labErrorOf(() => readDataSetHeader(dataOf('cifar10', temporaryFolder())), 'missing-file');
    const cut = cifarFolder({ 'data_batch_4.bin': 3 * cifar10RecordBytes - 1 });
    expect(labErrorOf(() => readDataSetHeader(dataOf('cifar10', cut)), 'invalid-data-file').message).toContain(
      'data_batch_4',
    );
    const other = cifarFolder({ 'test_batch_first2.bin': 3 * cifar10RecordBytes });
    expect(labErrorOf(() => readDataSetHeader(dataOf('cifar10', other)), 'invalid-data-file').message).toMatch(
      /has 3 images, but its name says 2/,
    );
    const compressed = idxFolder({ 'train-images-idx3-ubyte': gzipSync(idxImages(5)).subarray(0, -9) }, true);
    expect(labErrorOf(() => readDataSetHeader(dataOf('idx', compressed)), 'invalid-data-file').message).toMatch(
      /damaged or cut short/,
    );
  });

  test('are parts whose images differ in size', () => {
    const folder = idxFolder({ 't10k-images-idx3-ubyte': idxImages(2, 3, 2) });
    expect(labErrorOf(() => readDataSetHeader(dataOf('idx', folder)), 'invalid-data-file').message).toMatch(
      /t10k-images.* are 3 x 2, but those of .*train-images.* are 2 x 3\./,
    );
  });

  test('is nothing that can be read, and what it counts is there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte'),
        fc.boolean(),
        fc.nat(2),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat(255),
        (name, compress, kind, place, value) => {
          const bytes = name === 'train-labels-idx1-ubyte' ? idxLabels(5) : idxImages(name.startsWith('t10k') ? 2 : 5);
          const folder = idxFolder(
            { [name]: damaged(compress ? gzipSync(bytes) : bytes, kind, place, value) },
            compress,
          );
          const read = whole('idx', folder);
          const seen = header('idx', folder);
          // Reading sees more than the header, except that it does not compare the sizes of the two parts
          if (typeof read === 'object' && typeof seen === 'object') expect(seen).toEqual(read);
          if (typeof read === 'object' && typeof seen === 'string') expect(name).toMatch(/images/);
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  });
});
