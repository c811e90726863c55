import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { dataSchema, type DataSpecification } from '../../../main/contract/data.ts';
import { readDataSetHeader } from '../../../main/data/data-set-header.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

function greyPng(value: number, width = 2, height = 2): Uint8Array {
  const data = Uint8Array.from({ length: width * height }, (_, index) => value + index);
  return new Uint8Array(encode({ width, height, channels: 1, data }));
}

function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(temporaryFolder(), 'pictures');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const images = (path: string, options: Readonly<Record<string, unknown>> = {}): DataSpecification =>
  dataSchema.parse({ source: 'images', path, channels: 1, ...options });

const divided = {
  'train/dog/b.png': greyPng(20),
  'train/dog/a.png': greyPng(10),
  'train/Cat/1.PNG': greyPng(30),
  'train/Cat/.hidden.png': 'no image',
  'train/Cat/notes.txt': 'no image',
  'test/Cat/1.png': greyPng(40),
  'test/Cat/2.png': greyPng(50),
  'test/dog/inner/3.png': greyPng(60),
};

describe('readDataSet of a folder of images', () => {
  test('train and test folders, classes and files in order, the test part class by class in turn', () => {
    const data = images(folderOf(divided));
    const { training, test: tested } = readDataSet(data);
    expect(training).toMatchObject({ shape: [2, 2, 1], classNames: ['Cat', 'dog'], name: 'pictures, training part' });
    expect([...training.labels]).toEqual([0, 1, 1]);
    expect([...training.pixels].filter((_, index) => index % 4 === 0)).toEqual([30, 10, 20]);
    expect([...tested.labels]).toEqual([0, 1, 0]);
    expect([...tested.pixels].filter((_, index) => index % 4 === 0)).toEqual([40, 60, 50]);
    expect(readDataSetHeader(data)).toEqual({ shape: [2, 2, 1], classes: 2, trainingImages: 3, testImages: 3 });
  });

  test('a test part on another scale is told with both ranges', () => {
    const bytes = { 'train/a/1.png': greyPng(0), 'train/b/1.png': greyPng(250) };
    const bits = { 'test/a/1.png': greyPng(0), 'test/b/1.png': greyPng(1) };
    expect(readDataSet(images(folderOf({ ...bytes, ...bits }))).notices).toEqual([
      expect.stringMatching(/training part go from 0 to 253, those of the test part from 0 to 4: /),
    ]);
    expect(readDataSet(images(folderOf(divided))).notices).toBeUndefined();
  });

  test('the checksum tells contents and names', () => {
    const checksum = (files: Readonly<Record<string, Uint8Array | string>>): string =>
      readDataSet(images(folderOf(files))).training.checksum;
    const { 'train/dog/a.png': content, ...others } = divided;
    expect(checksum(divided)).toBe(checksum(divided));
    expect(checksum({ ...others, 'train/dog/c.png': content })).not.toBe(checksum(divided));
    expect(checksum({ ...divided, 'train/dog/a.png': greyPng(11) })).not.toBe(checksum(divided));
  });

  test('one folder is divided by the seed', () => {
    const files = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${index % 2 === 0 ? 'even' : 'odd'}/${index}.png`, greyPng(index)]),
    );
    const path = folderOf(files);
    const data = images(path, { testFraction: 0.3, seed: 5 });
    const { training, test: tested } = readDataSet(data);
    expect([training.labels.length, tested.labels.length]).toEqual([14, 6]);
    expect([...tested.labels]).toEqual([0, 1, 0, 1, 0, 1]);
    expect(readDataSet(images(path, { testFraction: 0.3, seed: 6 })).test.pixels).not.toEqual(tested.pixels);
    expect(readDataSetHeader(data)).toMatchObject({ trainingImages: 14, testImages: 6 });
  });

  test('sizes must be equal, or are made so', () => {
    const path = folderOf({ ...divided, 'train/dog/large.png': greyPng(0, 4, 4) });
    const refused = labErrorOf(() => readDataSet(images(path)), 'invalid-data-file');
    expect(refused.message).toMatch(/large\.png is 4 x 4 \(width x height\), but .*1\.PNG is 2 x 2\.$/);
    // The file is as it should be
    expect(refused.nextStep).toBe('Give the height and width that all images are brought to (`size`).');
    const { training } = readDataSet(images(path, { size: [1, 3], resize: 'bilinear', channels: 3 }));
    expect(training.shape).toEqual([1, 3, 3]);
    expect(training.pixels).toHaveLength(4 * 9);
  });

  test('JPEG beside PNG, told by content', () => {
    const data = new Uint8Array(16).fill(128);
    const photograph = new Uint8Array(jpeg.encode({ width: 2, height: 2, data }, 90).data);
    const { training } = readDataSet(images(folderOf({ ...divided, 'train/dog/photograph.png': photograph })));
    for (const value of training.pixels.subarray(12)) expect(Math.abs(value - 128)).toBeLessThan(3);
  });

  test('progress is told up to the last image', () => {
    const told: string[] = [];
    readDataSet(images(folderOf(divided)), { onProgress: (fraction, detail) => told.push(`${fraction} ${detail}`) });
    expect(told).toEqual(['1 image 6 of 6']);
  });

  test.each<[string, Readonly<Record<string, Uint8Array | string>>, RegExp]>([
    ['an image that cannot be read', { ...divided, 'train/dog/z.jpg': 'no image' }, /z\.jpg is neither PNG nor JPEG/],
    ['an image of another kind', { ...divided, 'train/dog/z.gif': 'GIF89a' }, /z\.gif is an image of a kind/],
    ['a class without images', { ...divided, 'train/bird/readme.txt': '' }, /bird has no PNG or JPEG/],
    [
      'a class of the test part alone',
      { ...divided, 'test/bird/1.png': greyPng(1) },
      /bird is a class that the training/,
    ],
    ['one class', { 'a/1.png': greyPng(1) }, /has one folder of images/],
    ['no class', { '1.png': greyPng(1) }, /has no folder of images/],
  ])('%s is refused by name', (_, files, message) => {
    expect(labErrorOf(() => readDataSet(images(folderOf(files))), 'invalid-data-file').message).toMatch(message);
  });

  test('no folder, and a file in its place', () => {
    const path = folderOf(divided);
    labErrorOf(() => readDataSet(images(join(path, 'gone'))), 'missing-file');
    labErrorOf(() => readDataSet(images(join(path, 'train/dog/a.png'))), 'missing-file');
    rmSync(path, { recursive: true });
  });
});
