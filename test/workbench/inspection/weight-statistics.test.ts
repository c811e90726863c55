import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildArchitecture } from '../../../main/lab/network/architectures/registry.ts';
import { weightChanges } from '../../../main/workbench/inspection/weights/weight-changes.ts';
import {
  decibel,
  layerHistogram,
  meanSquare,
  meanSquareDifference,
  standardDeviation,
} from '../../../main/workbench/inspection/weights/weight-statistics.ts';

const values = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
const weights = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 200 })
  .map((numbers) => Float32Array.from(numbers));

describe('moments', () => {
  test('of a few numbers', () => {
    expect(meanSquare(values(3, 4))).toBe(12.5);
    expect(standardDeviation(values(1, 3))).toBe(1);
    expect(meanSquareDifference(values(1, 2), values(2, 4))).toBe(2.5);
    expect(standardDeviation(values(5))).toBe(0);
    expect(meanSquare(values())).toBe(0);
  });

  test('decibel', () => {
    expect(decibel(100, 1)).toBeCloseTo(20, 12);
    expect(decibel(1, 0)).toBe(Infinity);
    expect(decibel(0, 0)).toBe(Infinity);
    expect(decibel(0, 1)).toBe(-Infinity);
  });
});

describe('a histogram before and after', () => {
  test('has bins that are shared, the last with both its edges', () => {
    expect(layerHistogram('a', values(0, 1, 2, 4), values(4, 3), 4)).toEqual({
      layer: 'a',
      edges: [0, 1, 2, 3, 4],
      before: [1, 1, 1, 1],
      after: [0, 0, 0, 2],
    });
  });

  test('of one value has bins with a width', () => {
    const { edges, before } = layerHistogram('a', values(2, 2), values(2), 8);
    expect(edges[0]).toBeLessThan(2);
    expect(edges[8]).toBeGreaterThan(2);
    expect(before.reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test('counts every value once, between edges that ascend', () => {
    fc.assert(
      fc.property(weights, weights, fc.integer({ min: 8, max: 40 }), (before, after, bins) => {
        const histogram = layerHistogram('a', before, after, bins);
        const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
        expect(histogram.before).toHaveLength(bins);
        expect(sum(histogram.before)).toBe(before.length);
        expect(sum(histogram.after)).toBe(after.length);
        expect(histogram.edges).toHaveLength(bins + 1);
        for (let bin = 0; bin < bins; bin++) expect(histogram.edges[bin + 1]).toBeGreaterThan(histogram.edges[bin]!);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('weights before and after training', () => {
  const network = buildArchitecture('mlp-2', { inputShape: [1, 2, 1], classes: 2 });
  const before = { 'fc1.weight': values(1, -1, 1, -1), 'fc2.weight': values(0, 0, 0, 0) };
  const after = { 'fc1.weight': values(1, -1, 1, -3), 'fc2.weight': values(0, 0, 0, 0) };
  const changes = (layer?: string) =>
    weightChanges({ network, before, after, trained: ['fc1'], bins: 8, ...(layer === undefined ? {} : { layer }) });

  test('changes are relative to the spread before; what did not move changed by nothing', () => {
    expect(changes().layers).toEqual([
      { layer: 'fc1', trained: true, weights: 4, before: 1, after: Math.sqrt(2.75), relativeChange: 1 },
      { layer: 'fc2', trained: false, weights: 4, before: 0, after: 0, relativeChange: 0 },
    ]);
  });

  test('one layer as a histogram; of an unknown one not', () => {
    expect(changes('fc1').histogram).toMatchObject({ layer: 'fc1', edges: expect.arrayContaining([-3, 1]) });
    expect(() => changes('fc9')).toThrow('mlp-2 has no convolution or linear layer called "fc9".');
  });
});
