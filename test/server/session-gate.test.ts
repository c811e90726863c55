import { describe, expect, test } from 'vitest';
import { createSessionGate } from '../../main/server/session-gate.ts';

const valueOf = (setCookie: string): string => setCookie.split(';')[0]!;

describe('the session gate', () => {
  test('takes a token once, and has another one then', () => {
    const gate = createSessionGate(8080);
    const { token } = gate;
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(gate.enter(token)).toMatch(/^noisefloor-8080=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(gate.enter(token)).toBeUndefined();
    expect(gate.token).not.toBe(token);
    expect(gate.enter(gate.token)).toBeDefined();
  });

  test.each([
    ['nothing', () => ''],
    ['a part', (token: string) => token.slice(0, -1)],
    ['more', (token: string) => `${token}x`],
    ['other letters', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
  ])('takes %s for no token, and the right one afterwards', (_name, wrong) => {
    const gate = createSessionGate(8080);
    expect(gate.enter(wrong(gate.token))).toBeUndefined();
    expect(gate.enter(gate.token)).toBeDefined();
  });

  test('knows its cookies among others, of every browser that entered', () => {
    const gate = createSessionGate(8080);
    const first = valueOf(gate.enter(gate.token)!);
    const second = valueOf(gate.enter(gate.token)!);
    expect(first).not.toBe(second);
    for (const cookies of [first, second, `theme=dark; ${first}`, `${second};x=1`]) {
      expect(gate.isInside(cookies)).toBe(true);
    }
  });

  test('lets nobody in with another cookie', () => {
    const gate = createSessionGate(8080);
    const other = createSessionGate(8081);
    const cookie = valueOf(gate.enter(gate.token)!);
    const foreign = valueOf(other.enter(other.token)!);
    const wrong = [undefined, '', foreign, foreign.replace('8081', '8080'), `x${cookie}`, cookie.slice(0, -1)];
    expect(wrong.filter((cookies) => gate.isInside(cookies))).toEqual([]);
    expect(gate.isInside(`noisefloor-8080=${gate.token}`)).toBe(false);
  });
});
