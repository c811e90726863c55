import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import { makeOutputFolder } from '../../main/store/output-folder.ts';
import { temporaryFolder } from './support.ts';

test('is made with those above it, and taken back as far as nothing lies in it', () => {
  const folder = temporaryFolder();
  const remove = makeOutputFolder(join(folder, 'a', 'b', 'c'));
  expect(statSync(join(folder, 'a', 'b', 'c')).isDirectory()).toBe(true);
  mkdirSync(join(folder, 'a', 'theirs'));
  remove();
  expect(existsSync(join(folder, 'a', 'b'))).toBe(false);
  expect(existsSync(join(folder, 'a', 'theirs'))).toBe(true);
});

test('that was there stays, also where it is empty', () => {
  const folder = temporaryFolder();
  makeOutputFolder(folder)();
  expect(existsSync(folder)).toBe(true);
});

function refusalOf(path: string): LabError {
  try {
    makeOutputFolder(path, 'Take another.');
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  return expect.fail('It was made.');
}

test('is refused in a sentence where its name is too long, or something is in the way', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const long = refusalOf(join(folder, 'x'.repeat(300)));
  expect(long).toMatchObject({ code: 'invalid-argument', message: expect.stringMatching(/^The name is too long: /) });
  expect(long.message.length).toBeLessThan(200);
  expect(refusalOf(join(folder, 'y'.repeat(300), 'z'))).toMatchObject({ code: 'invalid-argument' });
  expect(refusalOf(join(folder, 'file'))).toMatchObject({
    message: `${join(folder, 'file')} is a file, not a folder.`,
    nextStep: 'Take another.',
  });
  expect(refusalOf(join(folder, 'file', 'a'))).toMatchObject({ code: 'invalid-argument', nextStep: 'Take another.' });
});
