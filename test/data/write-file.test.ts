import type * as FileSystem from 'node:fs';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { writeFileWhole } from '../../main/data/write-file.ts';
import { labErrorOf, temporaryFolder } from './support.ts';

const failure = vi.hoisted(() => ({ code: undefined as string | undefined, afterWrites: 0, shortWrites: false }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  return {
    ...real,
    writeSync: (descriptor: number, bytes: Uint8Array, offset: number, length: number) => {
      if (failure.code !== undefined && failure.afterWrites-- <= 0) {
        throw Object.assign(new Error(failure.code), { code: failure.code });
      }
      return real.writeSync(descriptor, bytes, offset, failure.shortWrites ? Math.min(length, 2) : length);
    },
  };
});

afterEach(() => Object.assign(failure, { code: undefined, afterWrites: 0, shortWrites: false }));

const parts = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)];

describe('writeFileWhole', () => {
  test('writes all parts, also when the system takes only a few bytes at a time', () => {
    failure.shortWrites = true;
    const path = join(temporaryFolder(), 'a');
    writeFileWhole(path, parts);
    expect([...readFileSync(path)]).toEqual([1, 2, 3, 4, 5]);
  });

  test.each(['ENOSPC', 'EDQUOT'])('%s is a full disk; what was there stays, and nothing else', (code) => {
    const folder = temporaryFolder();
    const path = join(folder, 'a');
    writeFileSync(path, 'before');
    Object.assign(failure, { code, afterWrites: 1 });
    expect(labErrorOf(() => writeFileWhole(path, parts), 'disk-full').message).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('another failure names its code', () => {
    failure.code = 'EIO';
    const path = join(temporaryFolder(), 'a');
    expect(labErrorOf(() => writeFileWhole(path, parts), 'store-unusable').message).toContain('EIO');
  });

  test('a defect stays a defect', () => {
    const path = join(temporaryFolder(), 'a');
    const broken = {
      [Symbol.iterator]: () => {
        throw new TypeError('a defect');
      },
    };
    expect(() => writeFileWhole(path, broken)).toThrow(TypeError);
  });
});
