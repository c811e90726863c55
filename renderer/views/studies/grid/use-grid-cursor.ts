import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { gridMove, type GridPlace } from '../table/grid-moves.ts';
import { isGroup, type TableItem } from '../table/group-runs.ts';

export interface GridCursor {
  /** Where the keyboard is */
  readonly place: Ref<GridPlace>;
  readonly item: ComputedRef<TableItem | undefined>;
  moveTo(place: GridPlace): void;
  /** Where a key leads; `undefined` for keys that lead nowhere */
  target(event: KeyboardEvent): GridPlace | undefined;
  /** Ids from where a range was begun to a row */
  range(toRow: number): readonly number[];
  /** A range begins here. */
  anchor(row: number): void;
}

const keyOf = (item: TableItem): string => (isGroup(item) ? `group ${item.group}` : `run ${item.id}`);

/** Where the keyboard is in a table whose rows come, go and move: it stays on its run. */
export function useGridCursor(
  items: Readonly<Ref<readonly TableItem[]>>,
  columns: () => number,
  page: () => number,
): GridCursor {
  const place = ref<GridPlace>({ row: 0, column: 0 });
  let anchorRow = 0;
  const item = computed(() => items.value[place.value.row]);

  watch(items, (list, before) => {
    const { row, column } = place.value;
    const previous = before[row];
    const here = list[row];
    if (previous === undefined || (here !== undefined && keyOf(here) === keyOf(previous))) return;
    const key = keyOf(previous);
    const found = list.findIndex((each) => keyOf(each) === key);
    place.value = { row: found >= 0 ? found : Math.min(row, Math.max(0, list.length - 1)), column };
    anchorRow = place.value.row;
  });

  return {
    place,
    item,
    moveTo: (target) => (place.value = target),
    target(event) {
      const size = { rows: items.value.length, columns: columns(), page: page() };
      return gridMove(event.key, event.ctrlKey || event.metaKey, place.value, size);
    },
    range(toRow) {
      const [from, to] = [Math.min(anchorRow, toRow), Math.max(anchorRow, toRow)];
      return items.value.slice(Math.max(0, from), to + 1).flatMap((each) => (isGroup(each) ? [] : [each.id]));
    },
    anchor: (row) => (anchorRow = row),
  };
}
