/** A point of a chart that the keyboard can reach, with what is said about it. */
export interface ChartPoint {
  readonly text: string;
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

/** Where a key leads from one point of `count` to another; undefined for keys that lead nowhere. -1: none yet. */
export function walkPoints(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, current + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(count - 1, current + 10);
    case 'PageUp':
      return Math.max(0, current - 10);
    default:
      return undefined;
  }
}
