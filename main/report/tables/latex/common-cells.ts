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

/** The layouts of SAFT's paper stay as they are. */
const mayLeave = ({ id }: TableContent, { key }: TableColumn): boolean => settings.has(key) && !id.startsWith('saft-');

/** A table without the columns that say the same in every row: that is said below it instead. */
export function withoutCommonCells(table: TableContent): TableContent {
  const { columns, rows } = table;
  if (rows.length < fewestRows) return table;
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
