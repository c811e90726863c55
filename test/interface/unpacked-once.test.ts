import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unpackedOnce } from './unpacked-once.ts';

function place(): { readonly above: string; readonly folder: string } {
  const above = mkdtempSync(join(tmpdir(), 'noisefloor-unpacked-'));
  onTestFinished(() => rmSync(above, { recursive: true }));
  return { above, folder: join(above, 'browser') };
}

test('two at once get one folder, whole as soon as it is there', async () => {
  const { above, folder } = place();
  const finish: (() => void)[] = [];
  const slowly = async (into: string): Promise<void> => {
    writeFileSync(join(into, 'program'), 'begun');
    await new Promise<void>((resolve) => finish.push(resolve));
    writeFileSync(join(into, 'program'), 'whole');
  };
  const both = [unpackedOnce(folder, slowly), unpackedOnce(folder, slowly)];
  expect([finish.length, existsSync(folder)]).toEqual([2, false]);
  finish[1]!();
  await both[1];
  expect(readFileSync(join(folder, 'program'), 'utf8')).toBe('whole');
  finish[0]!();
  await both[0];
  expect(readdirSync(above)).toEqual(['browser']);
  await unpackedOnce(folder, () => expect.unreachable('it is there already'));
});

test('what cannot be unpacked leaves nothing behind', async () => {
  const { above, folder } = place();
  const failing = unpackedOnce(folder, () => Promise.reject(new Error('no space left')));
  await expect(failing).rejects.toThrow('no space left');
  expect(readdirSync(above)).toEqual([]);
});
