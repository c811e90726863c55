/** What the pointer does on a chart: look and move cursors, select in two ways, or choose what is shown. */
export type ChartTool = 'point' | 'rect' | 'polygon' | 'zoom';

export type Position = readonly [x: number, y: number];

/** Positions of the pointer that are nearer to one another than this are one; pixels */
const nearest = 3;

/** Corners of what was drawn from `trail`, in pixels: a rectangle between its ends, or the trail itself as a lasso. */
export function outlineOf(tool: ChartTool, trail: readonly Position[]): readonly Position[] {
  const [first] = trail;
  const last = trail.at(-1);
  if (first === undefined || last === undefined || trail.length < 2) return [];
  if (tool === 'polygon') return trail.length < 3 ? [] : trail;
  const [[left, top], [right, bottom]] = [first, last];
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

/** The trail with a position added, unless it is where the pointer was already. */
export function extendedTrail(trail: readonly Position[], position: Position): readonly Position[] {
  const last = trail.at(-1);
  const isSame = last !== undefined && Math.hypot(last[0] - position[0], last[1] - position[1]) < nearest;
  return isSame ? trail : [...trail, position];
}

/** Of an SVG path; empty for no corners. */
export function pathOf(corners: readonly Position[]): string {
  return corners.length === 0 ? '' : `M${corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`;
}
