import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { decodeText, encodeText } from '../../../main/contract/rpc/text-codec.ts';

/** Plain data of every kind, with names that look like the codec's own. */
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, undefined, null, true, '$', 'NaN', '"$'),
      fc.double(),
      fc.string({ unit: 'binary' }),
    ),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('$', '$$', '$x', '__proto__', 'toJSON', ''), fc.string()), tie('data'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
}));

describe('text', () => {
  test('carries all plain data to the bit', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(decodeText(encodeText(value))).toStrictEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('is JSON as usual where nothing special is in it', () => {
    const value = { name: 'LeNet-5', rates: [0.1, 1e-7], plan: null };
    expect(encodeText(value)).toBe(JSON.stringify(value));
  });

  test.each([
    ['a function', { f: () => 1 }],
    ['a symbol', [Symbol('x')]],
    ['a bigint', 1n],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['bytes', new Uint8Array(2)],
    ['an error', new Error('x')],
    ['an object with a method toJSON', { toJSON: () => 1 }],
    ['an instance of a class', new LabError('lost', 'x', 'y')],
  ])('carries no %s', (_name, value) => {
    expect(() => encodeText(value)).toThrow(expect.objectContaining({ code: 'invalid-message' }));
  });

  test('carries no circle', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => encodeText(circle)).toThrow(LabError);
  });

  test.each(['', '{', 'undefined', 'NaN', '{"$":"gone"}', '{"$":1}', '{"$":"NaN","x":1}', '{"$x":1}', '[{"$":null}]'])(
    '%j is none of this codec',
    (text) => {
      expect(() => decodeText(text)).toThrow(expect.objectContaining({ code: 'invalid-message' }));
    },
  );

  test('of any kind is either read or refused', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(fc.constantFrom('{', '}', '"$"', ':', '"$$"', '1', ',')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          decodeText(given);
        } catch (error) {
          expect(error).toBeInstanceOf(LabError);
        }
      }),
    );
  });

  test('gives no object another prototype', () => {
    const read = decodeText('{"__proto__":{"admin":true},"$$x":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read['admin']).toBeUndefined();
  });
});
