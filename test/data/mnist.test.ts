import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readMnistTest, readMnistTraining } from '../../main/data/mnist.ts';
import { measureNormalisation, mnistNormalisation } from '../../main/data/normalisation.ts';
import { labErrorOf, needsRealData, realData, temporaryFolder } from './support.ts';

const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3);

function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

describe('readMnistTraining and readMnistTest', () => {
  test('read plain and compressed files, and names with a point', () => {
    const plain = folderWith({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels });
    const compressed = folderWith({
      't10k-images-idx3-ubyte.gz': gzipSync(images),
      't10k-labels.idx1-ubyte': labels,
    });
    for (const set of [readMnistTraining(plain), readMnistTest(compressed)]) {
      expect(set.shape).toEqual([1, 2, 1]);
      expect([...set.pixels]).toEqual([10, 20, 30, 40]);
      expect([...set.labels]).toEqual([7, 3]);
    }
    expect(readMnistTraining(plain).checksum).toBe(createHash('sha256').update(images).update(labels).digest('hex'));
    expect(readMnistTest(compressed).name).toBe('MNIST test');
  });

  test('name the file that is not there', () => {
    const folder = folderWith({ 'train-images-idx3-ubyte': images });
    expect(labErrorOf(() => readMnistTraining(folder), 'missing-file').message).toContain('train-labels-idx1-ubyte');
    labErrorOf(() => readMnistTest(folder), 'missing-file');
  });

  test.each<[string, Uint8Array, Uint8Array, RegExp]>([
    ['labels for images', labels, labels, /holds labels, not images/],
    ['images for labels', images, images, /holds images, not labels/],
    ['other counts', images, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7), /has 2 images, but .* has 1 labels/],
    ['a label over 9', images, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 10), /the label 10 at byte 9/],
  ])('refuse %s', (_, imageBytes, labelBytes, sentence) => {
    const folder = folderWith({ 'train-images-idx3-ubyte': imageBytes, 'train-labels-idx1-ubyte': labelBytes });
    expect(labErrorOf(() => readMnistTraining(folder), 'invalid-data-file').message).toMatch(sentence);
  });
});

const real = realData('mnist');

describe.skipIf(real.absent)(`the real MNIST ${needsRealData}`, () => {
  test('training: 60,000 images of 28 x 28 with the published counts, labels and normalisation', () => {
    const set = readMnistTraining(real.path);
    expect(set.shape).toEqual([28, 28, 1]);
    const counts = new Array<number>(10).fill(0);
    for (const label of set.labels) counts[label]! += 1;
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect([...set.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    const measured = measureNormalisation(set);
    expect(measured.mean[0]).toBeCloseTo(mnistNormalisation.mean[0]!, 4);
    expect(measured.standardDeviation[0]).toBeCloseTo(mnistNormalisation.standardDeviation[0]!, 4);
  });

  test('test: 10,000 images', () => {
    const set = readMnistTest(real.path);
    expect(set.labels.length).toBe(10_000);
    expect([...set.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  });
});
