import { floats, integers, labels, normal, type ParityCase } from './parity-case.ts';

const reductionAxes: readonly (readonly number[])[] = [
  [0],
  [3],
  [1, 2],
  [0, 1, 2],
  [2, 3],
  [0, 3],
  [0, 1, 2, 3],
  [2, 0],
];

const reductions = (['sum', 'mean', 'min', 'max'] as const).map((name): ParityCase => ({
  title: `${name} over each set of axes, kept and dropped`,
  inputs: { x: normal([3, 4, 5, 6], 1) },
  relativeTo: 'tensor',
  build: (ops, { x }) =>
    Object.fromEntries(
      reductionAxes.flatMap((axes) => [
        [`dropped ${axes.join()}`, ops[name](x, axes)],
        [`kept ${axes.join()}`, ops[name](x, axes, true)],
      ]),
    ),
}));

export const shapeCases: readonly ParityCase[] = [
  ...reductions,
  {
    title: 'sums and means of many numbers stay exact to 1e-5',
    inputs: {
      // Added up one by one in float32 these miss their sum by more than 1e-4
      long: floats(Array<number>(200_003).fill(0.1)),
      columns: normal([12_500, 3], 3, 1, 3),
      primeColumns: normal([1031, 3], 4, 1, 3),
      rows: normal([3, 12_500], 5, 1, 3),
    },
    relativeTo: 'number',
    build: (ops, { long, columns, primeColumns, rows }) => ({
      long: ops.sum(long, [0]),
      longMean: ops.mean(long, [0]),
      columns: ops.sum(columns, [0]),
      primeColumns: ops.mean(primeColumns, [0]),
      all: ops.mean(columns, [0, 1]),
      rows: ops.sum(rows, [1]),
    }),
  },
  {
    title: 'argMax takes the first of equal numbers',
    inputs: { x: integers([40, 7], 6, 0, 3), vector: floats([1, 5, 5, 2]), negative: normal([4, 9], 7, 1, -10) },
    relativeTo: 'number',
    build: (ops, { x, vector, negative }) => ({
      matrix: ops.argMax(x),
      vector: ops.argMax(vector),
      negative: ops.argMax(negative),
    }),
  },
  {
    title: 'reshape, transpose, concat, slice, pad, broadcastTo',
    inputs: { x: normal([2, 3, 4, 5], 8), other: normal([2, 3, 4, 2], 9), row: normal([4, 1], 10) },
    relativeTo: 'number',
    build: (ops, { x, other, row }) => ({
      reshape: ops.reshape(x, [6, 20]),
      vector: ops.reshape(x, [120]),
      transpose: ops.transpose(x, [3, 1, 0, 2]),
      matrix: ops.transpose(ops.reshape(x, [6, 20]), [1, 0]),
      concatLast: ops.concat([x, other], 3),
      concatFirst: ops.concat([x, x, x], 0),
      concatMiddle: ops.concat([other, other], 1),
      slice: ops.slice(x, [0, 1, 1, 2], [2, 2, 3, 1]),
      sliceRows: ops.slice(ops.reshape(x, [24, 5]), [3, 0], [7, 5]),
      pad: ops.pad(x, [[0, 0], [1, 2], [0, 3], [0, 0]]), // prettier-ignore
      padChannels: ops.pad(x, [[0, 0], [0, 0], [0, 0], [2, 1]], -1.5), // prettier-ignore
      padVector: ops.pad(ops.reshape(x, [120]), [[3, 4]], 2),
      broadcast: ops.broadcastTo(row, [3, 4, 6]),
      broadcastScalar: ops.broadcastTo(ops.constant(-2.5), [2, 3]),
    }),
  },
  {
    title: 'oneHot gives a row of zeros for the label -1',
    inputs: { labels: labels([0, 3, -1, 2, 3]), none: labels([-1]) },
    relativeTo: 'number',
    build: (ops, { labels, none }) => ({ several: ops.oneHot(labels, 4), none: ops.oneHot(none, 3) }),
  },
  {
    title: 'matMul, plain and transposed',
    inputs: { a: normal([9, 33], 11), b: normal([33, 17], 12), ta: normal([33, 9], 13), tb: normal([17, 33], 14) },
    relativeTo: 'tensor',
    build: (ops, { a, b, ta, tb }) => ({
      plain: ops.matMul(a, b),
      a: ops.matMul(ta, b, { transposeA: true }),
      b: ops.matMul(a, tb, { transposeB: true }),
      both: ops.matMul(ta, tb, { transposeA: true, transposeB: true }),
    }),
  },
  {
    title: 'randomNormal and randomUniform are the numbers of the stateless streams',
    inputs: { draw: labels([7], []), later: labels([8], []) },
    relativeTo: 'tensor',
    tolerance: 1e-6,
    build: (ops, { draw, later }) => ({
      normal: ops.randomNormal([3, 7], { key: 123, draw }),
      next: ops.randomNormal([3, 7], { key: 123, draw: later }),
      otherKey: ops.randomNormal([64], { key: -5, draw }),
      uniform: ops.randomUniform([5, 5], { key: 123, draw }),
      scalar: ops.randomUniform([], { key: 9, draw }),
    }),
  },
];
