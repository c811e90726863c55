import { computed } from 'vue';
import { useSelectionStore } from '../../../stores/selection.ts';
import { conditionOfCell, withCondition } from '../filter/filter-chips.ts';
import type { FilterCondition } from '../filter/filter-expression.ts';
import { printFilter } from '../filter/print-filter.ts';
import type { RunTable } from '../state/use-run-table.ts';
import type { GridPlace } from '../table/grid-moves.ts';
import { isGroup } from '../table/group-runs.ts';
import type { GridCursor } from './use-grid-cursor.ts';

/** What the keyboard or the pointer is on, and what is done with it from both. */
export function useGridTarget(table: RunTable, cursor: GridCursor, reveal: () => void) {
  const selection = useSelectionStore();

  const run = computed(() => {
    const { item, place } = cursor;
    return item.value === undefined || isGroup(item.value) || place.value.row < 0 ? undefined : item.value;
  });
  const column = computed(() => table.shownColumns.value[cursor.place.value.column - 1]);
  /** What is selected, where the run belongs to it or there is none; otherwise the run */
  const meant = computed(() => {
    if (run.value === undefined || selection.ids.has(run.value.id)) return table.selectedRows.value;
    return [run.value];
  });

  function filterBy(condition: FilterCondition): void {
    table.change({ filter: printFilter(withCondition(table.expression.value, condition)) });
  }
  function filterByCell(): void {
    if (run.value === undefined || column.value === undefined) return;
    filterBy(conditionOfCell(column.value, column.value.read(run.value)));
  }

  function selectAll(): void {
    const { value: list } = table.list;
    const isAll = list.length > 0 && list.every((row) => selection.ids.has(row.id));
    if (isAll) selection.clear();
    else selection.set(list.map((row) => row.id));
  }

  function moveTo(target: GridPlace, isRange: boolean): void {
    cursor.moveTo(target);
    if (isRange && target.row >= 0) selection.set(cursor.range(target.row));
    else cursor.anchor(target.row);
    if (table.inspectorOpen.value && run.value !== undefined) table.inspect(run.value.id);
    reveal();
  }

  return { run, column, meant, filterBy, filterByCell, selectAll, moveTo };
}

export type GridTarget = ReturnType<typeof useGridTarget>;
