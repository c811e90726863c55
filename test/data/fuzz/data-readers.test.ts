import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import { expect, test } from 'vitest';
import { dataSchema } from '../../../main/contract/data.ts';
import { cifar10RecordBytes } from '../../../main/data/cifar10.ts';
import { readDataSetHeader } from '../../../main/data/data-set-header.ts';
import { npyArray } from '../../../main/data/npz/npy.ts';
import { readNpz, readNpzHeaders, writeNpz } from '../../../main/data/npz/npz.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { readSafetensors } from '../../../main/data/safetensors.ts';
import { encodeSafetensors } from '../../../main/data/safetensors-writer.ts';
import { fuzz, type FuzzCount } from '../../support/fuzz.ts';
import { temporaryFolder } from '../support.ts';

const noise = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 2_654_435_761) >>> 24);

/** Some damage hits what nobody reads; a reader that refused everything or nothing would be wrong, too. */
function expectBoth({ refused, read }: FuzzCount): void {
  expect(refused).toBeGreaterThan(0);
  expect(read).toBeGreaterThan(0);
}

test.each([false, true])('500 damaged .npz files (compressed: %s)', async (compress) => {
  const path = join(temporaryFolder(), 'damaged.npz');
  const data = dataSchema.parse({ source: 'npz', path });
  const labels = {
    shape: [12],
    dtype: 'i8',
    values: Float64Array.from({ length: 12 }, (_, index) => index % 3),
  } as const;
  const bytes = writeNpz(
    [
      ['x_train', npyArray([12, 5, 5], noise(300))],
      ['y_train', labels],
      ['x_test', npyArray([12, 5, 5], Float32Array.from(noise(300)))],
      ['y_test', labels],
    ],
    compress,
  );
  const count = await fuzz(bytes, (damagedBytes) => {
    writeFileSync(path, damagedBytes);
    readNpzHeaders(path);
    readNpz(path);
    readDataSet(data);
  });
  expectBoth(count);
});

test.each([false, true])('500 damaged IDX files (compressed: %s)', async (compress) => {
  const folder = temporaryFolder();
  const images = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 6, 0, 0, 0, 7, ...noise(9 * 42)]);
  const labels = Uint8Array.from([0, 0, 8, 1, 0, 0, 0, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
  for (const part of ['train', 't10k']) {
    writeFileSync(join(folder, `${part}-images-idx3-ubyte`), images);
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), labels);
  }
  const data = dataSchema.parse({ source: 'idx', path: folder });
  for (const [file, bytes] of [
    ['train-images-idx3-ubyte', images],
    ['train-labels-idx1-ubyte', labels],
  ] as const) {
    const count = await fuzz(
      compress ? gzipSync(bytes) : bytes,
      (damagedBytes) => {
        writeFileSync(join(folder, file), damagedBytes);
        readDataSetHeader(data);
        readDataSet(data);
      },
      250,
    );
    writeFileSync(join(folder, file), bytes);
    expect(count.refused).toBeGreaterThan(0);
  }
});

test('500 damaged CIFAR-10 batches', async () => {
  const folder = temporaryFolder();
  const batch = noise(3 * cifar10RecordBytes).map((byte, index) =>
    index % cifar10RecordBytes === 0 ? byte % 10 : byte,
  );
  for (const name of ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch']) {
    writeFileSync(join(folder, `${name}.bin`), batch);
  }
  const data = dataSchema.parse({ source: 'cifar10', path: folder });
  const count = await fuzz(batch, (damagedBytes) => {
    writeFileSync(join(folder, 'data_batch_3.bin'), damagedBytes);
    readDataSetHeader(data);
    readDataSet(data);
  });
  expectBoth(count);
});

test('500 damaged safetensors files', async () => {
  const path = join(temporaryFolder(), 'damaged.safetensors');
  const tensors = new Map([
    ['layer1.weight', { shape: [4, 3, 3, 3], values: Float32Array.from(noise(108)) }],
    ['layer1.bias', { shape: [4], values: Float32Array.from(noise(4)) }],
    ['steps', { shape: [], values: BigInt64Array.of(7n) }],
  ]);
  const bytes = Buffer.concat([...encodeSafetensors(tensors, { format: 'pt' })]);
  const count = await fuzz(bytes, (damagedBytes) => {
    writeFileSync(path, damagedBytes);
    readSafetensors(path);
  });
  expectBoth(count);
});

test('500 damaged CSV files of features', async () => {
  const path = join(temporaryFolder(), 'damaged.csv');
  const data = dataSchema.parse({ source: 'csv', path });
  const rows = Array.from({ length: 60 }, (_, row) => `${row / 7},${row * row},-${row}e-3,"kind ${row % 3}"`);
  const bytes = new TextEncoder().encode(['width,height,"depth",kind', ...rows].join('\r\n'));
  const count = await fuzz(bytes, (damagedBytes) => {
    writeFileSync(path, damagedBytes);
    readDataSetHeader(data);
    readDataSet(data);
  });
  expectBoth(count);
});

const colours = noise(24 * 20 * 4);
const pictures: readonly (readonly [string, Uint8Array])[] = [
  ['PNG', new Uint8Array(encode({ width: 24, height: 20, channels: 4, data: colours }))],
  [
    '16-bit PNG',
    new Uint8Array(
      encode({ width: 12, height: 20, channels: 3, depth: 16, data: new Uint16Array(colours.buffer, 0, 720) }),
    ),
  ],
  ['JPEG', new Uint8Array(jpeg.encode({ width: 24, height: 20, data: colours }, 80).data)],
];

test.each(pictures)('500 folders with a damaged %s', async (_, picture) => {
  const folder = temporaryFolder();
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, '1.png'), pictures[0]![1]);
    writeFileSync(join(folder, name, '2.png'), picture);
  }
  const data = dataSchema.parse({ source: 'images', path: folder, size: [8, 8] });
  const count = await fuzz(picture, (damagedBytes) => {
    writeFileSync(join(folder, 'a', '2.png'), damagedBytes);
    readDataSetHeader(data);
    readDataSet(data);
  });
  expectBoth(count);
});
