import { describe, expect, test } from 'vitest';
import { refusal } from '../../main/server/request-rules.ts';

const host = '127.0.0.1:8080';

describe('the host of a request', () => {
  test.each([host, 'localhost:8080', 'LOCALHOST:9', '127.0.0.1', 'localhost'])('%s is let in', (host) => {
    expect(refusal({ host }, false)).toBeUndefined();
  });

  test.each([
    undefined,
    '',
    'example.org',
    'example.org:8080',
    '127.0.0.1.example.org:8080',
    'localhost.example.org',
    'example.org#127.0.0.1:8080',
    'user@127.0.0.1:8080',
    '127.0.0.1:8080:80',
    '127.0.0.1:',
    '127.0.0.2:8080',
    '0.0.0.0:8080',
    '[::1]:8080',
    '127.0.0.1:8080\n',
  ])('%j is refused', (host) => {
    expect(refusal({ host }, false)).toContain('only to 127.0.0.1');
  });
});

describe('the origin of a request', () => {
  test('is that of the host it goes to', () => {
    expect(refusal({ host, origin: `http://${host}` }, true)).toBeUndefined();
    expect(refusal({ host: 'Localhost:1', origin: 'http://localhost:1' }, true)).toBeUndefined();
  });

  test.each([
    'http://example.org',
    'http://127.0.0.1',
    'http://127.0.0.1:8081',
    'http://localhost:8080',
    'https://127.0.0.1:8080',
    `http://${host}.example.org`,
    'null',
    '',
  ])('%j is refused', (origin) => {
    expect(refusal({ host, origin }, false)).toBe('The request comes from another origin.');
  });

  test('may be left out only where browsers leave it out', () => {
    expect(refusal({ host }, false)).toBeUndefined();
    expect(refusal({ host }, true)).toContain('needs an Origin');
  });
});
