import type { Memory } from '../../contract/memory.ts';
import type { Ops, RandomSource } from '../ops/ops.ts';
import type { BitReader } from './stored-bits.ts';
import type { NoiseStreams } from './streams.ts';

/** Can the memory's own constant rates put a fault on a bit? */
export function hasFaults({ rate, zeroToOne, oneToZero, stuckAt }: Memory): boolean {
  return (rate > 0 && (zeroToOne > 0 || oneToZero > 0)) || (stuckAt !== undefined && stuckAt.rate > 0);
}

/**
 * Reads bits through a memory that errs: a stored 0 is read as 1 with probability rate x zeroToOne and a 1 as 0 with
 * rate x oneToZero, independently for each bit and afresh at each draw (a binary symmetric channel where both shares are 1:
 * Henwood, Leduc-Primeau and Savaria, arXiv:1912.10764, equation 2). A stuck cell reads its own value, whatever is stored.
 * Probabilities take effect as multiples of 2^-23, rounded up: so finely are uniform numbers drawn.
 *
 * @param shape of the weight
 * @param rate scalar; the memory's own where absent
 * @returns `undefined` where nothing can go wrong, for certain
 */
export function memoryReader<T>(
  ops: Ops<T>,
  memory: Memory,
  shape: readonly number[],
  streams: NoiseStreams<T>,
  rate?: T,
): BitReader<T> | undefined {
  const transient = transientReader(ops, memory, shape, streams, rate);
  const stuck = stuckReader(ops, memory, shape, streams);
  if (transient === undefined || stuck === undefined) {
    return transient ?? stuck;
  }
  return (stored, bit) => stuck(transient(stored, bit), bit);
}

function transientReader<T>(
  ops: Ops<T>,
  memory: Memory,
  shape: readonly number[],
  streams: NoiseStreams<T>,
  rate?: T,
): BitReader<T> | undefined {
  const { zeroToOne, oneToZero } = memory;
  if ((rate === undefined && memory.rate === 0) || (zeroToOne === 0 && oneToZero === 0)) {
    return undefined;
  }
  // A graph does not know that a scalar it is fed is one; without a shape, weights would lose theirs and not be fused
  const full = rate === undefined ? ops.constant(memory.rate) : ops.reshape(rate, []);
  const ofShare = (share: number) => (share === 1 ? full : ops.multiply(full, ops.constant(share)));
  return (stored, bit) => {
    const threshold =
      zeroToOne === oneToZero
        ? ofShare(zeroToOne)
        : ops.add(
            ops.multiply(stored, ofShare(oneToZero)),
            ops.multiply(ops.subtract(ops.constant(1), stored), ofShare(zeroToOne)),
          );
    const wrong = ops.greater(threshold, ops.randomUniform(shape, streams('bit-faults', bit)));
    return ops.absolute(ops.subtract(stored, wrong));
  };
}

function stuckReader<T>(
  ops: Ops<T>,
  { stuckAt }: Memory,
  shape: readonly number[],
  streams: NoiseStreams<T>,
): BitReader<T> | undefined {
  if (stuckAt === undefined || stuckAt.rate === 0) {
    return undefined;
  }
  const { rate, toOne, chips } = stuckAt;
  return (read, bit) => {
    const cell = ops.randomUniform(shape, chips === 'one' ? oneChip(ops, streams, bit) : streams('stuck-at', bit));
    const free = ops.subtract(ops.constant(1), ops.greater(ops.constant(rate), cell));
    return ops.add(ops.multiply(read, free), ops.greater(ops.constant(rate * toOne), cell));
  };
}

/** Every draw is of the same chip: draw 0, as the difference of an integer scalar with itself on every engine. */
function oneChip<T>(ops: Ops<T>, streams: NoiseStreams<T>, bit: number): RandomSource<T> {
  const { key, draw } = streams('stuck-at-chip', bit);
  return { key, draw: ops.subtract(draw, draw) };
}

/**
 * Expected share of bits read wrongly, stuck cells included: a stuck cell is wrong where the other value is stored.
 *
 * @param ones share of stored bits that are 1
 */
export function expectedWrongShare({ rate, zeroToOne, oneToZero, stuckAt }: Memory, ones: number): number {
  const stuck = stuckAt?.rate ?? 0;
  const toOne = stuckAt?.toOne ?? 0;
  const zeroWrong = (1 - stuck) * rate * zeroToOne + stuck * toOne;
  const oneWrong = (1 - stuck) * rate * oneToZero + stuck * (1 - toOne);
  return (1 - ones) * zeroWrong + ones * oneWrong;
}
