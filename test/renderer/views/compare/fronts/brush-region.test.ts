import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  linearScale,
  logarithmicScale,
  pointsUnderBrush,
  windowOf,
} from '../../../../../renderer/views/compare/fronts/brush-region.ts';
import { extendedTrail, outlineOf, pathOf } from '../../../../../renderer/views/compare/fronts/chart-tool.ts';
import { drawMarks, projected } from '../../../../../renderer/views/compare/fronts/selection-marks.ts';

describe('what the pointer draws', () => {
  test('a rectangle lies between the ends of the trail, whatever way it was drawn', () => {
    const corners = outlineOf('rect', [
      [30, 40],
      [12, 90],
      [10, 20],
    ]);
    expect(corners).toEqual([
      [30, 40],
      [10, 40],
      [10, 20],
      [30, 20],
    ]);
  });

  test('a lasso is the trail, and nothing of less than three corners', () => {
    const trail = [
      [0, 0],
      [5, 0],
      [5, 5],
    ] as const;
    expect(outlineOf('polygon', trail)).toEqual(trail);
    expect(outlineOf('polygon', trail.slice(0, 2))).toEqual([]);
    expect(outlineOf('rect', trail.slice(0, 1))).toEqual([]);
  });

  test('a trail leaves out where the pointer hardly moved', () => {
    const trail = extendedTrail([[0, 0]], [1, 1]);
    expect(trail).toEqual([[0, 0]]);
    expect(extendedTrail(trail, [10, 0])).toEqual([
      [0, 0],
      [10, 0],
    ]);
  });

  test('is a closed path', () => {
    expect(
      pathOf([
        [0, 1],
        [2.345, 3],
        [4, 5],
      ]),
    ).toBe('M0.0,1.0L2.3,3.0L4.0,5.0Z');
    expect(pathOf([])).toBe('');
  });
});

describe('points under a brush', () => {
  const rectangle = {
    tool: 'rect',
    corners: [
      [0.2, 0.5],
      [0.6, 0.5],
      [0.6, 0.9],
      [0.2, 0.9],
    ],
  } as const;

  test('are exactly those inside a rectangle, its edges included, of 20,000', () => {
    const values = (seed: number): Float64Array =>
      Float64Array.from({ length: 20_000 }, (_, index) => ((index * seed) % 9973) / 9973);
    const [xs, ys] = [values(7919), values(104_729)];
    const expected = [...xs.keys()].filter((i) => xs[i]! >= 0.2 && xs[i]! <= 0.6 && ys[i]! >= 0.5 && ys[i]! <= 0.9);
    expect(expected.length).toBeGreaterThan(1000);
    expect(pointsUnderBrush(rectangle, xs, ys)).toEqual(expected);
    expect(pointsUnderBrush(rectangle, xs, ys, logarithmicScale)).toEqual(expected);
  });

  test('a lasso on a logarithmic axis is straight as it was drawn', () => {
    // On the screen a right triangle: from 0.01 to 1 across, its long side falls by the logarithm
    const lasso = {
      tool: 'polygon',
      corners: [
        [0.01, 0],
        [1, 0],
        [0.01, 1],
      ],
    } as const;
    const inside = (x: number, y: number, scale: typeof linearScale): boolean =>
      pointsUnderBrush(lasso, [x], [y], scale).length === 1;
    expect(inside(0.1, 0.49, logarithmicScale)).toBe(true);
    expect(inside(0.1, 0.51, logarithmicScale)).toBe(false);
    expect(inside(0.1, 0.51, linearScale)).toBe(true);
    expect(inside(0, 0.1, logarithmicScale)).toBe(false);
  });

  test('nothing lies under a brush of no area', () => {
    expect(
      pointsUnderBrush(
        {
          tool: 'rect',
          corners: [
            [1, 1],
            [1, 1],
            [1, 1],
            [1, 1],
          ],
        },
        [1],
        [1],
      ),
    ).toEqual([]);
    expect(
      windowOf({
        tool: 'zoom',
        corners: [
          [1, 1],
          [1, 2],
        ],
      }),
    ).toBeUndefined();
  });

  test('a zoom is what it spans', () => {
    expect(windowOf({ ...rectangle, tool: 'zoom' })).toEqual({ x: { min: 0.2, max: 0.6 }, y: { min: 0.5, max: 0.9 } });
  });
});

describe('marks of what is selected', () => {
  const projection = { from: [0.1, 0.5], to: [10, 1], fromPixel: [0, 100], toPixel: [200, 0] } as const;

  test('stand where the axes have them', () => {
    const pixels = projected({ ...projection, xScale: logarithmicScale }, [1, 0.1, 10], [0.75, 0.5, 1], [0, 2]);
    expect([...pixels]).toEqual([100, 50, 200, 0].map((pixel) => expect.closeTo(pixel, 9) as number));
  });

  test('agree with any linear axis', () => {
    const place = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const [pixelX, pixelY] = projected({ ...projection, xScale: linearScale }, [x], [y], [0]);
        return Math.abs(pixelX! - ((x - 0.1) / 9.9) * 200) < 1e-6 && Math.abs(pixelY! - (100 - (y - 0.5) * 200)) < 1e-6;
      }),
    );
  });

  test('rings for a few, dots for a crowd, and none outside the frame', () => {
    const drawn: string[] = [];
    const note = (name: string) => () => void drawn.push(name);
    const context = {
      ...{ beginPath: note('begin'), moveTo: note('move'), arc: note('arc'), rect: note('rect') },
      ...{ stroke: note('stroke'), fill: note('fill') },
    };
    const frame = { left: 0, top: 0, right: 100, bottom: 100 };
    drawMarks(context, Float64Array.from([50, 50, 150, 50, NaN, 50]), frame);
    expect(drawn).toEqual(['begin', 'move', 'arc', 'stroke']);
    drawn.length = 0;
    drawMarks(context, new Float64Array(2 * 900).fill(50), frame);
    expect(drawn.filter((name) => name === 'rect')).toHaveLength(900);
    expect(drawn.at(-1)).toBe('fill');
  });
});
