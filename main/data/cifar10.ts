import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../contract/errors.ts';
import { checkLabelledImages, type DataSetHeader, type ImageShape, type LabelledImages } from './labelled-images.ts';
import { readWholeFile, withOpenFile } from './read-file.ts';

export const cifar10Shape: ImageShape = [32, 32, 3];
export const cifar10ClassNames = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

const planeBytes = 32 * 32;
const pixelBytes = 3 * planeBytes;
/** One label byte, then the red, green and blue planes, each row by row. */
export const cifar10RecordBytes = 1 + pixelBytes;
const maximumBatchBytes = 60_000 * cifar10RecordBytes;

const role = 'CIFAR-10 batch';
const next = 'Fetch the binary version of CIFAR-10 again (cifar-10-binary.tar.gz) and unpack it there.';

function recordsIn(byteLength: number, path: string): number {
  const count = Math.floor(byteLength / cifar10RecordBytes);
  const rest = byteLength - count * cifar10RecordBytes;
  if (count > 0 && rest === 0) return count;
  throw new LabError(
    'invalid-data-file',
    `${path} is cut short: it has ${byteLength} bytes, and the ${cifar10RecordBytes}-byte record that starts at ` +
      `byte ${count * cifar10RecordBytes} has only ${rest}.`,
    next,
  );
}

/**
 * Takes apart one canonical binary batch.
 *
 * @param path only for the sentence of an error
 * @returns pixels [images, 32, 32, 3] and labels 0..9
 * @throws LabError `invalid-data-file` naming the file and the byte offset: empty, cut within a record, or a label over 9
 */
export function parseCifar10Batch(bytes: Uint8Array, path: string): { pixels: Uint8Array; labels: Uint8Array } {
  const count = recordsIn(bytes.length, path);
  const pixels = new Uint8Array(count * pixelBytes);
  const labels = new Uint8Array(count);
  for (let image = 0; image < count; image++) {
    const start = image * cifar10RecordBytes;
    const label = bytes[start]!;
    if (label > 9) {
      throw new LabError(
        'invalid-data-file',
        `${path} has the label ${label} at byte ${start}, but CIFAR-10 has labels 0 to 9.`,
        next,
      );
    }
    labels[image] = label;
    interleavePlanes(bytes, start + 1, pixels, image * pixelBytes);
  }
  return { pixels, labels };
}

function interleavePlanes(bytes: Uint8Array, from: number, pixels: Uint8Array, to: number): void {
  for (let pixel = 0; pixel < planeBytes; pixel++) {
    const target = to + pixel * 3;
    pixels[target] = bytes[from + pixel]!;
    pixels[target + 1] = bytes[from + planeBytes + pixel]!;
    pixels[target + 2] = bytes[from + 2 * planeBytes + pixel]!;
  }
}

function readBatches(paths: readonly string[], nameFor: (count: number) => string): LabelledImages {
  const hash = createHash('sha256');
  const batches = paths.map((path) => {
    const bytes = readWholeFile(path, role, 'invalid-data-file', maximumBatchBytes);
    hash.update(bytes);
    return parseCifar10Batch(bytes, path);
  });
  const count = batches.reduce((sum, batch) => sum + batch.labels.length, 0);
  const pixels = new Uint8Array(count * pixelBytes);
  const labels = new Uint8Array(count);
  let done = 0;
  for (const batch of batches) {
    pixels.set(batch.pixels, done * pixelBytes);
    labels.set(batch.labels, done);
    done += batch.labels.length;
  }
  return checkLabelledImages({
    name: nameFor(count),
    pixels,
    labels,
    shape: cifar10Shape,
    classNames: cifar10ClassNames,
    checksum: hash.digest('hex'),
  });
}

const trainingPaths = (folder: string): readonly string[] =>
  [1, 2, 3, 4, 5].map((part) => join(folder, `data_batch_${part}.bin`));

const thousands = (count: number): string => count.toLocaleString('en-US');

/**
 * Reads `data_batch_1.bin` to `data_batch_5.bin` from a folder: the 50,000 training images. A folder with other counts
 * is read too, and then the name says how many there are.
 *
 * Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readCifar10Training(folder: string): LabelledImages {
  return readBatches(trainingPaths(folder), (count) =>
    count === 50_000 ? 'CIFAR-10 training' : `CIFAR-10 training, ${thousands(count)} of 50,000 images`,
  );
}

/**
 * Reads the test set: `test_batch.bin`, or when only a part of it is there under the name `test_batch_firstN.bin`,
 * that; the name then says "first N test images", because a figure measured on it is not the CIFAR-10 test error.
 *
 * @throws LabError `missing-file`, or `invalid-data-file`, also when a part has another number of images than its name says
 */
export function readCifar10Test(folder: string): LabelledImages {
  const part = findPartialTest(folder);
  if (part === undefined) {
    return readBatches([join(folder, 'test_batch.bin')], (count) =>
      count === 10_000 ? 'CIFAR-10 test' : `CIFAR-10, first ${thousands(count)} test images`,
    );
  }
  const images = readBatches([part.path], (count) => `CIFAR-10, first ${thousands(count)} test images`);
  checkCount(part, images.labels.length);
  return images;
}

function checkCount(part: { readonly path: string; readonly count: number }, found: number): void {
  if (found === part.count) return;
  throw new LabError(
    'invalid-data-file',
    `${part.path} has ${thousands(found)} images, but its name says ${thousands(part.count)}.`,
    next,
  );
}

/**
 * Number and shape of the training and the test images, by the sizes of the files alone.
 *
 * @throws LabError `missing-file` or `invalid-data-file`
 */
export function readCifar10Header(folder: string): DataSetHeader {
  const count = (path: string): number =>
    withOpenFile(path, role, 'invalid-data-file', ({ byteLength }) => recordsIn(byteLength, path));
  const trainingImages = trainingPaths(folder).reduce((sum, path) => sum + count(path), 0);
  const part = findPartialTest(folder);
  const testImages = count(part?.path ?? join(folder, 'test_batch.bin'));
  if (part !== undefined) checkCount(part, testImages);
  return { shape: cifar10Shape, classes: cifar10ClassNames.length, trainingImages, testImages };
}

/** The largest `test_batch_firstN.bin`, when there is no whole `test_batch.bin`. */
function findPartialTest(folder: string): { path: string; count: number } | undefined {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return undefined;
  }
  if (names.includes('test_batch.bin')) return undefined;
  return names
    .map((name) => ({ path: join(folder, name), count: Number(/^test_batch_first(\d+)\.bin$/.exec(name)?.[1]) }))
    .filter(({ count }) => Number.isSafeInteger(count))
    .sort((left, right) => right.count - left.count)[0];
}
