import type { MenuItem } from '../../../components/option-types.ts';
import {
  pinnedColumn,
  resizedColumn,
  steppedColumn,
  withoutColumn,
  type ColumnLayout,
} from '../table/column-layout.ts';
import { groupings, type Grouping } from '../table/group-runs.ts';
import type { RunTableColumn } from '../table/run-table-column.ts';
import type { SortKey } from '../table/sort-runs.ts';
import type { RunView } from '../state/run-view.ts';

const step = 24;

/** What can be done with a column, by its title's menu: all that dragging does, and more. */
export function columnMenu(
  column: RunTableColumn,
  view: RunView,
  fittingWidth: () => number,
  change: (part: Partial<RunView>) => void,
): readonly MenuItem[] {
  const { key, title } = column;
  const layout: ColumnLayout = view.layout;
  const place = layout.find((each) => each.key === key);
  const isPinned = place?.pinned ?? false;
  const width = place?.width ?? column.width;
  const relayout = (next: ColumnLayout): void => change({ layout: [...next] });
  const resort = (sort: readonly SortKey[]): void => change({ sort: [...sort] });
  const others = view.sort.filter((each) => each.column !== key);
  const isFirst = layout[0]?.key === key;
  const isLast = layout.at(-1)?.key === key;
  const grouping = groupings.find((each): each is Grouping => each === key);
  return [
    { label: 'Sort ascending', select: () => resort([{ column: key, descending: false }]) },
    { label: 'Sort descending', select: () => resort([{ column: key, descending: true }]) },
    ...(others.length === 0
      ? []
      : [{ label: 'Then sort by this', select: () => resort([...others, { column: key, descending: false }]) }]),
    ...(grouping === undefined
      ? []
      : [{ label: `Group by ${title.toLowerCase()}`, select: () => change({ grouping }) }]),
    { label: isPinned ? 'Unpin' : 'Pin to the left', select: () => relayout(pinnedColumn(layout, key, !isPinned)) },
    {
      label: 'Move left',
      shortcut: 'Alt+ArrowLeft',
      disabled: isFirst,
      select: () => relayout(steppedColumn(layout, key, -1)),
    },
    {
      label: 'Move right',
      shortcut: 'Alt+ArrowRight',
      disabled: isLast,
      select: () => relayout(steppedColumn(layout, key, 1)),
    },
    {
      label: 'Wider',
      shortcut: 'Alt+Shift+ArrowRight',
      select: () => relayout(resizedColumn(layout, key, width + step)),
    },
    {
      label: 'Narrower',
      shortcut: 'Alt+Shift+ArrowLeft',
      select: () => relayout(resizedColumn(layout, key, width - step)),
    },
    { label: 'Fit to its content', select: () => relayout(resizedColumn(layout, key, fittingWidth())) },
    ...(column.type === 'number'
      ? [
          {
            label: 'Chart along x',
            select: () => change({ chart: { ...view.chart, open: true, x: key, logX: false } }),
          },
          {
            label: 'Chart along y',
            select: () => change({ chart: { ...view.chart, open: true, y: key, logY: false } }),
          },
        ]
      : []),
    { label: 'Hide', disabled: layout.length <= 1, select: () => relayout(withoutColumn(layout, key)) },
  ];
}

const pixelsPerCharacter = 7.2;
const besides = 32;

/** Pixels that the longest of some texts needs, about. */
export function fittingWidth(title: string, texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), title.length);
  return Math.ceil(longest * pixelsPerCharacter) + besides;
}
