import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../../main/lab/random/stream.ts';
import { hypervolume } from '../../../main/lab/statistics/hypervolume.ts';
import { coarsePoints } from './front-cases.ts';

const finePoints = fc.array(
  fc.record({
    energy: fc.double({ min: 0.01, max: 1.2, noNaN: true }),
    accuracy: fc.double({ min: 0, max: 0.99, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);

const reference = { energy: 1, accuracy: 0.1 };

test('a staircase by hand', () => {
  const points = [
    { energy: 0.5, accuracy: 0.6 },
    { energy: 0.2, accuracy: 0.4 },
    { energy: 0.6, accuracy: 0.5 },
  ];
  const { area, fraction } = hypervolume(points, reference);
  expect(area).toBeCloseTo(0.8 * 0.3 + 0.5 * 0.2, 15);
  expect(fraction).toBeCloseTo(0.34 / 0.9, 15);
});

test('points at or beyond the reference add nothing; the ideal point fills the rectangle', () => {
  const outside = [
    { energy: 1, accuracy: 0.9 },
    { energy: 2, accuracy: 1 },
    { energy: 0.1, accuracy: 0.1 },
    { energy: 0, accuracy: 0.05 },
  ];
  expect(hypervolume(outside, reference)).toEqual({ area: 0, fraction: 0 });
  expect(hypervolume([], reference).area).toBe(0);
  expect(hypervolume([{ energy: 0, accuracy: 1 }], reference).fraction).toBe(1);
});

test('a point better than the ideal counts as the ideal', () => {
  const ideal = { energy: 0.25, accuracy: 0.5 };
  expect(hypervolume([{ energy: 0, accuracy: 0.9 }], { energy: 1, accuracy: 0 }, ideal)).toEqual({
    area: 0.375,
    fraction: 1,
  });
});

test('the share of random places that some point dominates', () => {
  const stream = randomStream(1, 'hypervolume', 0);
  const points = Array.from({ length: 8 }, () => ({
    energy: stream.nextUniform(),
    accuracy: stream.nextUniform(),
  }));
  const trials = 200_000;
  let hits = 0;
  for (let trial = 0; trial < trials; trial++) {
    const energy = stream.nextUniform();
    const accuracy = 0.1 + 0.9 * stream.nextUniform();
    if (points.some((point) => point.energy <= energy && point.accuracy >= accuracy)) hits++;
  }
  const { fraction } = hypervolume(points, reference);
  const standardError = Math.sqrt((fraction * (1 - fraction)) / trials);
  expect(fraction).toBeGreaterThan(0.1);
  expect(Math.abs(hits / trials - fraction)).toBeLessThan(3 * standardError);
});

test('does not depend on the order, nor on dominated points', () => {
  fc.assert(
    fc.property(
      coarsePoints.chain((points) =>
        fc.tuple(
          fc.constant(points),
          fc.shuffledSubarray(points, { minLength: points.length, maxLength: points.length }),
        ),
      ),
      fc.nat(),
      ([points, shuffled], place) => {
        const expected = hypervolume(points, reference);
        const from = points[place % points.length]!;
        expect(hypervolume(shuffled, reference)).toEqual(expected);
        const dominated = { energy: from.energy + 0.01, accuracy: from.accuracy - 0.01 };
        expect(hypervolume([dominated, ...points], reference)).toEqual(expected);
      },
    ),
    { seed: 1 },
  );
});

test('another point never takes away, a better one always adds, and the fraction stays in 0 to 1', () => {
  fc.assert(
    fc.property(finePoints, (points) => {
      const { area, fraction } = hypervolume(points, reference);
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThanOrEqual(1 + 1e-12);
      expect(hypervolume(points.slice(0, -1), reference).area).toBeLessThanOrEqual(area + 1e-12);
      const best = Math.max(reference.accuracy, ...points.map(({ accuracy }) => accuracy));
      const better = { energy: 0.005, accuracy: (best + 1) / 2 };
      expect(hypervolume([...points, better], reference).area).toBeGreaterThan(area);
    }),
    { seed: 2 },
  );
});

test('a reference that is not worse than the ideal is refused', () => {
  expect(() => hypervolume([], { energy: 0, accuracy: 0.1 })).toThrow(RangeError);
  expect(() => hypervolume([], { energy: 1, accuracy: 1 })).toThrow(RangeError);
  expect(() => hypervolume([], { energy: NaN, accuracy: 0.1 })).toThrow(RangeError);
});
