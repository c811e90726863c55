import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { serveContract } from '../../main/server/contract-server.ts';
import type { Server } from '../../main/server/contract-server.ts';
import { createTestService, testContract } from '../support/rpc-contract.ts';
import { enter, temporaryInterface } from '../support/rpc-transports.ts';
import { rawRequest, upgradeHeaders } from './raw-request.ts';
import type { RawAnswer, RawRequest } from './raw-request.ts';

const interfaceFolder = temporaryInterface();
const { service } = createTestService();

let server: Server;
let lines: string[];
let entered: string[];
let own: { readonly origin: string };
const ask = (request: RawRequest = {}): Promise<RawAnswer> => rawRequest(server.port, request);
const tokenOf = (address: string): string => new URL(address).hash.slice('#token='.length);

beforeEach(async () => {
  lines = [];
  entered = [];
  server = await serveContract(testContract, service, {
    interfaceFolder,
    log: (line) => lines.push(line),
    onEntered: (address) => entered.push(address),
  });
  own = { origin: `http://127.0.0.1:${server.port}` };
});
afterEach(() => server.close());

describe('where it can be reached', () => {
  test('is an address of the loopback, with a token where servers do not see it', () => {
    expect(server.address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${server.port}/#token=[\\w-]{43}$`));
  });

  test('is nowhere else', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${server.port}/`)).rejects.toThrow();
    }
  });

  test('may be a given port, and a sentence where that is taken', async () => {
    const again = serveContract(testContract, service, { interfaceFolder, port: server.port });
    await expect(again).rejects.toMatchObject({
      code: 'invalid-argument',
      message: `Port ${server.port} is in use.`,
      nextStep: expect.stringContaining('--port 0'),
    });
  });

  test('needs an interface that is built', async () => {
    const unbuilt = serveContract(testContract, service, { interfaceFolder: `${interfaceFolder}-gone` });
    await expect(unbuilt).rejects.toMatchObject({ code: 'missing-file' });
  });
});

describe('every answer', () => {
  test.each(['/', '/assets/index-a1b2c3d4.js', '/gone.js', '/session'])(
    'of %s says what a page may do',
    async (path) => {
      const { headers } = await ask({ path });
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      const policy = headers['content-security-policy'] as string;
      expect(policy.split('; ')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "frame-ancestors 'none'",
          `connect-src 'self' ws://127.0.0.1:${server.port}`,
        ]),
      );
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
    },
  );

  test('is for this machine alone: no other origin may read it', async () => {
    const { headers } = await ask();
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('a request is refused', () => {
  test.each([
    ['whose host is a foreign name', { headers: { host: 'example.org' } }],
    ['that comes from another origin', { headers: { origin: 'http://example.org' } }],
    ['that comes from another port', { headers: { origin: 'http://127.0.0.1:1' } }],
  ])('%s', async (_name, request) => {
    const { status, body } = await ask(request);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'invalid-message', nextStep: expect.any(String) } });
  });

  test.each(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'POST'])('with the method %s', async (method) => {
    const { status, headers } = await ask({ method, headers: own });
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
  });

  test('for what is no file of the interface', async () => {
    for (const path of ['/gone.js', '/notes.secret', '/../../package.json', '/assets/%2e%2e/%2e%2e/x.json']) {
      expect((await ask({ path })).status).toBe(404);
    }
  });
});

describe('files', () => {
  test('are sent whole, and without content for HEAD', async () => {
    const whole = await ask({ path: '/?from=mail' });
    const head = await ask({ method: 'HEAD' });
    expect(whole).toMatchObject({ status: 200, body: '<!doctype html><title>Test</title>' });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(head.headers['content-length']).toBe(String(whole.body.length));
  });
});

describe('the session', () => {
  const post = (token: unknown, headers: RawRequest['headers'] = {}): Promise<RawAnswer> =>
    ask({
      method: 'POST',
      path: '/session',
      headers: { ...own, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ token }),
    });

  test('begins with the token of the address, once', async () => {
    const token = tokenOf(server.address);
    const first = await post(token);
    expect(first.status).toBe(204);
    const [cookie] = first.headers['set-cookie']!;
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await ask({ path: '/session', headers: { cookie: cookie!.split(';')[0] } })).status).toBe(204);
    const second = await post(token);
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(entered).toEqual([server.address]);
    expect(tokenOf(server.address)).not.toBe(token);
  });

  test.each([
    ['another origin', { origin: 'http://example.org' }, 403],
    ['no origin', { origin: undefined }, 403],
    ['another host', { host: 'example.org' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text', { 'content-type': 'text/plain' }, 415],
  ])('does not begin from %s, and the token stays good', async (_name, headers, status) => {
    const given: Record<string, string | undefined> = { ...own, 'content-type': 'application/json', ...headers };
    const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const body = JSON.stringify({ token: tokenOf(server.address) });
    const answer = await ask({ method: 'POST', path: '/session', headers: kept, body });
    expect(answer.status).toBe(status);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await post(tokenOf(server.address))).status).toBe(204);
  });

  test.each([[''], [undefined], [null], [7], [['x']], [{ token: 'x' }], ['x'.repeat(5000)]])(
    'does not begin with %j',
    async (token) => {
      expect((await post(token)).status).toBe(403);
    },
  );

  test('does not begin with what is no JSON', async () => {
    const headers = { ...own, 'content-type': 'application/json' };
    for (const body of ['', '{', 'null', '"x"', 'x'.repeat(100_000)]) {
      expect((await ask({ method: 'POST', path: '/session', headers, body })).status).toBe(403);
    }
    expect(lines).toEqual([]);
  });

  test('is told of by its cookie alone', async () => {
    expect((await ask({ path: '/session' })).status).toBe(403);
    const token = tokenOf(server.address);
    expect((await ask({ path: `/session?token=${token}` })).status).toBe(403);
    expect((await ask({ path: '/session', headers: { cookie: `noisefloor-${server.port}=${token}` } })).status).toBe(
      403,
    );
  });
});

describe('a socket', () => {
  const upgrade = (headers: RawRequest['headers'], path = '/socket'): Promise<RawAnswer> =>
    ask({ path, headers: { ...upgradeHeaders, ...headers } });

  test('opens with the cookie, from the page of this server', async () => {
    const cookie = await enter(server);
    expect((await upgrade({ ...own, cookie })).status).toBe(101);
    const host = `localhost:${server.port}`;
    expect((await upgrade({ cookie, host, origin: `http://${host}` })).status).toBe(101);
  });

  test.each([
    ['no cookie', { cookie: undefined }],
    ['another cookie', { cookie: 'noisefloor=1' }],
    ['another origin', { origin: 'http://example.org' }],
    ['the origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['another host', { host: 'example.org' }],
    ['another host, and its origin', { host: 'example.org:80', origin: 'http://example.org:80' }],
  ])('does not open with %s', async (_name, headers) => {
    const cookie = await enter(server);
    const given: Record<string, string | undefined> = { ...own, cookie, ...headers };
    const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    expect((await upgrade(kept)).status).toBe(403);
  });

  test('does not open elsewhere', async () => {
    const cookie = await enter(server);
    expect((await upgrade({ ...own, cookie }, '/')).status).toBe(403);
  });
});
