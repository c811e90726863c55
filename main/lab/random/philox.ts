/**
 * Philox 4x32-10, the counter-based generator of Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011 (section 3.3; multipliers and Weyl constants as in the authors' Random123). The same bijection
 * stands behind TensorFlow's and PyTorch's generators.
 *
 * Words are unsigned 32-bit integers, least significant first.
 */
export type PhiloxKey = readonly [number, number];
export type PhiloxCounter = readonly [number, number, number, number];

const multiplier0Low = 0x1f53;
const multiplier0High = 0xd251;
const multiplier1Low = 0x8d57;
const multiplier1High = 0xcd9e;
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;
const roundCount = 10;
const blockWords = 4;

/**
 * One Philox block: four words of 32 random bits for one counter.
 *
 * @param key two words; each is taken modulo 2^32
 * @param counter four words, least significant first; each is taken modulo 2^32
 * @returns four unsigned 32-bit integers
 */
export function philox4x32(key: PhiloxKey, counter: PhiloxCounter): [number, number, number, number] {
  const block = new Uint32Array(blockWords);
  fillPhilox(block, key, counter);
  return [block[0]!, block[1]!, block[2]!, block[3]!];
}

/**
 * Fills `output` with the blocks at `counter`, `counter + 1`, ... (a 128-bit counter that carries and wraps). A last
 * block that does not fit is cut off. Allocates nothing.
 *
 * @param output any length, also 0
 */
export function fillPhilox(output: Uint32Array, key: PhiloxKey, counter: PhiloxCounter): void {
  // Everything in the loop is an int32 local: V8 then keeps it in registers, about 0.1 microseconds a block.
  const firstKey0 = key[0] | 0;
  const firstKey1 = key[1] | 0;
  let counter0 = counter[0] | 0;
  let counter1 = counter[1] | 0;
  let counter2 = counter[2] | 0;
  let counter3 = counter[3] | 0;
  const length = output.length;
  for (let position = 0; position < length; position += blockWords) {
    let word0 = counter0;
    let word1 = counter1;
    let word2 = counter2;
    let word3 = counter3;
    let key0 = firstKey0;
    let key1 = firstKey1;
    for (let round = 0; round < roundCount; round++) {
      // The high halves of the two 64-bit products, from 16-bit parts; no partial sum exceeds 2^32 - 1.
      const low0 = word0 & 0xffff;
      const high0 = word0 >>> 16;
      const middle0 = (Math.imul(low0, multiplier0High) + (Math.imul(low0, multiplier0Low) >>> 16)) | 0;
      const cross0 = (Math.imul(high0, multiplier0Low) + (middle0 & 0xffff)) | 0;
      const product0High = (Math.imul(high0, multiplier0High) + (middle0 >>> 16) + (cross0 >>> 16)) | 0;
      const low2 = word2 & 0xffff;
      const high2 = word2 >>> 16;
      const middle2 = (Math.imul(low2, multiplier1High) + (Math.imul(low2, multiplier1Low) >>> 16)) | 0;
      const cross2 = (Math.imul(high2, multiplier1Low) + (middle2 & 0xffff)) | 0;
      const product1High = (Math.imul(high2, multiplier1High) + (middle2 >>> 16) + (cross2 >>> 16)) | 0;
      const product0Low = Math.imul(word0, multiplier0);
      const product1Low = Math.imul(word2, multiplier1);
      word0 = product1High ^ word1 ^ key0;
      word1 = product1Low;
      word2 = product0High ^ word3 ^ key1;
      word3 = product0Low;
      key0 = (key0 + weyl0) | 0;
      key1 = (key1 + weyl1) | 0;
    }
    output[position] = word0;
    if (position + 3 < length) {
      output[position + 1] = word1;
      output[position + 2] = word2;
      output[position + 3] = word3;
    } else {
      if (position + 1 < length) output[position + 1] = word1;
      if (position + 2 < length) output[position + 2] = word2;
    }
    counter0 = (counter0 + 1) | 0;
    if (counter0 === 0) {
      counter1 = (counter1 + 1) | 0;
      if (counter1 === 0) {
        counter2 = (counter2 + 1) | 0;
        if (counter2 === 0) counter3 = (counter3 + 1) | 0;
      }
    }
  }
}
