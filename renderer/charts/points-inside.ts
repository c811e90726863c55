export interface Rectangle {
  /** Two opposite corners, in the units of the axes */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Corners in order; the last is joined to the first. */
export type Polygon = readonly (readonly [x: number, y: number])[];

/**
 * Which points a brush covers, by their index. Points on the border count; points without a finite coordinate never do.
 * A chart's own brush leaves out points above some thousands, hence this.
 *
 * @param area a rectangle, or a polygon that may cross itself (even-odd rule)
 * @param ys as many as `xs`
 */
export function pointsInside(
  area: Rectangle | Polygon,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
): readonly number[] {
  if (xs.length !== ys.length) throw new RangeError(`${xs.length} x and ${ys.length} y are not points`);
  const bounds = isPolygon(area) ? boundsOf(area) : sorted(area);
  const [left, right] = bounds.x;
  const [bottom, top] = bounds.y;
  const inside: number[] = [];
  for (let index = 0; index < xs.length; index++) {
    const x = xs[index]!;
    const y = ys[index]!;
    if (!(x >= left && x <= right && y >= bottom && y <= top)) continue;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (isPolygon(area) && !isInsidePolygon(area, x, y)) continue;
    inside.push(index);
  }
  return inside;
}

function isPolygon(area: Rectangle | Polygon): area is Polygon {
  return Array.isArray(area);
}

function sorted({ x, y }: Rectangle): Rectangle {
  return { x: [Math.min(...x), Math.max(...x)], y: [Math.min(...y), Math.max(...y)] };
}

function boundsOf(polygon: Polygon): Rectangle {
  const bounds = { x: [Infinity, -Infinity] as [number, number], y: [Infinity, -Infinity] as [number, number] };
  for (const [x, y] of polygon) {
    bounds.x = [Math.min(bounds.x[0], x), Math.max(bounds.x[1], x)];
    bounds.y = [Math.min(bounds.y[0], y), Math.max(bounds.y[1], y)];
  }
  return bounds;
}

function isInsidePolygon(polygon: Polygon, x: number, y: number): boolean {
  let inside = false;
  for (let corner = 0; corner < polygon.length; corner++) {
    const [x1, y1] = polygon[corner]!;
    const [x2, y2] = polygon[(corner + polygon.length - 1) % polygon.length]!;
    const side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    const withinEdge = x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2);
    if (side === 0 && withinEdge) return true;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
