import type { Shape } from '../../../main/lab/ops/ops.ts';
import { floats, integers, normal, uniform, type ParityCase, type ParityInput } from './parity-case.ts';

/** Scalars, rows, columns, both at once, and images large enough that an engine may take another way. */
const shapePairs: readonly (readonly [Shape, Shape])[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[2, 3, 4], []],
  [[], [5]],
  [[2, 3, 4], [4]],
  [[4], [2, 3, 4]],
  [
    [6, 1],
    [6, 5],
  ],
  [
    [3, 1],
    [1, 4],
  ],
  [[2, 5, 3, 4], [1]],
  [[4, 16, 16, 6], [6]],
  [[5], [3, 17, 19, 5]],
  [
    [4, 16, 16, 8],
    [1, 1, 1, 8],
  ],
  [
    [4, 1, 1, 8],
    [4, 12, 13, 8],
  ],
];

const binaryNames = ['add', 'subtract', 'multiply', 'divide', 'minimum', 'maximum'] as const;
const comparisonNames = ['greater', 'equal'] as const;

function binaryCases(): ParityCase[] {
  return binaryNames.map((name) => ({
    title: `${name}, ${shapePairs.length} pairs of shapes`,
    inputs: Object.fromEntries(
      shapePairs.flatMap(([a, b], index) => [
        [`a${index}`, normal(a, 2 * index, 2)],
        // Away from zero for the quotient
        [`b${index}`, uniform(b, 2 * index + 1, 0.5, 2)],
      ]),
    ),
    relativeTo: 'number',
    build: (ops, inputs) =>
      Object.fromEntries(
        shapePairs.map((_, index) => [`y${index}`, ops[name](inputs[`a${index}`], inputs[`b${index}`])]),
      ),
  }));
}

function comparisonCases(): ParityCase[] {
  return comparisonNames.map((name) => ({
    title: `${name}, many equal numbers, ${shapePairs.length} pairs of shapes`,
    inputs: Object.fromEntries(
      shapePairs.flatMap(([a, b], index) => [
        [`a${index}`, integers(a, 2 * index, -2, 2)],
        [`b${index}`, integers(b, 2 * index + 1, -2, 2)],
      ]),
    ),
    relativeTo: 'number',
    build: (ops, inputs) =>
      Object.fromEntries(
        shapePairs.map((_, index) => [`y${index}`, ops[name](inputs[`a${index}`], inputs[`b${index}`])]),
      ),
  }));
}

type UnaryName =
  | 'negative'
  | 'absolute'
  | 'square'
  | 'squareRoot'
  | 'reciprocalSquareRoot'
  | 'exponential'
  | 'logarithm'
  | 'tanh'
  | 'sigmoid'
  | 'errorFunction'
  | 'floor'
  | 'round'
  | 'relu'
  | 'relu6'
  | 'narrow'
  | 'widen';

interface UnaryCase {
  readonly name: UnaryName;
  readonly x: ParityInput;
  readonly relativeTo?: 'tensor';
  readonly tolerance?: number;
}

const anySign = normal([3, 7, 11], 1, 2);
const positive = uniform([3, 7, 11], 2, 0.01, 9);
const halves = floats([-3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, -0.49, 0.49, 0.51, -1.2, 7, -7, 0]);
const unaryCases: readonly UnaryCase[] = [
  { name: 'negative', x: anySign },
  { name: 'absolute', x: anySign },
  { name: 'square', x: anySign },
  { name: 'squareRoot', x: positive },
  { name: 'reciprocalSquareRoot', x: positive },
  { name: 'exponential', x: anySign },
  { name: 'logarithm', x: positive, relativeTo: 'tensor' },
  { name: 'tanh', x: anySign },
  { name: 'sigmoid', x: anySign },
  { name: 'errorFunction', x: normal([500], 3, 1.5), relativeTo: 'tensor', tolerance: 1e-6 },
  { name: 'floor', x: anySign },
  { name: 'floor', x: halves },
  { name: 'round', x: anySign },
  { name: 'round', x: halves },
  { name: 'relu', x: anySign },
  { name: 'relu6', x: normal([3, 7, 11], 4, 6) },
  { name: 'narrow', x: anySign },
  { name: 'widen', x: anySign },
];

const boundaries = floats([-1, 0, 1e-30, 3, 5.999, 6, 7, 100]);

export const elementwiseCases: readonly ParityCase[] = [
  ...binaryCases(),
  ...comparisonCases(),
  ...unaryCases.map(({ name, x, relativeTo, tolerance }, index): ParityCase => ({
    title: `${name} (${index})`,
    inputs: { x },
    relativeTo: relativeTo ?? 'number',
    tolerance,
    build: (ops, inputs) => ({ y: ops[name](inputs.x) }),
  })),
  {
    title: 'reluGradient and relu6Gradient at and around their edges',
    inputs: { dy: normal([8], 5), y: boundaries, largeDy: normal([4, 9, 5], 6), largeY: normal([4, 9, 5], 7, 5) },
    relativeTo: 'number',
    build: (ops, { dy, y, largeDy, largeY }) => ({
      relu: ops.reluGradient(dy, y),
      relu6: ops.relu6Gradient(dy, y),
      largeRelu: ops.reluGradient(largeDy, largeY),
      largeRelu6: ops.relu6Gradient(largeDy, largeY),
    }),
  },
  {
    title: 'select, also where the other branch is infinite or not a number',
    inputs: {
      x: normal([3, 5], 8),
      limit: floats([0.25], []),
      other: normal([3, 5], 9),
      row: normal([5], 10),
      bad: floats([Infinity, -Infinity, Number.NaN, Infinity, Number.NaN]),
    },
    relativeTo: 'number',
    build: (ops, { x, limit, other, row, bad }) => {
      const condition = ops.greater(x, limit);
      const never = ops.greater(x, ops.constant(100));
      return {
        same: ops.select(condition, x, other),
        broadcast: ops.select(condition, limit, row),
        guarded: ops.select(never, bad, x),
      };
    },
  },
  {
    title: 'constants, zeros, after',
    inputs: { x: normal([2, 3], 11) },
    relativeTo: 'number',
    build: (ops, { x }) => ({
      scalar: ops.multiply(x, ops.constant(0.1)),
      vector: ops.add(x, ops.constant([1, 2, 3])),
      matrix: ops.add(x, ops.constant([1, 2, 3, 4, 5, 6], [2, 3])),
      zeros: ops.zeros([2, 2]),
    }),
  },
];
