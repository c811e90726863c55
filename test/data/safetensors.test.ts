import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSafetensors, readSafetensorsHeader, type Tensor } from '../../main/data/safetensors.ts';
import { encodeSafetensors, writeSafetensors } from '../../main/data/safetensors-writer.ts';
import { damaged, labErrorOf, needsRealData, realData, temporaryFolder, throwsOnlyLabErrors } from './support.ts';

/** A file with this JSON (or text) as its header and so many bytes of data behind it. */
function fileOf(header: unknown, data: Uint8Array | number = 0): string {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const path = join(temporaryFolder(), 'file.safetensors');
  writeFileSync(path, Buffer.concat([length, json, typeof data === 'number' ? new Uint8Array(data) : data]));
  return path;
}

const f32 = (shape: readonly number[], begin: number, end: number) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

function bitsOf({ values }: Tensor): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex');
}

const anyFloat32 = fc.uint32Array({ maxLength: 12 }).map((bits) => new Float32Array(Uint32Array.from(bits).buffer));
const anyValues = fc.oneof(
  anyFloat32,
  fc.int32Array({ maxLength: 12 }).map((values) => Int32Array.from(values)),
  fc.bigInt64Array({ maxLength: 12 }).map((values) => BigInt64Array.from(values)),
  fc.uint8Array({ maxLength: 12 }).map((values) => Uint8Array.from(values)),
);
const anyTensor: fc.Arbitrary<Tensor> = anyValues.chain((values) =>
  fc.constantFrom([values.length], [1, values.length], [values.length, 1, 1]).map((shape) => ({ shape, values })),
);
const anyName = fc
  .oneof(fc.string(), fc.constantFrom('__proto__', '0', '10', '9', 'ä', '"'))
  .filter((name) => name !== '__metadata__');
const anyContent = fc.record({
  tensors: fc.uniqueArray(fc.tuple(anyName, anyTensor), { selector: ([name]) => name, maxLength: 6 }),
  metadata: fc.uniqueArray(fc.tuple(anyName, fc.string()), { selector: ([name]) => name, maxLength: 4 }),
});

