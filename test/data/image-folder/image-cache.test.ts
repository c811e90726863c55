import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { dataSchema } from '../../../main/contract/data.ts';
import type { DataSet } from '../../../main/data/data-set.ts';
import { imageCacheFolder, imageCacheSize } from '../../../main/data/image-folder/image-cache-folder.ts';
import { cacheKey, findCached, keepDecoded } from '../../../main/data/image-folder/image-cache.ts';
import { readDataSet } from '../../../main/data/read-data-set.ts';
import { labErrorOf, temporaryFolder } from '../support.ts';

const longAgo = new Date('2020-05-17T10:00:00Z');

function greyPng(value: number): Uint8Array {
  return new Uint8Array(encode({ width: 3, height: 2, channels: 1, data: new Uint8Array(6).fill(value) }));
}

function write(path: string, bytes: Uint8Array, changed = longAgo): void {
  writeFileSync(path, bytes);
  utimesSync(path, changed, changed);
}

/** Six images of two classes that nobody has changed for long, in a folder of its own. */
function images(): string {
  const folder = join(temporaryFolder(), 'pictures');
  for (const [index, name] of ['cat/1', 'cat/2', 'cat/3', 'dog/1', 'dog/2', 'dog/3'].entries()) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    write(join(folder, `${name}.png`), greyPng(10 * index));
  }
  return folder;
}

function workspaceCache(): string {
  return imageCacheFolder(temporaryFolder());
}

interface Reading {
  readonly set: DataSet;
  readonly isCached: boolean;
}

function read(path: string, cacheFolder: string, options: object = {}): Reading {
  let told = '';
  const data = dataSchema.parse({ source: 'images', path, testFraction: 0.5, ...options });
  const set = readDataSet(data, { cacheFolder, onProgress: (_fraction, detail) => void (told = detail) });
  return { set, isCached: told === '6 images that were decoded before' };
}

const cachedPaths = (cache: string): string[] => readdirSync(cache).map((name) => join(cache, name));

describe('a folder that was read before', () => {
  test('is the same set, not decoded again', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const first = read(folder, cache);
    const second = read(folder, cache);
    expect([first.isCached, second.isCached]).toEqual([false, true]);
    expect(second.set).toEqual(first.set);
    expect(imageCacheSize(cache)).toEqual({ sets: 1, bytes: statSync(cachedPaths(cache)[0]!).size });
  });

  test('with a test part of its own, and wherever it lies', () => {
    const [folder, cache] = [join(temporaryFolder(), 'divided'), workspaceCache()];
    for (const part of ['train', 'test']) {
      for (const [index, name] of ['a', 'b', 'c'].entries()) {
        mkdirSync(join(folder, part, name), { recursive: true });
        write(join(folder, part, name, '1.png'), greyPng(index));
      }
    }
    const first = read(folder, cache);
    const second = read(join(folder, '..', 'divided'), cache);
    expect(second.isCached).toBe(true);
    expect(second.set).toEqual(first.set);
  });

  test('is another one in another size, grey, or by another way', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const ways = [{}, { channels: 1 }, { size: [2, 2] }, { size: [2, 2], resize: 'antialias' }];
    expect(ways.map((options) => read(folder, cache, options).isCached)).toEqual([false, false, false, false]);
    expect(ways.map((options) => read(folder, cache, options).isCached)).toEqual([true, true, true, true]);
    // The split is made of the decoded images, so it is no matter
    expect(read(folder, cache, { seed: 9, testFraction: 0.2 }).isCached).toBe(true);
  });

  test('is read again when a file came, went, or changed, also with its old size and time', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const { set } = read(folder, cache);
    const path = join(folder, 'cat/2.png');
    const { size } = statSync(path);
    write(path, greyPng(11));
    expect(statSync(path).size).toBe(size);
    const changed = read(folder, cache);
    expect(changed.isCached).toBe(false);
    expect(changed.set.training.checksum).not.toBe(set.training.checksum);
    copyFileSync(path, join(folder, 'cat/4.png'));
    utimesSync(join(folder, 'cat/4.png'), longAgo, longAgo);
    expect(read(folder, cache).set.training.labels.length + read(folder, cache).set.test.labels.length).toBe(7);
  });

  test('is not kept while its files are so new that they may change unseen', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const path = join(folder, 'cat/2.png');
    const question = {
      folder,
      parts: [[{ path, label: 0 }]],
      shape: [2, 3, 1] as const,
      settings: { resize: 'area', channels: 1 } as const,
    };
    const isSettled = (nowMs: number): boolean => cacheKey(question, nowMs).isSettled;
    expect([isSettled(longAgo.getTime() + 1000), isSettled(longAgo.getTime() + 2001)]).toEqual([false, true]);
    write(path, greyPng(1), new Date(Date.now() + 3_600_000));
    read(folder, cache);
    expect(imageCacheSize(cache)).toEqual({ sets: 0, bytes: 0 });
  });

  test('notes how many images are turned, again and again', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const turned = readFileSync(join(import.meta.dirname, '../../fixtures/images/turned.jpg'));
    for (const name of ['cat/7.jpg', 'dog/7.jpg']) write(join(folder, name), turned);
    const notices = [1, 2].map(() => read(folder, cache, { size: [2, 2] }).set.notices);
    expect(notices[0]).toEqual([expect.stringMatching(/^2 of the 8 images say .* turned or mirrored/)]);
    expect(notices[1]).toEqual(notices[0]);
    expect(read(images(), cache).set).not.toHaveProperty('notices');
  });
});

