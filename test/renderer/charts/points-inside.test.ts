import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsInside } from '../../../renderer/charts/points-inside.ts';

const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { maxLength: 200 });
const interval = fc.tuple(coordinate, coordinate);

describe('pointsInside', () => {
  it('counts the border, whichever corner the brush was started from', () => {
    const xs = [0, 1, 2, 3, 1];
    const ys = [0, 1, 2, 3, 9];
    expect(pointsInside({ x: [1, 2], y: [1, 2] }, xs, ys)).toEqual([1, 2]);
    expect(pointsInside({ x: [2, 1], y: [2, 1] }, xs, ys)).toEqual([1, 2]);
  });

  it('leaves out points that are not numbers or not finite', () => {
    const infinite = { x: [-Infinity, Infinity] as const, y: [-Infinity, Infinity] as const };
    expect(pointsInside(infinite, [Number.NaN, 1, Infinity, 2], [1, Number.NaN, 1, 2])).toEqual([3]);
  });

  it('refuses unequal numbers of coordinates', () => {
    expect(() => pointsInside({ x: [0, 1], y: [0, 1] }, [1], [])).toThrow(RangeError);
  });

  it('selects exactly what lies in a rectangle', () => {
    fc.assert(
      fc.property(points, interval, interval, (each, x, y) => {
        const [left, right] = [Math.min(...x), Math.max(...x)];
        const [bottom, top] = [Math.min(...y), Math.max(...y)];
        const wanted = each.flatMap(([px, py], index) =>
          px >= left && px <= right && py >= bottom && py <= top ? [index] : [],
        );
        const xs = Float64Array.from(each, ([px]) => px);
        const ys = Float64Array.from(each, ([, py]) => py);
        expect(pointsInside({ x, y }, xs, ys)).toEqual(wanted);
      }),
    );
  });

  it('takes a rectangle drawn as a polygon for the same rectangle', () => {
    const whole = fc.integer({ min: -20, max: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(whole, whole), { maxLength: 200 }),
        fc.tuple(whole, whole),
        fc.tuple(whole, whole),
        (each, x, y) => {
          const xs = each.map(([px]) => px);
          const ys = each.map(([, py]) => py);
          const corners = [
            [x[0], y[0]],
            [x[1], y[0]],
            [x[1], y[1]],
            [x[0], y[1]],
          ] as const;
          expect(pointsInside(corners, xs, ys)).toEqual(pointsInside({ x, y }, xs, ys));
        },
      ),
    );
  });

  it('follows the outline of a polygon', () => {
    const notched = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
    ] as const;
    expect(pointsInside(notched, [2, 2, 0.5, 3.5, 2, 5], [0.5, 2, 2, 2, 1, 1])).toEqual([0, 2, 3, 4]);
    expect(pointsInside([], [0], [0])).toEqual([]);
  });

  it('keeps all of 20,000 points apart', () => {
    const xs = Float64Array.from({ length: 20_000 }, (_, index) => index % 200);
    const ys = Float64Array.from({ length: 20_000 }, (_, index) => Math.floor(index / 200));
    expect(pointsInside({ x: [50, 99], y: [10, 59.5] }, xs, ys)).toHaveLength(2500);
  });
});
