import type { MarkShape } from './looks.ts';

type Vertex = readonly [x: number, y: number];

const turn = (degrees: number, radius: number): Vertex => {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
};

/** Vertices in radii about the middle; areas are about those of the circle. */
const outlines: Readonly<Record<Exclude<MarkShape, 'circle'>, readonly Vertex[]>> = {
  square: [
    [-0.88, -0.88],
    [0.88, -0.88],
    [0.88, 0.88],
    [-0.88, 0.88],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  triangle: [
    [0, -1.25],
    [1.18, 0.85],
    [-1.18, 0.85],
  ],
  'down-triangle': [
    [0, 1.25],
    [1.18, -0.85],
    [-1.18, -0.85],
  ],
  cross: [45, 135, 225, 315].flatMap((arm): Vertex[] => [
    turn(arm - 14, 1.3),
    turn(arm + 14, 1.3),
    turn(arm + 45, 0.42),
  ]),
  star: Array.from({ length: 10 }, (_, index) => turn(36 * index, index % 2 === 0 ? 1.25 : 0.52)),
};

/** Hundredths of a point, without trailing zeros: the digits of every coordinate that is written. */
export const coordinate = (value: number): string => String(Number(value.toFixed(2)) || 0);

/**
 * The outline of a marker as SVG path data.
 *
 * @param size diameter of the circle of about the same area
 */
export function markerPath(shape: MarkShape, x: number, y: number, size: number): string {
  const radius = size / 2;
  if (shape === 'circle') {
    const r = coordinate(radius);
    const arc = (dx: number): string => `a${r} ${r} 0 1 0 ${coordinate(dx)} 0`;
    return `M${coordinate(x - radius)} ${coordinate(y)}${arc(2 * radius)}${arc(-2 * radius)}z`;
  }
  const vertices = outlines[shape].map(([dx, dy]) => `${coordinate(x + radius * dx)} ${coordinate(y + radius * dy)}`);
  return `M${vertices.join('L')}z`;
}
