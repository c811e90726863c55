import { copy, increase, loadSplat, loadVector, multiplyAdd, repeat, storeVector, unroll } from './instructions.ts';
import type { WasmFunction } from './wasm-module.ts';

/**
 * Adds to a block of sums what many places of two images contribute. All steps are in bytes: of a and of b from column to
 * column, from the end of a row to the next, from the end of an image to the next; of the sums from row to row. Counts are
 * at least 1.
 */
export type ProductSums = (
  a: number,
  b: number,
  sums: number,
  images: number,
  rows: number,
  columns: number,
  columnStepA: number,
  rowStepA: number,
  imageStepA: number,
  columnStepB: number,
  rowStepB: number,
  imageStepB: number,
  sumStep: number,
) => void;

const [a, b, sums, images, rows, columns] = [0, 1, 2, 3, 4, 5];
const [columnStepA, rowStepA, imageStepA, columnStepB, rowStepB, imageStepB, sumStep] = [6, 7, 8, 9, 10, 11, 12];
const parameters = 13;
const [rowCounter, columnCounter, sumAddress] = [13, 14, 15];
const integers = 3;
const firstVector = parameters + integers;

/** At each place sums[i][j] += a[i] b[j], for `height` numbers a[i] and 4 `width` numbers b[j]. */
export function outerProductSums(name: string, height: number, width: number): WasmFunction {
  const sum = (i: number, j: number) => firstVector + i * width + j;
  const factor = (j: number) => firstVector + height * width + j;
  const splat = factor(width);
  const place = [
    ...unroll(width, (j) => loadVector(b, 16 * j, factor(j))),
    ...unroll(height, (i) => [
      ...loadSplat(a, 4 * i, splat),
      ...unroll(width, (j) => multiplyAdd(sum(i, j), splat, factor(j))),
    ]),
  ];
  const vectors = height * width + width + 1;
  const body = [
    ...forSums(height, width, (i, j) => loadVector(sumAddress, 16 * j, sum(i, j))),
    ...forPlaces(place),
    ...forSums(height, width, (i, j) => storeVector(sumAddress, 16 * j, sum(i, j))),
  ];
  return { name, parameters, integers, vectors, body };
}

/** At each place sums[j] += a[j] b[j], for 4 `width` numbers. */
export function elementwiseProductSums(name: string, width: number): WasmFunction {
  const sum = (j: number) => firstVector + j;
  const [first, second] = [firstVector + width, firstVector + width + 1];
  const place = unroll(width, (j) => [
    ...loadVector(a, 16 * j, first),
    ...loadVector(b, 16 * j, second),
    ...multiplyAdd(sum(j), first, second),
  ]);
  const body = [
    ...forSums(1, width, (_, j) => loadVector(sumAddress, 16 * j, sum(j))),
    ...forPlaces(place),
    ...forSums(1, width, (_, j) => storeVector(sumAddress, 16 * j, sum(j))),
  ];
  return { name, parameters, integers, vectors: width + 2, body };
}

function forSums(height: number, width: number, body: (i: number, j: number) => readonly number[]): number[] {
  const row = (i: number) => [...unroll(width, (j) => body(i, j)), ...increase(sumAddress, sumStep)];
  return [...copy(sums, sumAddress), ...unroll(height, row)];
}

function forPlaces(place: readonly number[]): number[] {
  const column = [...place, ...increase(a, columnStepA), ...increase(b, columnStepB)];
  const row = [...copy(columns, columnCounter), ...repeat(columnCounter, column)];
  const wholeRow = [...row, ...increase(a, rowStepA), ...increase(b, rowStepB)];
  const image = [...copy(rows, rowCounter), ...repeat(rowCounter, wholeRow)];
  return repeat(images, [...image, ...increase(a, imageStepA), ...increase(b, imageStepB)]);
}
