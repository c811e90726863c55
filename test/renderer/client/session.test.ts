import { describe, expect, test } from 'vitest';
import { RefusedError } from '../../../renderer/client/reconnecting-client.ts';
import { enterSession, tokenIn } from '../../../renderer/client/session.ts';
import type { Fetch } from '../../../renderer/client/session.ts';

/** A server that knows a token and whether there is a cookie. */
function server(
  goodToken: string | undefined,
  hasCookie: boolean,
): { readonly fetch: Fetch; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = async (address, options) => {
    asked.push(`${options?.method ?? 'GET'} ${address}`);
    const isGood = options === undefined ? hasCookie : JSON.parse(options.body).token === goodToken;
    return { status: isGood ? 204 : 403, ok: isGood };
  };
  return { fetch, asked };
}

describe('the token of an address', () => {
  test.each([
    ['#token=a_B-9', 'a_B-9'],
    ['', undefined],
    ['#/studies', undefined],
    ['#/studies?token=x', undefined],
    ['#token=', undefined],
    ['#token=a/b', undefined],
  ])('%j: %j', (hash, token) => {
    expect(tokenIn(hash)).toBe(token);
  });
});

describe('a session', () => {
  test('begins with a token that is good', async () => {
    const { fetch, asked } = server('good', false);
    await enterSession(fetch, 'good');
    expect(asked).toEqual(['POST /session']);
  });

  test('is there with a cookie, whatever the token', async () => {
    const { fetch, asked } = server('good', true);
    await enterSession(fetch, 'used');
    await enterSession(fetch, undefined);
    expect(asked).toEqual(['POST /session', 'GET /session', 'GET /session']);
  });

  test.each(['used', undefined])('is refused without a cookie, with the token %j', async (token) => {
    await expect(enterSession(server('good', false).fetch, token)).rejects.toBeInstanceOf(RefusedError);
  });

  test('is not refused by a server that fails', async () => {
    const failing = enterSession(async () => ({ status: 500, ok: false }), undefined);
    await expect(failing).rejects.not.toBeInstanceOf(RefusedError);
    await expect(failing).rejects.toThrow('status 500');
  });
});
