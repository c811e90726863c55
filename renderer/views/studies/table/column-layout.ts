import type { RunTableColumn } from './run-table-column.ts';

/** A column that is shown: where, how wide, and whether it stays while the others scroll. */
export interface ColumnPlace {
  readonly key: string;
  /** Pixels */
  readonly width: number;
  readonly pinned: boolean;
}

export type ColumnLayout = readonly ColumnPlace[];

export const narrowest = 40;
export const widest = 800;

export const usualColumns: readonly string[] = [
  'id',
  'study',
  'method',
  'profile',
  'seed',
  'status',
  'progress',
  'accuracy',
  'duration',
  'started',
  'tags',
  'locked',
];

export function usualLayout(columns: ReadonlyMap<string, RunTableColumn>): ColumnLayout {
  return usualColumns.flatMap((key) => {
    const column = columns.get(key);
    return column === undefined ? [] : [{ key, width: column.width, pinned: key === 'id' }];
  });
}

/** Pinned columns first, each part in its own order. */
function arranged(layout: ColumnLayout): ColumnLayout {
  return [...layout.filter((place) => place.pinned), ...layout.filter((place) => !place.pinned)];
}

const placeIn = (layout: ColumnLayout, key: string): number => layout.findIndex((place) => place.key === key);

export function withColumn(layout: ColumnLayout, column: RunTableColumn): ColumnLayout {
  if (placeIn(layout, column.key) >= 0) return layout;
  return [...layout, { key: column.key, width: column.width, pinned: false }];
}

/** The last column stays. */
export function withoutColumn(layout: ColumnLayout, key: string): ColumnLayout {
  return layout.length <= 1 ? layout : layout.filter((place) => place.key !== key);
}

/** Moves a column to the place another has; it takes over whether that is pinned. */
export function movedColumn(layout: ColumnLayout, key: string, to: number): ColumnLayout {
  const from = placeIn(layout, key);
  const target = layout[Math.max(0, Math.min(layout.length - 1, to))];
  if (from < 0 || target === undefined || target.key === key) return layout;
  const moving = { ...layout[from]!, pinned: target.pinned };
  const rest = layout.filter((_, place) => place !== from);
  const place = placeIn(rest, target.key) + (to > from ? 1 : 0);
  return arranged([...rest.slice(0, place), moving, ...rest.slice(place)]);
}

/** One place to the left (-1) or right (1), without leaving the pinned or the scrolling part. */
export function steppedColumn(layout: ColumnLayout, key: string, step: -1 | 1): ColumnLayout {
  const from = placeIn(layout, key);
  const neighbour = layout[from + step];
  if (from < 0 || neighbour === undefined || neighbour.pinned !== layout[from]!.pinned) return layout;
  return movedColumn(layout, key, from + step);
}

export function resizedColumn(layout: ColumnLayout, key: string, width: number): ColumnLayout {
  const wanted = Math.round(Math.max(narrowest, Math.min(widest, width)));
  return layout.map((place) => (place.key === key ? { ...place, width: wanted } : place));
}

/** A pinned column stands behind those pinned before it, one let go in front of the scrolling ones. */
export function pinnedColumn(layout: ColumnLayout, key: string, pinned: boolean): ColumnLayout {
  const place = layout.find((each) => each.key === key);
  if (place === undefined || place.pinned === pinned) return layout;
  const others = layout.filter((each) => each.key !== key);
  const boundary = others.filter((each) => each.pinned).length;
  return [...others.slice(0, boundary), { ...place, pinned }, ...others.slice(boundary)];
}

/** Where each pinned column sticks, in pixels from the left edge. */
export function pinnedOffsets(layout: ColumnLayout, start: number): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  let left = start;
  for (const { key, width, pinned } of layout) {
    if (!pinned) break;
    offsets.set(key, left);
    left += width;
  }
  return offsets;
}