describe('a cache', () => {
  test('that is damaged anywhere is noticed and built anew', () => {
    const [folder, cache] = [images(), workspaceCache()];
    const { set } = read(folder, cache);
    const [path] = cachedPaths(cache);
    const sound = readFileSync(path!);
    const places = [0, 31, 32, 35, 36, 60, 140, sound.length - 1];
    for (const place of places) {
      const broken = Buffer.from(sound);
      broken[place]! ^= 1;
      writeFileSync(path!, broken);
      const again = read(folder, cache);
      expect([place, again.isCached]).toEqual([place, false]);
      expect(again.set).toEqual(set);
      expect(readFileSync(path!)).toEqual(sound);
    }
    for (const broken of [
      sound.subarray(0, 0),
      sound.subarray(0, 34),
      sound.subarray(0, -1),
      Buffer.concat([sound, sound]),
    ]) {
      writeFileSync(path!, broken);
      expect(read(folder, cache)).toEqual({ set, isCached: false });
      expect(read(folder, cache)).toEqual({ set, isCached: true });
    }
  });

  test('does not take one set for another', () => {
    const [folder, cache] = [images(), workspaceCache()];
    read(folder, cache);
    const [path] = cachedPaths(cache);
    copyFileSync(path!, join(cache, `${'a'.repeat(64)}.images`));
    expect(findCached(cache, 'a'.repeat(64))).toBeUndefined();
    expect(cachedPaths(cache)).toEqual([path]);
  });

  test('stays within its size: what was not used for longest goes first', () => {
    const cache = workspaceCache();
    const decoded = (bytes: number) => ({
      parts: [{ pixels: new Uint8Array(bytes).fill(7), checksum: 'c' }],
      turned: 0,
    });
    const key = (name: string): string => name.repeat(64);
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      expect(keepDecoded(cache, key(name), decoded(1000), 4000)).toBeUndefined();
      const used = new Date(longAgo.getTime() + index * 60_000);
      utimesSync(join(cache, `${key(name)}.images`), used, used);
    }
    expect(findCached(cache, key('a'))?.parts[0]!.pixels).toHaveLength(1000);
    writeFileSync(join(cache, '.x.images.1-0.partial'), 'what a killed process left');
    utimesSync(join(cache, '.x.images.1-0.partial'), longAgo, longAgo);
    writeFileSync(join(cache, '.y.images.1-0.partial'), 'what another process is writing');
    expect(keepDecoded(cache, key('d'), decoded(1000), 4000)).toBeUndefined();
    expect(readdirSync(cache).sort()).toEqual([
      '.y.images.1-0.partial',
      ...['a', 'c', 'd'].map((name) => `${key(name)}.images`),
    ]);
    expect(keepDecoded(cache, key('e'), decoded(5000), 4000)).toMatch(/5000 bytes, more than the 4000/);
    expect(imageCacheSize(cache).sets).toBe(3);
  });

  test('that cannot be written costs only time', () => {
    const folder = images();
    const cache = join(temporaryFolder(), 'file');
    writeFileSync(cache, 'in its place');
    const { set, isCached } = read(folder, cache);
    expect(isCached).toBe(false);
    expect(set.notices).toEqual([expect.stringMatching(/^The decoded images were not kept for the next time: .+\.$/)]);
    expect(set.training.labels).toHaveLength(3);
    expect(imageCacheSize(cache)).toEqual({ sets: 0, bytes: 0 });
  });

  test('keeps nothing of a folder that is refused', () => {
    const [folder, cache] = [images(), workspaceCache()];
    write(join(folder, 'dog/9.png'), new TextEncoder().encode('no image'));
    labErrorOf(() => read(folder, cache), 'invalid-data-file');
    expect(imageCacheSize(cache)).toEqual({ sets: 0, bytes: 0 });
  });
});
