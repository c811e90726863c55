import { unsigned } from './wasm-module.ts';

// Opcodes of WebAssembly Core Specification 2.0, sections 5.4.1 to 5.4.8.
const emptyBlock = 0x40;
const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const multiplyVectors = vector(0xe6);
const addVectors = vector(0xe4);
/** log2 of the alignment that may be relied on */
const alignment = 0x02;

/** Signed LEB128 of a number from 0 to 8191 */
function constant(value: number): number[] {
  return value < 0x40 ? [0x41, value] : [0x41, (value & 0x7f) | 0x80, value >> 7];
}

export const get = (local: number): number[] => [0x20, ...unsigned(local)];
export const set = (local: number): number[] => [0x21, ...unsigned(local)];
export const copy = (from: number, to: number): number[] => [...get(from), ...set(to)];

/** local += other local */
export const increase = (local: number, by: number): number[] => [...get(local), ...get(by), 0x6a, ...set(local)];

/** local += constant, from 0 to 8191 */
export const advance = (local: number, by: number): number[] => [...get(local), ...constant(by), 0x6a, ...set(local)];

/** Repeats the body as often as the counter says, which must be at least 1 and ends at 0. */
export const repeat = (counter: number, body: readonly number[]): number[] => [
  ...[0x03, emptyBlock],
  ...body,
  ...[...get(counter), ...constant(1), 0x6b, 0x22, ...unsigned(counter)],
  ...[0x0d, 0x00, 0x0b],
];

/** Four float32 numbers at the address in a local */
export const loadVector = (address: number, offset: number, to: number): number[] => [
  ...[...get(address), ...vector(0x00), alignment, ...unsigned(offset)],
  ...set(to),
];

/** One float32 number, four times */
export const loadSplat = (address: number, offset: number, to: number): number[] => [
  ...[...get(address), ...vector(0x09), alignment, ...unsigned(offset)],
  ...set(to),
];

export const storeVector = (address: number, offset: number, value: number): number[] => [
  ...[...get(address), ...get(value)],
  ...[...vector(0x0b), alignment, ...unsigned(offset)],
];

export const clearVector = (local: number): number[] => [...vector(0x0c), ...Array<number>(16).fill(0), ...set(local)];

/** sum += a * b, rounded twice: the same on every machine, unlike a fused multiply-add */
export const multiplyAdd = (sum: number, a: number, b: number): number[] => [
  ...[...get(sum), ...get(a), ...get(b)],
  ...[...multiplyVectors, ...addVectors],
  ...set(sum),
];

/** The body for 0 ... count - 1, one after the other */
export function unroll(count: number, body: (index: number) => readonly number[]): number[] {
  return Array.from({ length: count }, (_, index) => body(index)).flat();
}