describe('writing', () => {
  test('golden bytes: keys sorted, wide elements first, header padded to eight', () => {
    const tensors = new Map<string, Tensor>([
      ['b', { shape: [2], values: Float32Array.of(1, -2) }],
      ['z', { shape: [1], values: BigInt64Array.of(-1n) }],
      ['a', { shape: [3, 1], values: Uint8Array.of(1, 2, 3) }],
    ]);
    const json =
      '{"__metadata__":{"k":"v","l":"w"},"z":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"a":{"dtype":"U8","shape":[3,1],"data_offsets":[16,19]}}';
    const padded = json.padEnd(Math.ceil(json.length / 8) * 8, ' ');
    const expected = Buffer.concat([
      Buffer.from([padded.length, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from(padded),
      Buffer.from('ffffffffffffffff0000803f000000c0010203', 'hex'),
    ]);
    expect(Buffer.concat(encodeSafetensors(tensors, { l: 'w', k: 'v' })).toString('latin1')).toBe(
      expected.toString('latin1'),
    );
  });

  test('the order tensors and metadata come in makes no difference', () => {
    fc.assert(
      fc.property(anyContent, ({ tensors, metadata }) => {
        const forward = encodeSafetensors(new Map(tensors), Object.fromEntries(metadata));
        const backward = encodeSafetensors(new Map(tensors.toReversed()), Object.fromEntries(metadata.toReversed()));
        expect(Buffer.concat(forward).equals(Buffer.concat(backward))).toBe(true);
      }),
    );
  });

  test('gives the length and checksum of the file, and leaves nothing else in its folder', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'weights.safetensors');
    writeFileSync(path, 'what was there before');
    const written = writeSafetensors(path, new Map([['a', { shape: [2], values: Float32Array.of(1, 2) }]]));
    const bytes = readFileSync(path);
    expect(written).toEqual({ byteLength: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(readdirSync(folder)).toEqual(['weights.safetensors']);
  });

  test('refuses values that do not fill their shape, and the name of the metadata', () => {
    const tensor = { shape: [3], values: new Float32Array(2) };
    expect(() => encodeSafetensors(new Map([['a', tensor]]))).toThrow(TypeError);
    expect(() => encodeSafetensors(new Map([['__metadata__', { ...tensor, shape: [2] }]]))).toThrow(TypeError);
  });

  test('a folder that is not there is named', () => {
    const path = join(temporaryFolder(), 'nowhere', 'a.safetensors');
    expect(labErrorOf(() => writeSafetensors(path, new Map()), 'missing-file').message).toContain('nowhere');
  });
});

describe('reading what was written', () => {
  test('gives every bit back: NaN payloads, -0, denormals', () => {
    const folder = temporaryFolder();
    fc.assert(
      fc.property(anyContent, ({ tensors, metadata }) => {
        const path = join(folder, 'any.safetensors');
        writeSafetensors(path, new Map(tensors), Object.fromEntries(metadata));
        const read = readSafetensors(path);
        expect([...read.tensors.keys()].sort()).toEqual(tensors.map(([name]) => name).sort());
        for (const [name, tensor] of tensors) {
          const found = read.tensors.get(name)!;
          expect(found.shape).toEqual(tensor.shape);
          expect(found.values.constructor).toBe(tensor.values.constructor);
          expect(bitsOf(found)).toBe(bitsOf(tensor));
        }
        expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(Object.fromEntries(metadata)).sort());
      }),
      { numRuns: 60 },
    );
  });

  test('special values at named bits', () => {
    const bits = Uint32Array.of(0x7fc00001, 0xffa00002, 0x7f800001, 0x80000000, 0x00000001, 0x7f7fffff, 0xff800000);
    const path = join(temporaryFolder(), 'a.safetensors');
    writeSafetensors(path, new Map([['a', { shape: [7], values: new Float32Array(bits.slice().buffer) }]]));
    const { values } = readSafetensors(path).tensors.get('a')!;
    expect(new Uint32Array(values.buffer)).toEqual(bits);
  });

  test('reads views into larger memory', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    const path = join(temporaryFolder(), 'a.safetensors');
    writeSafetensors(path, new Map([['a', { shape: [2], values }]]));
    expect([...readSafetensors(path).tensors.get('a')!.values]).toEqual([2, 3]);
  });

  test('only the tensors that are asked for', () => {
    const path = fileOf({ a: f32([1], 0, 4), odd: { dtype: 'BOOL', shape: [1], data_offsets: [4, 5] } }, 5);
    expect([...readSafetensors(path, ['a']).tensors.keys()]).toEqual(['a']);
    expect(labErrorOf(() => readSafetensors(path), 'invalid-weights-file').message).toContain('"odd" of type BOOL');
    expect(labErrorOf(() => readSafetensors(path, ['c']), 'weights-mismatch').message).toContain('no tensor "c"');
    expect(readSafetensorsHeader(path).tensors.get('odd')).toEqual({ dtype: 'BOOL', shape: [1], begin: 4, end: 5 });
  });

  test('scalars, empty tensors, other element types, data at odd places', () => {
    const data = Buffer.from('07' + '003c' + '803f' + '000000000000f03f', 'hex');
    const path = fileOf(
      {
        __metadata__: { note: 'odd' },
        byte: { dtype: 'U8', shape: [], data_offsets: [0, 1] },
        half: { dtype: 'F16', shape: [1, 1], data_offsets: [1, 3] },
        brain: { dtype: 'BF16', shape: [1], data_offsets: [3, 5] },
        none: { dtype: 'F32', shape: [4, 0, 2], data_offsets: [5, 5] },
        double: { dtype: 'F64', shape: [1], data_offsets: [5, 13] },
      },
      data,
    );
    const { tensors, metadata } = readSafetensors(path);
    expect(metadata.note).toBe('odd');
    expect(tensors.get('byte')).toEqual({ shape: [], values: Uint8Array.of(7) });
    for (const name of ['half', 'brain', 'double']) expect([...tensors.get(name)!.values]).toEqual([1]);
    expect(tensors.get('none')!.values.length).toBe(0);
  });
});

