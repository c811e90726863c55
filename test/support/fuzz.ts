import { resourceUsage } from 'node:process';
import { expect } from 'vitest';
import { LabError } from '../../main/contract/errors.ts';
import { randomStream, type RandomStream } from '../../main/lab/random/stream.ts';

type Damage = (bytes: Uint8Array, stream: RandomStream) => Uint8Array;

/** Sizes, counts and offsets that programs trip over */
const awkward = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

/** Most fields stand at the beginning of a file or at its end. */
function place(length: number, stream: RandomStream): number {
  const near = Math.min(length, 512);
  const where = stream.nextInteger(3);
  if (where === 0) return stream.nextInteger(length);
  return where === 1 ? stream.nextInteger(near) : length - 1 - stream.nextInteger(near);
}

function flipBits(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const changed = copy(bytes);
  for (let flips = 1 + stream.nextInteger(8); flips > 0; flips--) {
    changed[place(bytes.length, stream)]! ^= 1 << stream.nextInteger(8);
  }
  return changed;
}

function editInteger(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const changed = copy(bytes);
  const width = [1, 2, 4, 8][stream.nextInteger(4)]!;
  const at = Math.max(0, Math.min(bytes.length - width, place(bytes.length, stream)));
  const value = BigInt(awkward[stream.nextInteger(awkward.length)]!);
  const full = width === 8 && stream.nextInteger(2) === 0 ? (value << 32n) | value : value;
  const littleEndian = stream.nextInteger(2) === 0;
  for (let index = 0; index < width && at + index < bytes.length; index++) {
    const byte = Number((full >> BigInt(8 * index)) & 0xffn);
    changed[at + (littleEndian ? index : width - 1 - index)] = byte;
  }
  return changed;
}

function repeatBlock(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const from = place(bytes.length, stream);
  const block = bytes.subarray(from, from + 1 + stream.nextInteger(256));
  const at = place(bytes.length, stream);
  if (stream.nextInteger(2) === 0) {
    const changed = copy(bytes);
    changed.set(block.subarray(0, bytes.length - at), at);
    return changed;
  }
  return Uint8Array.from([...bytes.subarray(0, at), ...block, ...bytes.subarray(at)]);
}

function removeBlock(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const at = place(bytes.length, stream);
  return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + stream.nextInteger(64))]);
}

const truncate: Damage = (bytes, stream) => bytes.slice(0, place(bytes.length, stream));
const lengthen: Damage = (bytes, stream) =>
  Uint8Array.from([...bytes, ...Array.from({ length: 1 + stream.nextInteger(64) }, () => stream.nextInteger(256))]);

const damages: readonly Damage[] = [
  flipBits,
  flipBits,
  editInteger,
  editInteger,
  repeatBlock,
  removeBlock,
  truncate,
  lengthen,
];

/**
 * The same bytes with one to three damages: cut or lengthened, bits flipped, a block repeated or taken out, an integer of
 * 1, 2, 4 or 8 bytes put to a value that programs trip over. The same seed gives the same damage.
 *
 * @param bytes at least one; not changed
 */
export function damaged(bytes: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const stream = randomStream(seed, 'test/fuzz', 0);
  let changed = bytes;
  for (let count = 1 + stream.nextInteger(3); count > 0 && changed.length > 0; count--) {
    changed = damages[stream.nextInteger(damages.length)]!(changed, stream);
  }
  return copy(changed);
}

/** How many damaged files were refused, and how many could be read all the same. */
export interface FuzzCount {
  readonly refused: number;
  readonly read: number;
}

/**
 * Hands `count` damaged versions of a file to a reader: each must be read or refused with a LabError that has a next
 * step, and the memory of the process must not grow beyond 500 MB over what it was.
 *
 * @param read gets the damaged bytes (it writes them where its reader looks) and the seed
 */
export async function fuzz(
  bytes: Uint8Array,
  read: (damagedBytes: Uint8Array<ArrayBuffer>, seed: number) => unknown,
  count = 500,
): Promise<FuzzCount> {
  const before = resourceUsage().maxRSS;
  let refused = 0;
  for (let seed = 0; seed < count; seed++) {
    try {
      await read(damaged(bytes, seed), seed);
    } catch (error) {
      if (!(error instanceof LabError)) throw new Error(`Seed ${seed} was not refused properly.`, { cause: error });
      expect(error.nextStep, `next step of seed ${seed}`).toMatch(/\.$/);
      refused += 1;
    }
  }
  expect(resourceUsage().maxRSS - before, 'kilobytes of memory more').toBeLessThan(500_000);
  return { refused, read: count - refused };
}
