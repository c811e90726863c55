import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../main/contract/errors.ts';
import { isDominated, paretoFront } from '../../../main/lab/statistics/pareto.ts';
import { coarsePoints } from './front-cases.ts';

const points = [
  { energy: 1, accuracy: 0.9, name: 'dear' },
  { energy: 0.3, accuracy: 0.8, name: 'cheap' },
  { energy: 0.5, accuracy: 0.8, name: 'as accurate for more' },
  { energy: 0.3, accuracy: 0.7, name: 'worse for as much' },
  { energy: 0.6, accuracy: 0.85, name: 'middle' },
];

describe('by hand', () => {
  test('ties in one of the two are dominated, by the better of the other', () => {
    expect(isDominated(points)).toEqual([false, false, true, true, false]);
    expect(paretoFront(points).map(({ name }) => name)).toEqual(['cheap', 'middle', 'dear']);
  });

  test('equal points do not dominate each other', () => {
    const twice = [points[1]!, points[3]!, points[1]!];
    expect(isDominated(twice)).toEqual([false, true, false]);
    expect(paretoFront(twice)).toEqual([points[1], points[1]]);
  });

  test('no points, no front', () => {
    expect(isDominated([])).toEqual([]);
    expect(paretoFront([])).toEqual([]);
  });
});

test('the front is what is not dominated, ascending in both', () => {
  fc.assert(
    fc.property(coarsePoints, (some) => {
      const dominated = isDominated(some);
      const front = paretoFront(some);
      expect(new Set(front)).toEqual(new Set(some.filter((_point, index) => !dominated[index])));
      expect(front).toHaveLength(dominated.filter((value) => !value).length);
      for (const [index, point] of front.slice(1).entries()) {
        expect(point.energy).toBeGreaterThanOrEqual(front[index]!.energy);
        expect(point.accuracy).toBeGreaterThanOrEqual(front[index]!.accuracy);
      }
    }),
    { seed: 1 },
  );
});

test('the front of the front is the front, and dominated points change nothing', () => {
  fc.assert(
    fc.property(coarsePoints, fc.nat(), fc.nat({ max: 3 }), fc.nat({ max: 3 }), (some, place, dearer, worse) => {
      const front = paretoFront(some);
      const from = some[place % some.length]!;
      const added = { energy: from.energy + dearer + 1, accuracy: from.accuracy - worse / 8 };
      expect(paretoFront(front)).toEqual(front);
      expect(paretoFront([added, ...some])).toEqual(front);
      expect(isDominated([...some, added])).toEqual([...isDominated(some), true]);
    }),
    { seed: 2 },
  );
});

test('a point that is no number is named', () => {
  const wrong = [points[0]!, { energy: 1, accuracy: NaN }];
  expect(() => paretoFront(wrong)).toThrow(LabError);
  expect(() => isDominated(wrong)).toThrow(/Point 2 of 2 of a front has energy 1 and accuracy NaN/);
});
