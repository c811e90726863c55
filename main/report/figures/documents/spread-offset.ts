/** Of a category, at most, left and right of its middle. */
const mostAside = 0.3;
const step = 0.09;

/** Moves the index-th of several marks of a category aside, so that none lies on another. */
export function spreadOffset(index: number, count: number): number {
  const apart = Math.min(step, (2 * mostAside) / Math.max(1, count - 1));
  return (index - (count - 1) / 2) * apart;
}
