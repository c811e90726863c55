import type { AxisScale } from './brush-region.ts';
import type { Position } from './chart-tool.ts';

/** Where two positions of the axes lie on the screen; those between follow, since both axes are straight by then. */
export interface Projection {
  /** In the units of the axes */
  readonly from: Position;
  readonly to: Position;
  /** Pixels */
  readonly fromPixel: Position;
  readonly toPixel: Position;
  readonly xScale: AxisScale;
}

/** Pixels of many points at once, x and y in turn; NaN where a point has no place. */
export function projected(
  { from, to, fromPixel, toPixel, xScale }: Projection,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  places: readonly number[],
): Float64Array {
  const across = (toPixel[0] - fromPixel[0]) / (xScale(to[0]) - xScale(from[0]));
  const up = (toPixel[1] - fromPixel[1]) / (to[1] - from[1]);
  const pixels = new Float64Array(2 * places.length);
  for (const [index, place] of places.entries()) {
    pixels[2 * index] = fromPixel[0] + across * (xScale(xs[place] ?? NaN) - xScale(from[0]));
    pixels[2 * index + 1] = fromPixel[1] + up * ((ys[place] ?? NaN) - from[1]);
  }
  return pixels;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** More rings than these would cover one another: dots instead */
const mostRings = 800;

/** Draws rings round points, or dots on them where there are very many; nothing outside the frame. */
export function drawMarks(
  context: Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'arc' | 'rect' | 'stroke' | 'fill'>,
  pixels: Float64Array,
  { left, top, right, bottom }: Frame,
): void {
  const areRings = pixels.length <= 2 * mostRings;
  context.beginPath();
  for (let index = 0; index < pixels.length; index += 2) {
    const [x, y] = [pixels[index]!, pixels[index + 1]!];
    if (!(x >= left && x <= right && y >= top && y <= bottom)) continue;
    if (areRings) {
      context.moveTo(x + 8.5, y);
      context.arc(x, y, 8.5, 0, 2 * Math.PI);
    } else context.rect(x - 2, y - 2, 4, 4);
  }
  if (areRings) context.stroke();
  else context.fill();
}
