import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { RunTest } from '../filter/compile-filter.ts';
import type { RunOrder } from './sort-runs.ts';

export interface RunChanges {
  /** New or different */
  readonly changed: readonly RunRow[];
  /** Ids of runs that are gone */
  readonly gone: readonly number[];
}

/** What happened between two states, by which rows are other objects. */
export function changesBetween(before: ReadonlyMap<number, RunRow>, after: readonly RunRow[]): RunChanges {
  const changed = after.filter((row) => before.get(row.id) !== row);
  const added = changed.filter((row) => !before.has(row.id)).length;
  if (before.size + added === after.length) return { changed, gone: [] };
  const ids = new Set(after.map((row) => row.id));
  return { changed, gone: [...before.keys()].filter((id) => !ids.has(id)) };
}

/**
 * A sorted, filtered list after some runs changed, without sorting the others again.
 *
 * @param list in `order`, all of it passing `test`
 */
export function updatedList(
  list: readonly RunRow[],
  { changed, gone }: RunChanges,
  test: RunTest,
  order: RunOrder,
): readonly RunRow[] {
  if (changed.length === 0 && gone.length === 0) return list;
  const moved = new Set([...changed.map((row) => row.id), ...gone]);
  const staying = list.filter((row) => !moved.has(row.id));
  const coming = changed.filter(test).sort(order);
  if (coming.length === 0) return staying;
  const merged: RunRow[] = [];
  let from = 0;
  for (const row of coming) {
    const place = placeOf(staying, row, order, from);
    for (; from < place; from++) merged.push(staying[from]!);
    merged.push(row);
  }
  for (; from < staying.length; from++) merged.push(staying[from]!);
  return merged;
}

/** Where a run belongs, by halving. */
function placeOf(list: readonly RunRow[], row: RunRow, order: RunOrder, from: number): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(list[middle]!, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
