import { formatRate } from '../../../contract/text/digits.ts';
import { shifted } from '../cells.ts';
import type { TableCell, TableColumn, TableRow } from '../table-document.ts';
import type { LatexContent } from './latex-content.ts';
import { numberWidth } from './text-width.ts';

const thousandths = '10⁻³';
const digitWidth = 500;

/** Fault rates in thousandths, said in the heading, where that is shorter: 0.72 for 0.00072. */
export function withScaledRates(table: LatexContent): LatexContent {
  const { columns, rows } = table;
  const isRate = columns.map((_, index) => areRates(rows.map(({ cells }) => cells[index]!)));
  const isScaled = columns.map(({ unit, group }, index) => {
    const alike =
      group === undefined ? [index] : columns.flatMap((each, place) => (each.group === group ? [place] : []));
    const cells = rows.flatMap((row) => alike.map((place) => row.cells[place]!));
    return unit === undefined && alike.every((place) => isRate[place]) && isShorter(cells);
  });
  if (!isScaled.includes(true)) return table;
  return {
    ...table,
    columns: columns.map((column, index) => (isScaled[index] ? inThousandths(column) : column)),
    rows: rows.map((row: TableRow) => ({
      ...row,
      cells: row.cells.map((cell, index) =>
        isScaled[index] && cell.kind === 'number' ? { ...cell, value: shifted(cell.value, 3) } : cell,
      ),
    })),
  };
}

function areRates(cells: readonly TableCell[]): boolean {
  const numbers = cells.filter((cell) => cell.kind !== 'missing');
  return numbers.length > 0 && numbers.every((cell) => cell.kind === 'number' && cell.digits === 'rate');
}

function isShorter(cells: readonly TableCell[]): boolean {
  const values = cells.flatMap((cell) => (cell.kind === 'number' ? [cell.value] : []));
  const width = (places: number): number =>
    Math.max(...values.map((value) => numberWidth(formatRate(shifted(value, places)))));
  return width(3) <= width(0) - digitWidth;
}

function inThousandths(column: TableColumn): TableColumn {
  return column.group === undefined
    ? { ...column, unit: thousandths }
    : { ...column, group: `${column.group} (${thousandths})` };
}
