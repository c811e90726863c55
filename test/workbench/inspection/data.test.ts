import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataSchema, type DataSpecification } from '../../../main/contract/specification.ts';
import type { DataDescription } from '../../../main/contract/workbench/inspection.ts';
import { glyphsTraining } from '../../../main/data/glyphs.ts';
import { loadMaterial } from '../../../main/runs/job/material.ts';
import { rgbaPixels } from '../../../main/workbench/inspection/data/rgba-pixels.ts';
import { needsRealData, realData } from '../../data/support.ts';
import { configurationOf, smallStudy } from '../../runs/job/bench.ts';
import { emptyFolder, testInspection, turnsDuring } from './support.ts';

const { ask } = testInspection();

function partOf({ parts }: DataDescription, name: 'train' | 'validation' | 'test') {
  return parts.find(({ part }) => part === name);
}

/** As a run of a study has it */
function materialOf(data: DataSpecification) {
  const configuration = configurationOf({ ...smallStudy(), data }, 'pretrain');
  return loadMaterial({ runId: 1, configuration, incomingFolder: '' });
}

describe('the built-in glyphs', () => {
  test('are counted class by class', async () => {
    const described = await ask('data.describe', { data: { source: 'glyphs' } });
    expect(described).toMatchObject({ input: [16, 16, 1], classes: [...'0123456789'] });
    expect(described.parts.map(({ part, images }) => [part, images])).toEqual([
      ['train', 4000],
      ['test', 1000],
    ]);
    expect(partOf(described, 'train')!.classCounts).toEqual(new Array(10).fill(400));
    expect(partOf(described, 'train')!.checksum).toBe(glyphsTraining().checksum);
  });

  test('are limited and divided as a run would', async () => {
    const data = dataSchema.parse({
      source: 'glyphs',
      limits: { train: 503, test: 37 },
      validation: 211,
      seed: 5,
    });
    const described = await ask('data.describe', { data, thumbnailsPerClass: 3 });
    const { split, data: set } = materialOf(data);
    const counted = (indices: Int32Array) =>
      set.training.classNames.map((_, label) => indices.filter((index) => set.training.labels[index] === label).length);
    expect(partOf(described, 'train')).toMatchObject({ images: 503, classCounts: counted(split.training) });
    expect(partOf(described, 'validation')).toMatchObject({ images: 211, classCounts: counted(split.validation) });
    expect(partOf(described, 'test')).toMatchObject({ images: 37, classCounts: [4, 4, 4, 4, 4, 4, 4, 3, 3, 3] });
    // Of the images that are trained on, and of no others
    const trained = new Set(split.training);
    expect(described.thumbnails.map(({ label }) => label)).toEqual(
      set.training.classNames.flatMap((_, label) => [label, label, label]),
    );
    const firstSeven = [...split.training].find((index) => set.training.labels[index] === 7)!;
    expect(trained.has(firstSeven)).toBe(true);
    const pixels = rgbaPixels(set.training.pixels.subarray(firstSeven * 256, (firstSeven + 1) * 256), 1);
    expect(described.thumbnails.find(({ label }) => label === 7)).toEqual({
      label: 7,
      width: 16,
      height: 16,
      pixels: Buffer.from(pixels).toString('base64'),
    });
  });

  test('have as many thumbnails as are asked for', async () => {
    const { thumbnails } = await ask('data.describe', { data: { source: 'glyphs' }, thumbnailsPerClass: 0 });
    expect(thumbnails).toEqual([]);
  });

  test('cannot all be held out', async () => {
    await expect(ask('data.describe', { data: { source: 'glyphs', validation: 4000 } })).rejects.toMatchObject({
      code: 'invalid-argument',
    });
  });

  test('can be let go of before they are there', async () => {
    const stop = new AbortController();
    const asked = ask('data.describe', { data: { source: 'glyphs' } }, { signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    await expect(ask('data.describe', { data: { source: 'glyphs' } })).resolves.toMatchObject({ input: [16, 16, 1] });
  });
});

test('a folder without the files is told with what is missing', async () => {
  const path = emptyFolder();
  await expect(ask('data.describe', { data: { source: 'cifar10', path } })).rejects.toMatchObject({
    code: 'missing-file',
    message: expect.stringContaining(path),
  });
});

test('pixels of a canvas: grey three times, colours as they are, opaque', () => {
  expect([...rgbaPixels(Uint8Array.of(0, 200), 1)]).toEqual([0, 0, 0, 255, 200, 200, 200, 255]);
  expect([...rgbaPixels(Uint8Array.of(1, 2, 3, 4, 5, 6), 3)]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  expect([...rgbaPixels(Uint8Array.of(9, 1), 2)]).toEqual([9, 9, 9, 255]);
});

const cifar = realData('cifar10');

describe.skipIf(cifar.absent)(`CIFAR-10 ${needsRealData}`, () => {
  test('is read while others have their turn, and told what it is read from', async () => {
    const data = { source: 'cifar10', path: cifar.path, limits: { test: 1000 }, validation: 5000 } as const;
    let described: DataDescription | undefined;
    const details: string[] = [];
    const turns = await turnsDuring(
      ask('data.describe', { data }, { onProgress: ({ detail }) => details.push(detail) }).then(
        (answer) => (described = answer),
      ),
    );
    // One, if this thread did the reading
    expect(turns).toBeGreaterThan(10);
    expect(details).toContain('reading the images');
    expect(described!.classes).toContain('airplane');
    expect(partOf(described!, 'train')).toMatchObject({ images: 45_000, classCounts: new Array(10).fill(4500) });
    expect(partOf(described!, 'test')!.images).toBe(1000);
    const hash = createHash('sha256');
    for (const part of [1, 2, 3, 4, 5]) hash.update(readFileSync(join(cifar.path, `data_batch_${part}.bin`)));
    expect(partOf(described!, 'train')!.checksum).toBe(hash.digest('hex'));
    const [first] = described!.thumbnails;
    expect(Buffer.from(first!.pixels, 'base64')).toHaveLength(32 * 32 * 4);
  });

  test('is looked for from where the workbench was started, then beside the specification', async () => {
    const data = { source: 'cifar10', path: 'cifar10' } as const;
    await expect(ask('data.describe', { data, folder: join(cifar.path, '..') })).resolves.toMatchObject({
      input: [32, 32, 3],
    });
  });
});
