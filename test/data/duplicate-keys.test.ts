import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findDuplicateKey } from '../../main/data/duplicate-keys.ts';

describe('findDuplicateKey', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":{"b":1,"b":2}}', 'b'],
    ['[{"x":[1,2]},{"y":"z","y":0}]', 'y'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{ "a" : {} , "b":[[]], "a" : 1 }', 'a'],
    ['{"\\"":1,"\\"":2}', '"'],
  ])('finds it in %s', (text, key) => {
    expect(findDuplicateKey(text)).toBe(key);
  });

  test.each([
    '{"a":"a","b":"a"}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":["b","b","a"]}',
    '{"a":"\\",\\"a\\":1"}',
    '"a"',
    '{}',
  ])('finds none in %s', (text) => {
    expect(findDuplicateKey(text)).toBeUndefined();
  });

  test('never finds one in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(2), (text, indent) => {
        expect(findDuplicateKey(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined();
      }),
    );
  });

  test('takes strings of many megabytes', () => {
    expect(findDuplicateKey(JSON.stringify({ a: '\\"x'.repeat(1_000_000), b: 1 }))).toBeUndefined();
  });
});
