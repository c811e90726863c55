import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { npyArray } from '../../../main/data/npz/npy.ts';
import { writeNpz } from '../../../main/data/npz/npz.ts';
import { rgbaPixels } from '../../../main/workbench/inspection/data/rgba-pixels.ts';
import { emptyFolder, testInspection } from './support.ts';

const { ask } = testInspection();

test('rows of features come as a table: a few of each class, mean and deviation of the training part', async () => {
  const folder = emptyFolder();
  const rows = Array.from({ length: 40 }, (_, row) => `${row},${row % 2 === 0 ? 1 : 3},${row < 20 ? 'a' : 'b'}`);
  writeFileSync(join(folder, 'table.csv'), ['first,second,kind', ...rows].join('\n'));
  writeFileSync(join(folder, 'test.csv'), 'first,second,kind\n1,2,b\n');
  const described = await ask('data.describe', {
    data: { source: 'csv', path: 'table.csv', testPath: 'test.csv' },
    folder,
    thumbnailsPerClass: 2,
  });
  expect(described).toMatchObject({ input: [1, 1, 2], classes: ['a', 'b'], thumbnails: [] });
  expect(described.features).toEqual({
    count: 2,
    columns: [
      { name: 'first', mean: 19.5, standardDeviation: expect.closeTo(11.543, 3) as number },
      { name: 'second', mean: 2, standardDeviation: 1 },
    ],
    rows: [
      { label: 0, values: [0, 1] },
      { label: 0, values: [1, 3] },
      { label: 1, values: [20, 1] },
      { label: 1, values: [21, 3] },
    ],
  });
});

test('a folder of images tells how far it is, and its thumbnails are small', async () => {
  const folder = emptyFolder();
  for (let index = 0; index < 66; index++) {
    const kind = join(folder, 'pictures', index % 2 === 0 ? 'even' : 'odd');
    mkdirSync(kind, { recursive: true });
    const data = new Uint8Array(128 * 96).fill(index);
    writeFileSync(join(kind, `${index}.png`), encode({ width: 96, height: 128, channels: 1, data }));
  }
  const described = await ask('data.describe', {
    data: { source: 'images', path: 'pictures', channels: 1 },
    folder,
    thumbnailsPerClass: 1,
  });
  expect(described).toMatchObject({ input: [128, 96, 1], classes: ['even', 'odd'] });
  expect(described.thumbnails.map(({ width, height }) => [width, height])).toEqual([
    [48, 64],
    [48, 64],
  ]);
  expect(described.parts.map(({ images }) => images)).toEqual([53, 13]);
});

test('arrays that change are read again', async () => {
  const folder = emptyFolder();
  const write = (count: number): void =>
    writeFileSync(
      join(folder, 'set.npz'),
      writeNpz([
        [
          'images',
          npyArray(
            [count, 2, 2],
            new Uint8Array(4 * count).map((_, index) => index),
          ),
        ],
        [
          'labels',
          npyArray(
            [count],
            new Uint8Array(count).map((_, index) => index % 2),
          ),
        ],
      ]),
    );
  const asked = { data: { source: 'npz', path: 'set.npz', testFraction: 0.5 }, folder } as const;
  write(8);
  expect((await ask('data.describe', asked)).parts.map(({ images }) => images)).toEqual([4, 4]);
  write(12);
  expect((await ask('data.describe', asked)).parts.map(({ images }) => images)).toEqual([6, 6]);
});

test('numbers are shown from black to white', () => {
  expect([...rgbaPixels(Float32Array.of(-1, 0, 1), 1)]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
  expect([...rgbaPixels(Float32Array.of(5, 5), 1)]).toEqual([0, 0, 0, 255, 0, 0, 0, 255]);
});
