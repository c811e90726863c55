import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answerInterface } from '../../main/desktop/app-protocol.ts';

const outside = mkdtempSync(join(tmpdir(), 'noisefloor-protocol-'));
const folder = join(outside, 'interface');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(outside, 'secret.html'), 'secret');
writeFileSync(join(outside, 'secret.js'), 'secret');
writeFileSync(join(folder, 'index.html'), '<!doctype html>');
writeFileSync(join(folder, 'assets', 'index-12345678.js'), 'export {};');
writeFileSync(join(folder, 'notes.md'), 'of no served kind');
symlinkSync(join(outside, 'secret.js'), join(folder, 'assets', 'link.js'));
afterAll(() => rmSync(outside, { recursive: true }));

/** As Electron hands it over: the address as the page wrote it, which `Request` would have put in order. */
const answer = (url: string, method = 'GET') => answerInterface(folder)({ url, method } as Request);

describe('app://workbench', () => {
  test('is the built interface', async () => {
    const page = await answer('app://workbench/');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<!doctype html>',
    ]);
    const script = await answer('app://workbench/assets/index-12345678.js?v=1#x');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    'app://workbench/../secret.html',
    'app://workbench/%2e%2e/secret.html',
    'app://workbench/%2E%2E%2Fsecret.html',
    'app://workbench/assets/..%2f..%2fsecret.js',
    'app://workbench/assets/..%5c..%5csecret.js',
    'app://workbench//secret.html',
    `app://workbench/${encodeURIComponent(join(outside, 'secret.html'))}`,
    'app://workbench/assets/link.js',
    'app://workbench/index.html%00.js',
    'app://workbench/%',
    'app://workbench/notes.md',
    'app://workbench/assets',
    'app://workbench/gone.js',
    'app://other/index.html',
    'app://workbench.example.org/index.html',
  ])('has no %s', async (url) => {
    const response = await answer(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  test.each(['POST', 'PUT', 'DELETE'])('is only read, not by %s', async (method) => {
    expect((await answer('app://workbench/', method)).status).toBe(405);
  });

  test.each(['app://workbench/', 'app://workbench/gone.js'])('%s comes with its rules', async (url) => {
    const { headers } = await answer(url);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const policy = headers.get('content-security-policy')!.split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy.join()).not.toMatch(/unsafe|\*|http|ws:/);
  });
});
