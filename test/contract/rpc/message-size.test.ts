import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximateBytes } from '../../../main/contract/rpc/message-size.ts';

test('a message takes at least its texts and its bytes', () => {
  expect(approximateBytes('x'.repeat(1000))).toBeGreaterThanOrEqual(1000);
  expect(approximateBytes({ ['n'.repeat(1000)]: 1 })).toBeGreaterThanOrEqual(1000);
  expect(approximateBytes([new Float64Array(100), new Uint8Array(50).buffer])).toBeGreaterThanOrEqual(850);
  expect(approximateBytes(new Map([['a'.repeat(500), new Set(['b'.repeat(500)])]]))).toBeGreaterThanOrEqual(1000);
  expect(approximateBytes(new Array(1000).fill(1))).toBeGreaterThanOrEqual(8000);
});

test('a circle ends', () => {
  const circle: Record<string, unknown> = { text: 'x'.repeat(100) };
  circle['self'] = [circle];
  expect(approximateBytes(circle)).toBeLessThan(300);
});

test('counting ends soon above what is enough', () => {
  expect(approximateBytes(new Array(1_000_000).fill('x'), 1000)).toBeLessThan(1100);
});

test('of anything it is more than of its parts', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), fc.anything(), (list, more) => {
      expect(approximateBytes([...list, more])).toBeGreaterThanOrEqual(approximateBytes(list) + 8);
    }),
  );
});
