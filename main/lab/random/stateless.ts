import { fillPhilox, philox4x32 } from './philox.ts';
import type { PhiloxCounter, PhiloxKey } from './philox.ts';

/** Two signed 32-bit integers: by convention a stream's key (see `streamKey`) and the number of the draw or step. */
export type StatelessSeed = readonly [number, number];

/** Where a stateless sequence starts: its Philox key and the counter of its first block. */
export interface PhiloxOrigin {
  readonly key: PhiloxKey;
  readonly counter: PhiloxCounter;
}

const scrambleKey: PhiloxKey = [0x3ec8f720, 0x02461e29];
const uniformMantissa = 0x7fffff;
const uniformUnit = 2 ** -23;
const smallestUniform = Math.fround(1e-7);

/**
 * TensorFlow's scrambling of a stateless seed into a Philox key and counter: `GenerateKey` in
 * tensorflow/core/kernels/stateless_random_ops.cc, with the seeds sign-extended to 64 bits.
 *
 * @throws RangeError when a seed is not a signed 32-bit integer
 */
export function scrambleSeed(seed: StatelessSeed): PhiloxOrigin {
  for (const word of seed) {
    if ((word | 0) !== word) throw new RangeError(`A stateless seed is two signed 32-bit integers, not ${word}.`);
  }
  const [first, second] = seed;
  const mixed = philox4x32(scrambleKey, [first, first >> 31, second, second >> 31]);
  return { key: [mixed[0], mixed[1]], counter: [0, 0, mixed[2], mixed[3]] };
}

/**
 * `size` uniform numbers in [0, 1), multiples of 2^-23, bit-equal to TensorFlow's `StatelessRandomUniform`
 * (version 1, float32, CPU) with the same seed: `Uint32ToFloat` keeps the low 23 bits of each word.
 *
 * @param size number of elements of the wanted tensor, at least 0
 */
export function statelessUniform(size: number, seed: StatelessSeed): Float32Array<ArrayBuffer> {
  const { key, counter } = scrambleSeed(seed);
  const values = new Float32Array(size);
  const bits = new Uint32Array(values.buffer);
  fillPhilox(bits, key, counter);
  for (let index = 0; index < size; index++) values[index] = (bits[index]! & uniformMantissa) * uniformUnit;
  return values;
}

/**
 * `size` standard normal numbers, equal to TensorFlow's `StatelessRandomNormal` (version 1, float32, CPU) with the same
 * seed up to three units in the last place (98.5 % are bit-equal; its logarithm rounds differently): `BoxMullerFloat`
 * on pairs of words (tsl/lib/random/random_distributions_utils.h). |value| is at most sqrt(-2 ln 1e-7) = 5.678.
 *
 * @param size number of elements of the wanted tensor, at least 0
 */
export function statelessNormal(size: number, seed: StatelessSeed): Float32Array<ArrayBuffer> {
  const { key, counter } = scrambleSeed(seed);
  const values = new Float32Array(size);
  const bits = new Uint32Array(values.buffer);
  fillPhilox(bits, key, counter);
  const paired = size - (size % 2);
  for (let index = 0; index < paired; index += 2) {
    const angle = boxMullerAngle(bits[index + 1]!);
    const radius = boxMullerRadius(bits[index]!);
    values[index] = Math.fround(Math.sin(angle)) * radius;
    values[index + 1] = Math.fround(Math.cos(angle)) * radius;
  }
  if (paired < size) {
    // The partner of the last word lies beyond the array.
    const block = philox4x32(key, [Math.floor(paired / 4), counter[1], counter[2], counter[3]]);
    const offset = paired % 4;
    values[paired] = Math.fround(Math.sin(boxMullerAngle(block[offset + 1]!))) * boxMullerRadius(block[offset]!);
  }
  return values;
}

function boxMullerAngle(word: number): number {
  return Math.fround(2 * Math.PI * ((word & uniformMantissa) * uniformUnit));
}

function boxMullerRadius(word: number): number {
  const uniform = Math.max((word & uniformMantissa) * uniformUnit, smallestUniform);
  return Math.fround(Math.sqrt(Math.fround(-2 * Math.fround(Math.log(uniform)))));
}
