import { fillPhilox, philox4x32 } from './philox.ts';
import { scrambleSeed } from './stateless.ts';

/** A sequence of random numbers that depends on nothing but (seed, purpose, draw). */
export interface RandomStream {
  /** 32 random bits as an integer in [0, 2^32). Consumes one word. */
  nextUint32(): number;
  /** A multiple of 2^-53 in [0, 1). Consumes two words. */
  nextUniform(): number;
  /** Standard normal, float64, by Box and Muller (Ann. Math. Stat. 29, 1958). Two values consume four words. */
  nextNormal(): number;
  /** A uniform integer in [0, below), without bias; `below` is an integer in [1, 2^32]. */
  nextInteger(below: number): number;
}

const encoder = new TextEncoder();
const bufferWords = 64;
const wordRange = 2 ** 32;

/**
 * The signed 32-bit key of the stream named `purpose` under `seed`: the first element of a stateless seed, the second
 * being the draw or step. By convention a purpose is a path, `what/layer`, such as `weight-noise/layer1.0.conv1`.
 *
 * The hash is CBC-MAC over the UTF-8 bytes of the purpose, their length first (Bellare, Kilian, Rogaway, J. Comput.
 * Syst. Sci. 61, 2000), with Philox 4x32-10 as the block function and the 64-bit seed as its key; the first word is
 * the result. It behaves as a random function: N different streams hold a colliding pair with probability about
 * N^2 / 2^33 (0.05 % for 2,000).
 *
 * @param seed an integer, |seed| < 2^53
 * @throws RangeError when the seed is not such an integer
 */
export function streamKey(seed: number, purpose: string): number {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`A seed is an integer below 2^53, not ${seed}.`);
  const key = [seed | 0, Math.floor(seed / wordRange) | 0] as const;
  const bytes = encoder.encode(purpose);
  let state = philox4x32(key, [bytes.length, 0, 0, 0]);
  for (let start = 0; start < bytes.length; start += 16) {
    const word = (index: number): number => {
      const at = start + 4 * index;
      const [byte0 = 0, byte1 = 0, byte2 = 0, byte3 = 0] = bytes.subarray(at, at + 4);
      return state[index]! ^ (byte0 | (byte1 << 8) | (byte2 << 16) | (byte3 << 24));
    };
    state = philox4x32(key, [word(0), word(1), word(2), word(3)]);
  }
  return state[0] | 0;
}

/**
 * A stream for everything that is drawn one by one (shuffles, augmentation, initial weights). Its words are those of
 * the stateless seed [streamKey(seed, purpose), draw], so whole arrays of the same stream come from
 * `statelessNormal` and `statelessUniform`.
 *
 * @param draw number of the draw, step or epoch: an integer in [-2^31, 2^31)
 * @throws RangeError when seed or draw is not such an integer
 */
export function randomStream(seed: number, purpose: string, draw: number): RandomStream {
  const { key, counter } = scrambleSeed([streamKey(seed, purpose), draw]);
  const buffer = new Uint32Array(bufferWords);
  let block = 0;
  let used = bufferWords;
  let spareNormal: number | undefined;

  const nextUint32 = (): number => {
    if (used === bufferWords) {
      fillPhilox(buffer, key, [block, Math.floor(block / wordRange), counter[2], counter[3]]);
      block += bufferWords / 4;
      used = 0;
    }
    return buffer[used++]!;
  };

  const nextUniform = (): number => {
    const high = nextUint32() >>> 5;
    const low = nextUint32() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  };

  const nextNormal = (): number => {
    if (spareNormal !== undefined) {
      const value = spareNormal;
      spareNormal = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - nextUniform()));
    const angle = 2 * Math.PI * nextUniform();
    spareNormal = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };

  const nextInteger = (below: number): number => {
    if (!Number.isInteger(below) || below < 1 || below > wordRange) {
      throw new RangeError(`The bound of a random integer is an integer in [1, 2^32], not ${below}.`);
    }
    // Words beyond the last whole multiple of the bound would favour small results.
    const limit = wordRange - (wordRange % below);
    let word = nextUint32();
    while (word >= limit) word = nextUint32();
    return word % below;
  };

  return { nextUint32, nextUniform, nextNormal, nextInteger };
}
