import { shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import type { MenuItem } from '../../../components/option-types.ts';
import { useSelectionStore } from '../../../stores/selection.ts';
import type { RunActions } from '../state/use-run-actions.ts';
import type { RunTable } from '../state/use-run-table.ts';
import type { GridPlace } from '../table/grid-moves.ts';
import { isGroup, type TableItem } from '../table/group-runs.ts';
import { filterItems } from './cell-menu.ts';
import { columnMenu } from './column-menu.ts';
import { runItems } from './run-menu.ts';
import type { GridCursor } from './use-grid-cursor.ts';
import type { GridTarget } from './use-grid-target.ts';

export interface MenuSurface {
  /** At a point of the window */
  open(x: number, y: number): void;
  /** Of the active cell */
  cellBox(): DOMRect | undefined;
  /** Pixels that what is shown of a column needs */
  widthOf(column: string): number;
  /** Rows go by under a pointer that rests */
  isScrolling(): boolean;
}

function cellOf(event: Event): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column], [data-head]') : null;
}

function placeOf(event: Event): GridPlace | undefined {
  const cell = cellOf(event);
  if (cell === null) return undefined;
  const { head, column } = cell.dataset;
  if (head !== undefined) return { row: -1, column: Number(head) };
  const row = cell.closest<HTMLElement>('[data-row]')?.dataset['row'];
  return row === undefined ? undefined : { row: Number(row), column: Number(column) };
}

const isMarkingText = (): boolean => !(getSelection()?.isCollapsed ?? true);

/** What the pointer does in the grid, and the menu of what is under it or under the keyboard. */
export function useGridPointer(
  table: RunTable,
  cursor: GridCursor,
  target: GridTarget,
  actions: RunActions,
  surface: MenuSurface,
) {
  const selection = useSelectionStore();
  const router = useRouter();
  const { items, view, shownColumns } = table;
  const menuItems = shallowRef<readonly MenuItem[]>([]);

  function mousedown(event: MouseEvent): void {
    // A range of rows, not of text
    if (event.shiftKey) event.preventDefault();
    (event.currentTarget as HTMLElement).focus({ preventScroll: true });
  }

  function click(event: MouseEvent): void {
    const place = placeOf(event);
    if (place === undefined || (place.row >= 0 && isMarkingText() && !event.shiftKey)) return;
    cursor.moveTo(place);
    const item = items.value[place.row];
    if (item === undefined) return;
    if (isGroup(item)) return table.toggleGroup(item.group);
    if (event.altKey) return target.filterByCell();
    if (event.shiftKey) selection.set(cursor.range(place.row));
    else if (place.column === 0 || event.ctrlKey || event.metaKey) selection.toggle(item.id);
    else selection.set([item.id]);
    if (!event.shiftKey) cursor.anchor(place.row);
    if (table.inspectorOpen.value) table.inspect(item.id);
  }

  function dblclick(event: MouseEvent): void {
    const place = placeOf(event);
    if (place !== undefined && place.row >= 0 && target.run.value !== undefined) table.inspect(target.run.value.id);
  }

  function menuHere(): readonly MenuItem[] {
    const { value: column } = target.column;
    const { value: run } = target.run;
    if (cursor.place.value.row < 0) {
      return column === undefined
        ? []
        : columnMenu(column, view.value, () => surface.widthOf(column.key), table.change);
    }
    if (run === undefined) return [];
    const { value: meant } = target.meant;
    return [
      ...(column === undefined ? [] : filterItems(column, run, target.filterBy)),
      ...runItems({ run, meant, column, table, actions, go: (path) => void router.push(path) }),
    ];
  }

  /** Also of the menu key and Shift+F10, which belong to the active cell */
  function contextmenu(event: MouseEvent): void {
    const pointed = placeOf(event);
    if (pointed !== undefined) cursor.moveTo(pointed);
    menuItems.value = menuHere();
    if (menuItems.value.length === 0) return;
    event.preventDefault();
    const box = pointed === undefined ? surface.cellBox() : undefined;
    surface.open(box?.left ?? event.clientX, box?.bottom ?? event.clientY);
  }

  let pointedCell: HTMLElement | undefined;
  let pointedItem: TableItem | undefined;
  /** What a cell has no room for is told by a tooltip, which is only looked up here. */
  function mousemove(event: MouseEvent): void {
    if (surface.isScrolling()) return;
    const cell = cellOf(event) ?? undefined;
    const place = placeOf(event);
    const item = place === undefined ? undefined : items.value[place.row];
    // An element shows another run after scrolling
    if (cell === pointedCell && item === pointedItem) return;
    [pointedCell, pointedItem] = [cell, item];
    if (place === undefined || item === undefined || isGroup(item)) return selection.point(undefined);
    selection.point(item.id);
    const column = shownColumns.value[place.column - 1];
    cell!.title = column?.hint?.(item) ?? '';
  }
  function mouseleave(): void {
    [pointedCell, pointedItem] = [undefined, undefined];
    selection.point(undefined);
  }

  return { menuItems, mousedown, click, dblclick, contextmenu, mousemove, mouseleave };
}
