import {
  advance,
  clearVector,
  copy,
  increase,
  loadSplat,
  loadVector,
  multiplyAdd,
  repeat,
  storeVector,
  unroll,
} from './instructions.ts';
import type { WasmFunction } from './wasm-module.ts';

/** Input numbers that one turn of the innermost loop takes: a run of a window's row must be a multiple of it. */
export const numbersPerTurn = 4;

/**
 * Outputs of blocks of neighbouring windows. A window is `rows` runs of `turns` times 4 consecutive input numbers; the
 * weights are packed: for each input number, those of this function's outputs. Steps are in bytes: from the end of a run to
 * the next, from window to window, from output pixel to output pixel. Counts are at least 1.
 */
export type WindowProducts = (
  input: number,
  weights: number,
  output: number,
  blocks: number,
  rows: number,
  turns: number,
  rowStep: number,
  windowStep: number,
  outputStep: number,
) => void;

const [input, weights, output, blocks, rows, turns, rowStep, windowStep, outputStep] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const parameters = 9;
const [rowCounter, turnCounter, weightAddress, firstAddress] = [9, 10, 11, 12];

/** Blocks of `height` windows, with 4 `width` outputs each. */
export function windowProducts(name: string, height: number, width: number): WasmFunction {
  const integers = 3 + height;
  const address = (i: number) => firstAddress + i;
  const firstVector = parameters + integers;
  const sum = (i: number, j: number) => firstVector + i * width + j;
  const factor = (j: number) => firstVector + height * width + j;
  const splat = factor(width);
  const number = (k: number) => [
    ...unroll(width, (j) => loadVector(weightAddress, 16 * (k * width + j), factor(j))),
    ...unroll(height, (i) => [
      ...loadSplat(address(i), 4 * k, splat),
      ...unroll(width, (j) => multiplyAdd(sum(i, j), splat, factor(j))),
    ]),
  ];
  const turn = [
    ...unroll(numbersPerTurn, number),
    ...advance(weightAddress, 16 * width * numbersPerTurn),
    ...unroll(height, (i) => advance(address(i), 4 * numbersPerTurn)),
  ];
  const row = [
    ...copy(turns, turnCounter),
    ...repeat(turnCounter, turn),
    ...unroll(height, (i) => increase(address(i), rowStep)),
  ];
  const block = [
    ...unroll(height, (i) => [...copy(input, address(i)), ...increase(input, windowStep)]),
    ...unroll(height * width, (index) => clearVector(firstVector + index)),
    ...copy(weights, weightAddress),
    ...copy(rows, rowCounter),
    ...repeat(rowCounter, row),
    ...unroll(height, (i) => [
      ...unroll(width, (j) => storeVector(output, 16 * j, sum(i, j))),
      ...increase(output, outputStep),
    ]),
  ];
  return { name, parameters, integers, vectors: height * width + width + 1, body: repeat(blocks, block) };
}