describe('what breaks a rule', () => {
  test('a file that is not there, or a folder', () => {
    labErrorOf(() => readSafetensors(join(temporaryFolder(), 'a')), 'missing-file');
    labErrorOf(() => readSafetensors(temporaryFolder()), 'invalid-weights-file');
  });

  test.each<[string, unknown, number, RegExp]>([
    ['no JSON', '{"a":', 0, /header that is not JSON/],
    ['a byte-order mark', '\ufeff{}', 0, /not JSON/],
    ['an array', '[]', 0, /JSON, but no object/],
    ['null', 'null', 0, /JSON, but no object/],
    ['a key twice', '{"a":1,"a":1}', 0, /the key "a" twice/],
    ['an inner key twice', '{"a":{"dtype":"F32","dtype":"F64"}}', 0, /the key "dtype" twice/],
    ['metadata that is no object', { __metadata__: [] }, 0, /__metadata__ that is no object/],
    ['metadata that is no text', { __metadata__: { epoch: 3 } }, 0, /metadata "epoch", which is not text/],
    ['a tensor that is a number', { a: 3 }, 0, /"a" by something that is no object/],
    ['an unknown type', { a: { dtype: 'F31', shape: [], data_offsets: [0, 4] } }, 4, /unknown element type "F31"/],
    ['an inherited type', { a: { dtype: 'toString', shape: [], data_offsets: [0, 4] } }, 4, /unknown element type/],
    ['no type', { a: { shape: [], data_offsets: [0, 4] } }, 4, /unknown element type undefined/],
    ['no shape', { a: { dtype: 'F32', data_offsets: [0, 4] } }, 4, /no shape/],
    ['a negative shape', { a: f32([-1], 0, 4) }, 4, /no shape/],
    ['a broken shape', { a: f32([0.5], 0, 2) }, 4, /no shape/],
    ['a shape beyond exact numbers', { a: f32([2 ** 53], 0, 4) }, 4, /no shape/],
    ['a shape that overflows', { a: f32([2 ** 52, 2 ** 52, 2 ** 52], 0, 4) }, 4, /takes/],
    ['no offsets', { a: { dtype: 'F32', shape: [1] } }, 4, /no pair of data_offsets/],
    ['three offsets', { a: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] } }, 4, /no pair of data_offsets/],
    ['offsets backwards', { a: f32([1], 4, 0) }, 4, /bytes 4 to 0, but F32 of shape \[1\] takes 4/],
    ['another size', { a: f32([2], 0, 4) }, 4, /bytes 0 to 4, but F32 of shape \[2\] takes 8/],
    ['data that ends early', { a: f32([2], 0, 8) }, 7, /cut short: the tensor "a" ends at byte 8 of 7/],
    ['overlap', { a: f32([2], 0, 8), b: f32([1], 4, 8) }, 8, /"b" begin at byte 4, inside the one before/],
    ['the same place twice', { a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4, /begin at byte 0, inside/],
    ['a gap', { a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12, /4 bytes of no tensor before "b"/],
    ['bytes behind', { a: f32([1], 0, 4) }, 6, /2 bytes after the last tensor/],
  ])('%s', (_, header, dataBytes, sentence) => {
    const path = fileOf(header, dataBytes);
    expect(labErrorOf(() => readSafetensors(path), 'invalid-weights-file').message).toMatch(sentence);
  });

  test('header bytes that are no UTF-8', () => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, Buffer.from('0700000000000000' + '7b22ff223a317d', 'hex'));
    expect(labErrorOf(() => readSafetensors(path), 'invalid-weights-file').message).toContain('not JSON');
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /has 0 bytes/],
    ['seven bytes', '00000000000000', /has 7 bytes/],
    ['a header longer than the file', '0900000000000000' + '7b7d', /header of 9 bytes, but only 2 follow/],
    ['a header of 100 MB and one byte', '01e1f50500000000' + '7b7d', /100000001 bytes, more than the 100000000/],
    ['the longest header there can be', 'ffffffffffffffff' + '7b7d', /18446744073709551615 bytes/],
    ['an empty header', '0000000000000000', /not JSON/],
  ])('%s', (_, hex, sentence) => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, Buffer.from(hex, 'hex'));
    expect(labErrorOf(() => readSafetensors(path), 'invalid-weights-file').message).toMatch(sentence);
  });

  test('damage gives a LabError or tensors, nothing else; a cut file always a LabError', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.safetensors');
    const whole = Buffer.concat(
      encodeSafetensors(
        new Map<string, Tensor>([
          ['conv1.weight', { shape: [2, 1, 1, 1], values: Float32Array.of(1, 2) }],
          ['step', { shape: [], values: BigInt64Array.of(4n) }],
        ]),
        { source: 'test' },
      ),
    );
    fc.assert(
      fc.property(fc.nat(2), fc.double({ min: 0, max: 0.999999 }), fc.nat(255), (kind, place, value) => {
        writeFileSync(path, damaged(whole, kind, place, value));
        if (kind === 2) throwsOnlyLabErrors(() => readSafetensors(path));
        else labErrorOf(() => readSafetensors(path), 'invalid-weights-file');
      }),
      { numRuns: 500 },
    );
    writeFileSync(path, whole);
    truncateSync(path, whole.length - 1);
    labErrorOf(() => readSafetensors(path), 'invalid-weights-file');
  });

  test('any JSON as a header gives a LabError or tensors, nothing else', () => {
    const folder = temporaryFolder();
    fc.assert(
      fc.property(fc.json(), fc.nat(16), (json, dataBytes) => {
        const header = Buffer.from(json);
        const length = Buffer.alloc(8);
        length.writeBigUInt64LE(BigInt(header.length));
        const path = join(folder, 'a');
        writeFileSync(path, Buffer.concat([length, header, new Uint8Array(dataBytes)]));
        throwsOnlyLabErrors(() => readSafetensors(path));
      }),
    );
  });
});

