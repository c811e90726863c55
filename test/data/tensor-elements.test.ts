import { describe, expect, test } from 'vitest';
import { decodeElements, float16ToFloat32Bits, typeOfValues } from '../../main/data/tensor-elements.ts';

function asFloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}

/** The definition of binary16: sign x 2^(exponent - 15) x 1.fraction, or sign x 2^-14 x 0.fraction. */
function float16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * 2 ** -14 * (fraction / 1024) : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

const bytesOf = (values: ArrayBufferView<ArrayBuffer>) => new Uint8Array(values.buffer);

describe('float16ToFloat32Bits', () => {
  test('is exact for all 65,536 bit patterns', () => {
    for (let half = 0; half < 65_536; half++) {
      const expected = float16(half);
      const found = asFloat(float16ToFloat32Bits(half));
      if (!Object.is(found, expected)) throw new Error(`0x${half.toString(16)}: ${found} instead of ${expected}`);
    }
  });

  test('keeps the payload of a NaN', () => {
    expect((float16ToFloat32Bits(0xfd01) >>> 0).toString(16)).toBe('ffa02000');
  });
});

describe('decodeElements', () => {
  test('BF16 is the upper half of a float32', () => {
    const source = Uint16Array.of(0x3f80, 0xc000, 0x8000, 0x7f80, 0x0001);
    const values = decodeElements(bytesOf(source), 'BF16');
    expect([...values]).toEqual([1, -2, -0, Infinity, asFloat(0x00010000)]);
  });

  test('F64 is rounded to float32', () => {
    const values = decodeElements(bytesOf(Float64Array.of(0.1, -0, 1e300)), 'F64');
    expect([...values]).toEqual([Math.fround(0.1), -0, Infinity]);
  });

  test('whole numbers stay whole', () => {
    expect(decodeElements(bytesOf(BigInt64Array.of(-5n, 2n ** 62n)), 'I64')).toEqual(BigInt64Array.of(-5n, 2n ** 62n));
    expect(decodeElements(bytesOf(Int32Array.of(-5)), 'I32')).toEqual(Int32Array.of(-5));
    expect(decodeElements(Uint8Array.of(255), 'U8')).toEqual(Uint8Array.of(255));
  });

  test('every kind of array has its type', () => {
    const arrays = [new Float32Array(1), new Int32Array(1), new BigInt64Array(1), new Uint8Array(1)];
    expect(arrays.map(typeOfValues)).toEqual(['F32', 'I32', 'I64', 'U8']);
  });
});
