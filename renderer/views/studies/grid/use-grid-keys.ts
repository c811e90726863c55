import { useSelectionStore } from '../../../stores/selection.ts';
import type { RunActions } from '../state/use-run-actions.ts';
import type { RunTable } from '../state/use-run-table.ts';
import { resizedColumn, steppedColumn } from '../table/column-layout.ts';
import { isGroup } from '../table/group-runs.ts';
import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import { toggledSort } from '../table/sort-runs.ts';
import type { GridCursor } from './use-grid-cursor.ts';
import type { GridTarget } from './use-grid-target.ts';

const widthStep = 24;

/** What keys do in the grid. */
export function useGridKeys(
  table: RunTable,
  cursor: GridCursor,
  target: GridTarget,
  actions: RunActions,
  reveal: () => void,
) {
  const selection = useSelectionStore();
  const { list, view, shownColumns } = table;
  const { item, place } = cursor;

  function enter(event: KeyboardEvent): void {
    if (place.value.row < 0) {
      if (target.column.value === undefined) target.selectAll();
      else table.change({ sort: [...toggledSort(view.value.sort, target.column.value.key, event.shiftKey)] });
    } else if (item.value !== undefined && isGroup(item.value)) table.toggleGroup(item.value.group);
    else if (item.value !== undefined) table.inspect(item.value.id);
  }

  function space(event: KeyboardEvent): void {
    if (place.value.row < 0) return enter(event);
    if (item.value === undefined) return;
    if (event.shiftKey) return selection.add(cursor.range(place.value.row));
    if (!isGroup(item.value)) selection.toggle(item.value.id);
    else if (item.value.ids.every((id) => selection.ids.has(id))) selection.remove(item.value.ids);
    else selection.add(item.value.ids);
    cursor.anchor(place.value.row);
  }

  /** Moves (Alt) or widens (Alt and Shift) the column of the active title. */
  function rearrange(event: KeyboardEvent): boolean {
    const { value: column } = target.column;
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (!event.altKey || place.value.row >= 0 || column === undefined || direction === undefined) return false;
    const { layout } = view.value;
    if (event.shiftKey) {
      const width = layout.find((each) => each.key === column.key)!.width + direction * widthStep;
      table.change({ layout: [...resizedColumn(layout, column.key, width)] });
    } else {
      table.change({ layout: [...steppedColumn(layout, column.key, direction)] });
      const moved = table.layout.value.findIndex((each) => each.key === column.key);
      cursor.moveTo({ row: -1, column: moved + 1 });
    }
    reveal();
    return true;
  }

  /** Opens and closes a group as a tree does. */
  function foldGroup(event: KeyboardEvent): boolean {
    if (item.value === undefined || !isGroup(item.value)) return false;
    const folds = event.key === 'ArrowLeft' && !item.value.collapsed;
    const unfolds = event.key === 'ArrowRight' && item.value.collapsed;
    if (folds || unfolds) table.toggleGroup(item.value.group);
    return folds || unfolds;
  }

  /** Selected runs as they are listed, and those the filter hides behind them; without any, the run of the keyboard */
  function inOrder(): readonly RunRow[] {
    if (selection.size === 0) return target.meant.value;
    const listed = list.value.filter((row) => selection.ids.has(row.id));
    const shown = new Set(listed.map((row) => row.id));
    return [...listed, ...table.selectedRows.value.filter((row) => !shown.has(row.id))];
  }

  function withControl(event: KeyboardEvent): boolean {
    switch (event.key.toLowerCase()) {
      case 'a':
        selection.set(list.value.map((row) => row.id));
        return true;
      case 'c':
        // Text that was marked with the pointer is copied by the browser
        if (!(getSelection()?.isCollapsed ?? true)) return false;
        void actions.copy('tsv', shownColumns.value, inOrder());
        return true;
      case 'z':
        if (event.shiftKey) table.redo();
        else table.undo();
        return true;
      case 'y':
        table.redo();
        return true;
      default:
        return false;
    }
  }

  function escape(): boolean {
    if (selection.size > 0) selection.clear();
    else if (table.inspectorOpen.value) table.inspectorOpen.value = false;
    else return false;
    return true;
  }

  function plain(event: KeyboardEvent): boolean {
    switch (event.key) {
      case 'Enter':
        enter(event);
        return true;
      case ' ':
        space(event);
        return true;
      case 'Escape':
        return escape();
      case 'Delete':
        if (!table.showsTrash.value) void actions.trash(target.meant.value);
        return true;
      case 'f':
        target.filterByCell();
        return true;
      default:
        return false;
    }
  }

  function isHandled(event: KeyboardEvent): boolean {
    if (rearrange(event)) return true;
    if (event.altKey) return false;
    if (foldGroup(event)) return true;
    const next = cursor.target(event);
    if (next !== undefined) {
      target.moveTo(next, event.shiftKey);
      return true;
    }
    return event.ctrlKey || event.metaKey ? withControl(event) : plain(event);
  }

  /** Of the grid itself, not of what is open above it */
  return function keydown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || !isHandled(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
