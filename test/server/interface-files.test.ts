import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import { checkInterfaceFolder, readInterfaceFile } from '../../main/server/interface-files.ts';
import { temporaryInterface } from '../support/rpc-transports.ts';

const folder = temporaryInterface();

describe('a file of the interface', () => {
  test('is the index at the root, which is asked for each time', async () => {
    const file = await readInterfaceFile(folder, '/');
    expect(String(file!.bytes)).toContain('<title>Test</title>');
    expect(file).toMatchObject({ type: 'text/html; charset=utf-8', cacheControl: 'no-store' });
  });

  test('is kept by browsers where its name changes with its content', async () => {
    expect(await readInterfaceFile(folder, '/assets/index-a1b2c3d4.js')).toMatchObject({
      type: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
  });

  test.each(['/assets', '/assets/', '/gone.js', '/notes.secret', '/.html', '', '//', '/%E0%A4%A'])(
    '%j is none',
    async (path) => {
      expect(await readInterfaceFile(folder, path)).toBeUndefined();
    },
  );
});

describe('nothing outside of the folder is read', () => {
  const around = mkdtempSync(join(tmpdir(), 'noisefloor-around-'));
  afterAll(() => rmSync(around, { recursive: true }));
  const inner = join(around, 'interface');
  mkdirSync(inner);
  mkdirSync(join(around, 'interface-2'));
  writeFileSync(join(inner, 'index.html'), 'inside');
  writeFileSync(join(around, 'secret.json'), 'secret');
  writeFileSync(join(around, 'interface-2', 'secret.json'), 'secret');
  symlinkSync(join(around, 'secret.json'), join(inner, 'link.json'));

  test.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/..\\secret.json',
    '/..%5csecret.json',
    '/x/../../secret.json',
    '/../interface-2/secret.json',
    '/link.json',
    `/${join(around, 'secret.json')}`,
    '/%00/../../secret.json',
    '/secret.json%00.html',
  ])('%s', async (path) => {
    expect(await readInterfaceFile(inner, path)).toBeUndefined();
  });

  test('however a path is put together', async () => {
    const piece = fc.constantFrom(
      '/',
      '..',
      '.',
      '%2e',
      '%2f',
      '%5c',
      '\\',
      'secret.json',
      'interface',
      'index.html',
      '%00',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
        const file = await readInterfaceFile(inner, `/${pieces.join('')}`);
        expect(String(file?.bytes ?? 'inside')).toBe('inside');
      }),
      { numRuns: 500 },
    );
  });
});

test('an interface that is not built says how to build it', () => {
  const missing = join(folder, 'gone');
  expect(() => checkInterfaceFolder(missing)).toThrow(LabError);
  expect(() => checkInterfaceFolder(missing)).toThrow(
    expect.objectContaining({ code: 'missing-file', nextStep: 'Run `npm run build`.' }),
  );
  expect(() => checkInterfaceFolder(folder)).not.toThrow();
});
