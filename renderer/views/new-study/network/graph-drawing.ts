import type { GraphEdge } from './graph-layout.ts';

export const rowHeight = 26;
const laneWidth = 9;
const margin = 8;

/** Width of what is drawn beside the rows, pixels: dots on its right, arcs to the left of them. */
export function drawingWidth(lanes: number): number {
  return 2 * margin + lanes * laneWidth + 4;
}

export const dotX = (lanes: number): number => drawingWidth(lanes) - margin;
export const dotY = (row: number): number => row * rowHeight + rowHeight / 2;

/** An edge as a path of SVG: straight down, or out to its lane and back. */
export function edgePath({ from, to, lane }: GraphEdge, lanes: number): string {
  const x = dotX(lanes);
  const [top, bottom] = [dotY(from), dotY(to)];
  if (lane === 0) return `M${x} ${top}V${bottom}`;
  const beside = x - 4 - lane * laneWidth;
  const bend = rowHeight / 2;
  return `M${x} ${top}Q${beside} ${top} ${beside} ${top + bend}V${bottom - bend}Q${beside} ${bottom} ${x} ${bottom}`;
}
