import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recipe } from '../../build/native-engine/recipe.ts';
import {
  installedFiles,
  isFinished,
  measureInstalledFiles,
  readStamp,
  writeStamp,
  type Stamp,
  type WantedEngine,
} from '../../build/native-engine/stamp.ts';

let folder: string;
let stamp: Stamp;
const wanted: WantedEngine = { bindingVersion: recipe.bindingVersion, folder: undefined };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noisefloor-stamp-'));
  for (const [index, file] of installedFiles.entries()) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), 'x'.repeat(100 + index));
  }
  stamp = {
    revision: recipe.revision,
    bindingVersion: recipe.bindingVersion,
    tensorflowVersion: recipe.tensorflowVersion,
    source: 'wheel',
    files: await measureInstalledFiles(folder),
  };
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function finished(changes: Partial<Stamp> = {}, want = wanted): Promise<boolean> {
  await writeStamp(folder, { ...stamp, ...changes });
  return isFinished(await readStamp(folder), await measureInstalledFiles(folder), want);
}

describe('a second set-up does nothing', () => {
  test('when the stamp and the files agree', async () => {
    expect(Object.keys(stamp.files)).toHaveLength(3);
    expect(await finished()).toBe(true);
  });

  test('also after a set-up from a folder, named again or no longer named', async () => {
    const source = '/opt/libtensorflow';
    expect(await finished({ source })).toBe(true);
    expect(await finished({ source }, { ...wanted, folder: source })).toBe(true);
    expect(await finished({ source, tensorflowVersion: '2.20.0' })).toBe(true);
  });
});

describe('a set-up is made again', () => {
  test('without a stamp, or with one that cannot be read', async () => {
    expect(isFinished(await readStamp(folder), stamp.files, wanted)).toBe(false);
    await writeStamp(folder, stamp);
    await truncate(join(folder, 'deps', 'noisefloor-native-engine.json'), 20);
    expect(await readStamp(folder)).toBeUndefined();
  });

  test.each<readonly [string, Partial<Stamp>]>([
    ['an older recipe', { revision: recipe.revision - 1 }],
    ['another version of the binding', { bindingVersion: '4.21.0' }],
    ['another version of TensorFlow', { tensorflowVersion: '2.20.0' }],
    ['no files', { files: {} }],
  ])('for %s', async (_name, changes) => {
    expect(await finished(changes)).toBe(false);
  });

  test('when another folder is named', async () => {
    expect(await finished({ source: '/opt/a' }, { ...wanted, folder: '/opt/b' })).toBe(false);
    expect(await finished({}, { ...wanted, folder: '/opt/b' })).toBe(false);
  });

  test.each(installedFiles)('when %s was cut short or removed', async (file) => {
    await truncate(join(folder, file), 1);
    expect(await finished()).toBe(false);
    await rm(join(folder, file));
    expect(await finished()).toBe(false);
  });
});
