import type { Memory } from '../../contract/memory.ts';
import type { Ops } from '../ops/ops.ts';
import type { StoredCode } from './quantise.ts';

/** One bit of every code of a layer, all of the weight's shape, 0 or 1. */
export interface BitPlane<T> {
  readonly stored: T;
  readonly read: T;
}

/** Reads one bit of every code of a layer. @param bit 0 for the least significant */
export type BitReader<T> = (stored: T, bit: number) => T;

/**
 * The bits of whole numbers, least significant first; those of negative numbers are their two's complement. By halving and
 * rounding down, which is exact in float32 up to 24 bits.
 */
function bitsOf<T>(ops: Ops<T>, word: T, bits: number): T[] {
  if (bits === 1) {
    return [word];
  }
  const planes: T[] = [];
  let rest = word;
  for (let bit = 0; bit < bits; bit++) {
    const half = ops.floor(ops.multiply(rest, ops.constant(0.5)));
    planes.push(ops.subtract(rest, ops.multiply(half, ops.constant(2))));
    rest = half;
  }
  return planes;
}

/** Every bit as it is stored and as it is read, least significant first. Signed codes are stored as `encoding` says. */
export function readPlanes<T>(
  ops: Ops<T>,
  { code, bits, signed }: Omit<StoredCode<T>, 'value'>,
  encoding: Memory['encoding'],
  reader: BitReader<T>,
): BitPlane<T>[] {
  const word = signed && encoding === 'offset' ? ops.add(code, ops.constant(2 ** (bits - 1))) : code;
  return bitsOf(ops, word, bits).map((stored, bit) => ({ stored, read: reader(stored, bit) }));
}

/**
 * The code that is read, bit by bit, where `stored.code` was written: a whole number again, exact; of all codes there are
 * (the most negative one included, which nothing is rounded to). Where every bit is read as it was stored, the code is bit
 * for bit the one that was written.
 */
export function readCode<T>(
  ops: Ops<T>,
  stored: Omit<StoredCode<T>, 'value'>,
  encoding: Memory['encoding'],
  reader: BitReader<T>,
): T {
  const { code, bits, signed } = stored;
  const planes = readPlanes(ops, stored, encoding, reader);
  if (bits === 1) {
    return planes[0].read;
  }
  const losses = planes.map((plane, bit) => {
    const place = signed && encoding === 'twos-complement' && bit === bits - 1 ? -(2 ** bit) : 2 ** bit;
    return ops.multiply(ops.subtract(plane.stored, plane.read), ops.constant(place));
  });
  // Subtracted, not added: a code of -0 that loses 0 stays what it is
  return ops.subtract(
    code,
    losses.reduce((sum, loss) => ops.add(sum, loss)),
  );
}
