import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { decodeMessage } from '../../../main/data/onnx/decode-message.ts';
import { encodeMessage } from '../../../main/data/onnx/encode-message.ts';
import type { MessageSchema } from '../../../main/data/onnx/protobuf-schema.ts';

const inner: MessageSchema = { title: 'inner', fields: { 1: { name: 'text', kind: 'text' } } };
const schema: MessageSchema = {
  title: 'outer',
  fields: {
    1: { name: 'whole', kind: 'int64' },
    2: { name: 'number', kind: 'float' },
    3: { name: 'bytes', kind: 'bytes' },
    4: { name: 'wholes', kind: 'int64s' },
    5: { name: 'numbers', kind: 'floats' },
    6: { name: 'doubles', kind: 'doubles' },
    7: { name: 'small', kind: 'int32s' },
    8: { name: 'texts', kind: 'texts' },
    9: { name: 'one', kind: 'message', message: () => inner },
    300: { name: 'many', kind: 'messages', message: () => inner },
  },
};
const none = { wholes: [], numbers: [], doubles: [], small: [], texts: [], many: [] };

const whole = fc.maxSafeInteger();
const float = fc.float({ noNaN: true });
const text = fc.string({ unit: 'grapheme' });

test('every message comes back as it was written', () => {
  const message = fc.record({
    whole,
    number: float,
    bytes: fc.uint8Array(),
    wholes: fc.array(whole),
    numbers: fc.array(float),
    doubles: fc.array(fc.double({ noNaN: true })),
    small: fc.array(fc.integer()),
    texts: fc.array(text),
    one: fc.record({ text }),
    many: fc.array(fc.record({ text })),
  });
  fc.assert(
    fc.property(message, (written) => {
      const read = decodeMessage<typeof written>(schema, encodeMessage(schema, written));
      expect({ ...read, bytes: [...read.bytes] }).toEqual({ ...written, bytes: [...written.bytes] });
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('any bytes are a message or are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodeMessage(schema, bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(LabError);
      }
    }),
    { seed: 4, numRuns: 3000 },
  );
});

describe('the format', () => {
  test.each<[string, readonly number[], object]>([
    ['nothing', [], none],
    ['numbers one by one and packed', [0x20, 1, 0x22, 2, 2, 3], { ...none, wholes: [1, 2, 3] }],
    [
      'a negative number in ten bytes',
      [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      { ...none, whole: -1 },
    ],
    ['the last of two', [0x08, 1, 0x08, 2], { ...none, whole: 2 }],
    [
      'fields that are not known',
      [0x7a, 1, 65, 0x78, 5, 0x7d, 0, 0, 0, 0, 0x79, 0, 0, 0, 0, 0, 0, 0, 0, 0x08, 7],
      { ...none, whole: 7 },
    ],
  ])('%s', (_, bytes, expected) => {
    expect(decodeMessage(schema, Uint8Array.from(bytes))).toEqual(expected);
  });

  test.each<[string, readonly number[]]>([
    ['a number that is cut off', [0x08, 0x80]],
    ['a text longer than the file', [0x42, 5, 65]],
    ['a message longer than its own', [0x4a, 3, 0x0a, 9, 65]],
    ['text that is not UTF-8', [0x42, 1, 0xff]],
    ['a group', [0x7b, 0x7c]],
    ['another type', [0x0d, 0, 0, 0, 0]],
    ['the field zero', [0x00, 0]],
    ['packed numbers that do not fill their length', [0x2a, 3, 0, 0, 0]],
  ])('refuses %s', (_, bytes) => {
    expect(() => decodeMessage(schema, Uint8Array.from(bytes))).toThrow(LabError);
  });

  test('limits the number of messages', () => {
    const bytes = new Uint8Array(3 * 500_000);
    for (let at = 0; at < bytes.length; at += 3) bytes.set([0xe2, 0x12, 0], at);
    expect(() => decodeMessage(schema, bytes)).toThrow('more than 400000 messages');
  });
});