describe.each([
  ['resnet20_cifar10_akamaster.safetensors', 3, 97, '91.78000183105469'],
  ['resnet32_cifar10_akamaster.safetensors', 5, 157, '92.78000144958496'],
])(`the pretrained %s ${needsRealData}`, (name, blocks, count, precision) => {
  const real = realData('pretrained', name);

  test.skipIf(real.absent)('has the names and shapes its README gives', () => {
    const { tensors, metadata } = readSafetensorsHeader(real.path);
    expect(tensors.size).toBe(count);
    expect(metadata.best_prec1).toBe(precision);
    const shapeOf = (tensor: string) => tensors.get(tensor)?.shape;
    expect(shapeOf('conv1.weight')).toEqual([16, 3, 3, 3]);
    expect(shapeOf(`layer3.${blocks - 1}.conv2.weight`)).toEqual([64, 64, 3, 3]);
    expect(shapeOf('layer2.0.conv1.weight')).toEqual([32, 16, 3, 3]);
    expect(shapeOf('layer2.0.bn1.running_var')).toEqual([32]);
    expect(shapeOf('linear.weight')).toEqual([10, 64]);
    expect(shapeOf(`layer1.${blocks}.conv1.weight`)).toBeUndefined();
  });

  test.skipIf(real.absent)('survives being written and read again, bit by bit', () => {
    const read = readSafetensors(real.path);
    const path = join(temporaryFolder(), 'copy.safetensors');
    writeSafetensors(path, read.tensors, read.metadata);
    const again = readSafetensors(path);
    expect(again.metadata).toEqual(read.metadata);
    expect(again.tensors.size).toBe(read.tensors.size);
    for (const [tensor, content] of read.tensors) expect(bitsOf(again.tensors.get(tensor)!)).toBe(bitsOf(content));
  });
});
