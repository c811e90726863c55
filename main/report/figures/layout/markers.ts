import { white, type MarkLook } from '../looks.ts';
import type { Primitive } from '../scene.ts';

/** @param scale of the figure's text against 7 points */
export function markerPrimitive(
  { shape, color, size, filled }: MarkLook,
  x: number,
  y: number,
  scale: number,
): Primitive {
  const fill = filled ? color : white;
  // White about what is filled keeps overlapping marks apart
  const stroke = filled ? { color: white, width: 0.3 } : { color, width: 0.8 };
  return { type: 'marker', x, y, shape, size: (filled ? size : 0.9 * size) * scale, fill, stroke };
}
