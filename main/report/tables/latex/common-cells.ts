import { lowerFirst } from '../plain-table.ts';
import { plainCell } from '../shown-cell.ts';
import type { TableColumn, TableContent } from '../table-document.ts';

/** With fewer rows a column that says the same in all of them is no waste of room. */
const fewestRows = 3;

/** Keys of what runs were made with. What they came to stands in its place even where it is the same. */
const settings: ReadonlySet<string> = new Set([
  ...['profile', 'against', 'interval_over', 'pairs', 'smallest_possible_p_value', 'seeds', 'seed'],
  ...['bits_per_weight', 'bank', 'speed_up_bound'],
]);

type MayLeave = (table: TableContent, column: TableColumn) => boolean;

/** A table without the settings that are the same in every row: they are said below it instead. SAFT's stay as in its paper. */
export function withoutCommonCells(table: TableContent): TableContent {
  return withoutCommon(table, ({ id, rows }, { key }) => {
    return rows.length >= fewestRows && settings.has(key) && !id.startsWith('saft-');
  });
}

/** A table without any column that says the same in every row, where there is no room: names in two rows, numbers in three. */
export function withoutEveryCommonCell(table: TableContent): TableContent {
  return withoutCommon(table, ({ rows }, { kind, group }) => {
    return group === undefined && rows.length >= (kind === 'text' ? 2 : fewestRows);
  });
}

function withoutCommon(table: TableContent, mayLeave: MayLeave): TableContent {
  const { columns, rows } = table;
  const common = columns.map((column, index) => {
    const texts = new Set(rows.map(({ cells }) => plainCell(cells[index]!)));
    const [text = ''] = texts;
    return mayLeave(table, column) && texts.size === 1 && text !== '' ? text : undefined;
  });
  const said = columns.flatMap((column, index) =>
    common[index] === undefined ? [] : [`${lowerFirst(column.title)} ${common[index]}${unitText(column)}`],
  );
  if (said.length === 0 || said.length === columns.length) return table;
  return {
    ...table,
    columns: columns.filter((_, index) => common[index] === undefined),
    rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => common[index] === undefined) })),
    notes: [`In all rows: ${said.join('; ')}.`, ...table.notes],
  };
}

const unitText = ({ unit }: TableColumn): string => (unit === undefined ? '' : ` ${unit}`);
