import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checksumOfFiles } from '../../main/data/checksum-of-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'noisefloor-checksum-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('is that of all the bytes, one file after the other', () => {
  // Longer than the pieces that are read
  const first = new Uint8Array(2 ** 24 + 3).map((_, index) => index % 251);
  const second = new TextEncoder().encode('second');
  const paths = [join(folder, 'first'), join(folder, 'second')];
  writeFileSync(paths[0]!, first);
  writeFileSync(paths[1]!, second);
  const expected = createHash('sha256').update(first).update(second).digest('hex');
  expect(checksumOfFiles(paths, 'weights file', 'invalid-weights-file')).toBe(expected);
  expect(checksumOfFiles(paths.toReversed(), 'weights file', 'invalid-weights-file')).not.toBe(expected);
});

test('a file that is missing is named', () => {
  const path = join(folder, 'none');
  expect(() => checksumOfFiles([path], 'weights file', 'invalid-weights-file')).toThrow(
    expect.objectContaining({ code: 'missing-file', message: `There is no weights file at ${path}.` }),
  );
});
