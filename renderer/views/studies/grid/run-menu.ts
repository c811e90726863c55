import type { RunRow } from '../../../../main/contract/workbench/runs.ts';
import type { MenuItem } from '../../../components/option-types.ts';
import { tableFormats } from '../../../components/table-text.ts';
import { isDisposable, isResumable, isUnderWay, type RunActions } from '../state/use-run-actions.ts';
import type { RunTable } from '../state/use-run-table.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import { countOf } from '../table/run-words.ts';

interface MenuOfRun {
  readonly run: RunRow;
  /** What an action is applied to: the selection the run belongs to, or the run alone */
  readonly meant: readonly RunRow[];
  readonly column: RunTableColumn | undefined;
  readonly table: Pick<RunTable, 'inspect' | 'shownColumns' | 'showsTrash'>;
  readonly actions: RunActions;
  go(path: string): void;
}

/** The part of a cell's menu that is about its run, or about all selected ones. */
export function runItems({ run, meant, column, table, actions, go }: MenuOfRun): readonly MenuItem[] {
  const what = meant.length === 1 ? 'run' : countOf(meant.length, 'run');
  const copies: readonly MenuItem[] = tableFormats.map(({ format, label }) => ({
    label: `Copy ${meant.length === 1 ? 'row' : countOf(meant.length, 'row')} as ${label}`,
    select: () => void actions.copy(format, table.shownColumns.value, meant),
  }));
  const cell = column === undefined ? [] : [copyCell(column.text(run))];
  if (table.showsTrash.value) {
    return [...cell, ...copies, { label: `Restore ${what}`, select: () => void actions.restore(meant) }];
  }
  const allLocked = meant.every((row) => row.locked);
  return [
    { label: 'Inspect', shortcut: 'Enter', select: () => table.inspect(run.id) },
    { label: 'Open as a page', select: () => go(`/runs/${run.id}`) },
    { label: 'Open in the live view', select: () => go(`/live/${run.id}`) },
    ...cell,
    ...copies,
    ...(meant.some(isUnderWay) ? [{ label: `Stop ${what}`, select: () => void actions.stop(meant) }] : []),
    ...(meant.some(isResumable) ? [{ label: `Resume ${what}`, select: () => void actions.resume(meant) }] : []),
    { label: allLocked ? `Unlock ${what}` : `Lock ${what}`, select: () => void actions.lock(meant, !allLocked) },
    {
      label: `Move ${what} to the trash`,
      shortcut: 'Delete',
      danger: true,
      disabled: !meant.some(isDisposable),
      select: () => void actions.trash(meant),
    },
  ];
}

function copyCell(text: string): MenuItem {
  return { label: 'Copy cell', disabled: text === '', select: () => void navigator.clipboard.writeText(text) };
}
