import { describe, expect, test } from 'vitest';
import { type ExpectedWeight, matchWeights, requireFullMatch } from '../../main/data/match-weights.ts';
import type { Tensor } from '../../main/data/safetensors.ts';
import { labErrorOf } from './support.ts';

const expected: readonly ExpectedWeight[] = [
  { name: 'conv1.weight', shape: [2, 1, 1, 1], kind: 'convolution-weight' },
  { name: 'bn1.weight', shape: [2], kind: 'scale' },
];

function file(change: Readonly<Record<string, Tensor | undefined>> = {}, prefix = ''): Map<string, Tensor> {
  const tensors: Record<string, Tensor | undefined> = {
    'conv1.weight': { shape: [2, 1, 1, 1], values: Float32Array.of(1, 2) },
    'bn1.weight': { shape: [2], values: Float32Array.of(3, 4) },
    'bn1.num_batches_tracked': { shape: [], values: BigInt64Array.of(7n) },
    ...change,
  };
  return new Map(Object.entries(tensors).flatMap(([name, tensor]) => (tensor ? [[prefix + name, tensor]] : [])));
}

describe('matchWeights', () => {
  test.each(['', 'module.'])('matches everything, with the prefix "%s"', (prefix) => {
    const match = matchWeights(expected, file({}, prefix));
    expect(match).toEqual({
      matched: [
        { ...expected[0], sourceName: `${prefix}conv1.weight`, values: Float32Array.of(1, 2) },
        { ...expected[1], sourceName: `${prefix}bn1.weight`, values: Float32Array.of(3, 4) },
      ],
      missing: [],
      unexpected: [],
      wrongShape: [],
      wrongType: [],
      notFinite: [],
    });
    expect(() => requireFullMatch(match, 'file')).not.toThrow();
  });

  test('reports each kind of disagreement apart', () => {
    const match = matchWeights(
      [
        ...expected,
        { name: 'fc.weight', shape: [3, 2], kind: 'linear-weight' },
        { name: 'fc.bias', shape: [1], kind: 'bias' },
      ],
      file({
        'conv1.weight': undefined,
        'bn1.weight': { shape: [2], values: Float32Array.of(1, -Infinity) },
        'fc.weight': { shape: [2, 3], values: new Float32Array(6) },
        'fc.bias': { shape: [1], values: new Int32Array(1) },
        extra: { shape: [], values: Float32Array.of(0) },
      }),
    );
    expect(match).toEqual({
      matched: [],
      missing: [expected[0]],
      unexpected: ['extra'],
      wrongShape: [{ name: 'fc.weight', expected: [3, 2], found: [2, 3] }],
      wrongType: ['fc.bias'],
      notFinite: [{ name: 'bn1.weight', index: 1, value: -Infinity, count: 1 }],
    });
  });

  test('a prefix that only some names have is no prefix', () => {
    const match = matchWeights(
      expected,
      new Map([...file({}, 'module.'), ['other', { shape: [], values: new Float32Array(1) }]]),
    );
    expect(match.missing).toEqual(expected);
    expect(match.unexpected).toEqual(['module.conv1.weight', 'module.bn1.weight', 'other']);
  });

  test('an empty file lacks everything', () => {
    expect(matchWeights(expected, new Map()).missing).toEqual(expected);
  });
});

describe('requireFullMatch', () => {
  const fail = (change: Readonly<Record<string, Tensor | undefined>>, code: 'weights-mismatch' | 'not-finite') =>
    labErrorOf(() => requireFullMatch(matchWeights(expected, file(change)), 'w.safetensors'), code).message;

  test('names the tensor and both shapes', () => {
    expect(fail({ 'conv1.weight': { shape: [1, 2, 1, 1], values: new Float32Array(2) } }, 'weights-mismatch')).toBe(
      'In w.safetensors, the tensor "conv1.weight" has the shape [1, 2, 1, 1], but the network needs [2, 1, 1, 1].',
    );
  });

  test('names a missing tensor, and says how many more', () => {
    expect(fail({ 'conv1.weight': undefined, 'bn1.weight': undefined }, 'weights-mismatch')).toBe(
      'In w.safetensors, there is no tensor "conv1.weight", which the network needs with the shape [2, 1, 1, 1] (and 1 more like it).',
    );
  });

  test('names an unexpected tensor', () => {
    const extra = { shape: [], values: Float32Array.of(0) };
    expect(fail({ extra }, 'weights-mismatch')).toContain('no place for the tensor "extra"');
  });

  test('names whole numbers', () => {
    const whole = { shape: [2], values: new Int32Array(2) };
    expect(fail({ 'bn1.weight': whole }, 'weights-mismatch')).toContain('"bn1.weight" holds whole numbers');
  });

  test('counts values that are not finite', () => {
    const values = Float32Array.of(Number.NaN, Infinity);
    expect(fail({ 'bn1.weight': { shape: [2], values } }, 'not-finite')).toBe(
      'In w.safetensors, the tensor "bn1.weight" holds 2 values that are NaN or infinite, the first (NaN) at index 0.',
    );
  });
});
